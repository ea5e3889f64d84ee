//! What there is to call and to open, held against the reviewed lists: nothing new is served before somebody decides for whom.

use crate::browser::Browser;
use crate::house::House;
use domain::AppError;
use domain::policy::{Action, Noun};
use leptos_axum::generate_route_list;
use std::collections::BTreeSet;
use store::testing::TestDb;

/// Who may open a page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Opens {
    /// Whoever is signed out; others are sent on.
    SignedOut,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever may do this to some such thing.
    May(Action, Noun),
    /// Whoever may do this to the thing that the address names.
    One(Action, Noun),
}

/// Every page. A new one stands here, reviewed, or the test below fails.
pub(crate) const PAGES: &[(&str, Opens)] = &[
    ("/sign-in", Opens::SignedOut),
    ("/first-run", Opens::SignedOut),
    ("/deals", Opens::May(Action::Read, Noun::Deal)),
    ("/deals/review", Opens::May(Action::Read, Noun::Deal)),
    ("/deals/moves", Opens::May(Action::Update, Noun::Deal)),
    ("/deals/new", Opens::May(Action::Create, Noun::Deal)),
    ("/deals/{id}", Opens::One(Action::Read, Noun::Deal)),
    ("/deals/{id}/move", Opens::One(Action::Update, Noun::Deal)),
    ("/deals/{id}/won", Opens::One(Action::Update, Noun::Deal)),
    ("/clients", Opens::May(Action::Read, Noun::Client)),
    ("/clients/new", Opens::May(Action::Create, Noun::Client)),
    ("/clients/{id}", Opens::One(Action::Read, Noun::Client)),
    ("/stakeholders", Opens::May(Action::Read, Noun::Stakeholder)),
    ("/stakeholders/new", Opens::May(Action::Create, Noun::Stakeholder)),
    ("/stakeholders/{id}", Opens::One(Action::Read, Noun::Stakeholder)),
    ("/activities", Opens::May(Action::Read, Noun::Activity)),
    ("/activities/new", Opens::May(Action::Create, Noun::Activity)),
    ("/activities/{id}", Opens::One(Action::Read, Noun::Activity)),
    ("/people", Opens::May(Action::Read, Noun::Colleague)),
    ("/people/{id}", Opens::One(Action::Read, Noun::Colleague)),
    ("/projects", Opens::May(Action::Read, Noun::Project)),
    ("/projects/{id}", Opens::One(Action::Read, Noun::Project)),
    ("/settings", Opens::May(Action::Read, Noun::Setting)),
    ("/settings/stages", Opens::May(Action::Update, Noun::Stage)),
    ("/settings/stages/{id}/remove", Opens::One(Action::Delete, Noun::Stage)),
    ("/settings/loss-reasons", Opens::May(Action::Update, Noun::Stage)),
    ("/competitors", Opens::May(Action::Read, Noun::Competitor)),
    ("/competitors/new", Opens::May(Action::Create, Noun::Competitor)),
    ("/competitors/{id}", Opens::One(Action::Read, Noun::Competitor)),
    ("/competitors/{id}/delete", Opens::One(Action::Delete, Noun::Competitor)),
    ("/account", Opens::SignedIn),
    ("/gallery", Opens::SignedIn),
];

/// Every file that is made on demand, of what its asker may see. A new one stands here, reviewed, or a test below fails.
pub(crate) const FILES: &[(&str, Opens)] =
    &[("/deals.csv", Opens::May(Action::Read, Noun::Deal)), ("/deals.xlsx", Opens::May(Action::Read, Noun::Deal))];

/// What the server answers beside pages, functions and files, each with tests of its own.
const BESIDE: [&str; 9] =
    ["/api/{*function}", "ADDRESS", "/healthz", "/readyz", "/pkg", "/fonts", "/icons.svg", "/chevron.svg", "/favicon.svg"];

#[tokio::test]
async fn every_server_function_stands_in_the_policy_table_and_every_entry_is_one() {
    // Rendering a list of routes links everything that the pages call.
    drop(generate_route_list(app::App));
    let served: BTreeSet<&str> = server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    let listed: BTreeSet<&str> = app::endpoints().map(|endpoint| endpoint.path).collect();
    assert_eq!(served, listed, "served, and listed in the ENDPOINTS of a subject");
    assert_eq!(listed.len(), app::endpoints().count(), "no endpoint stands in the table twice");
    let methods: BTreeSet<String> = server_fn::axum::server_fn_paths().map(|(_, method)| method.to_string()).collect();
    assert_eq!(methods, BTreeSet::from(["POST".to_owned()]), "a function that answers GET could be called by a link");
}

#[tokio::test]
async fn every_page_stands_in_the_reviewed_list() {
    let pages: BTreeSet<String> = generate_route_list(app::App).iter().map(|page| page.path().to_owned()).collect();
    let listed: BTreeSet<String> = PAGES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(pages, listed, "say in PAGES who may open the new page");
}

#[test]
fn every_route_that_is_written_by_hand_stands_in_a_reviewed_list() {
    let code = include_str!("../../src/routes.rs");
    let written: BTreeSet<&str> = [".route(", ".route_service(", ".nest(", ".nest_service("]
        .into_iter()
        .flat_map(|call| code.split(call).skip(1))
        .map(|rest| rest.split_once(',').expect("a route has an address and what answers there").0.trim().trim_matches('"'))
        .collect();
    let listed: BTreeSet<&str> = FILES.iter().map(|(path, _)| *path).chain(BESIDE).collect();
    assert_eq!(written, listed, "say in FILES who may take the new file away");
}

#[tokio::test]
async fn what_the_table_does_not_name_is_not_served_however_it_is_spelled() {
    let house = House::seeded(TestDb::sqlite().await).await;
    let program = house.serve(&[]).await;
    let browser = house.browser(&program, "admin").await;
    let spellings = [
        "/api/nothing",
        "/api/my_sessions/",
        "/api//my_sessions",
        "/api/MY_SESSIONS",
        "/api/my_sessions%2f",
        "/api/./my_sessions",
        "/api/my_sessions%00",
        "/api/%6dy_sessions",
        "/api/",
        "/api",
        "/api/my_sessions;x=1",
    ];
    for path in spellings {
        let answer = browser.call(path, &[]).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
    assert_eq!(browser.call("/api/nothing", &[]).await.error(), Some(AppError::NotFound));
    assert_eq!(Browser::new(&program.base).call("/api/nothing", &[]).await.status, 404);
    assert_eq!(browser.call("/api/my_sessions", &[]).await.status, 200);
}
