//! What every answer carries, and what the server refuses whoever asks: foreign pages' forms, and what is too large.

use crate::browser::{Answer, Browser, form};
use crate::house::House;
use crate::snapshot::{difference, everything};
use hyper::Method;
use std::collections::BTreeSet;
use store::testing::TestDb;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Headers without which no answer leaves.
fn guarded(answer: &Answer, what: &str) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{what}");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{what}");
    assert_ne!(answer.header("permissions-policy"), "", "{what}");
    let policy = answer.header("content-security-policy");
    for directive in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(directive), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'), "{what}: {policy}");
    assert_eq!(answer.headers.get_all("content-security-policy").iter().count(), 1, "{what}");
    assert_eq!(answer.header("access-control-allow-origin"), "", "{what}");
    assert_eq!(answer.header("server"), "", "{what}");
    assert_ne!(answer.header("x-request-id"), "", "{what}");
    assert_ne!(answer.header("cache-control"), "", "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_answer_carries_the_headers() {
    let house = House::seeded(TestDb::sqlite().await).await;
    let program = house.serve(&[]).await;
    let browser = house.browser(&program, "admin").await;
    let nobody = Browser::new(&program.base);
    let html = [("accept", "text/html")];
    let foreign = [("origin", "https://evil.example"), FORM];
    let large = [("content-length", ""), FORM];
    let answers = [
        ("page", 200, browser.get("/deals").await),
        ("sign-in", 200, nobody.get("/sign-in").await),
        ("missing page", 404, browser.get("/nothing/here").await),
        ("missing deal", 404, browser.get("/deals/0").await),
        ("redirect", 303, nobody.get("/deals").await),
        ("answer", 200, browser.call("/api/my_sessions", &[]).await),
        ("not found", 404, browser.call("/api/nothing", &[]).await),
        ("malformed", 400, browser.call("/api/show_deal", &[("id", "0")]).await),
        ("signed out", 401, nobody.call("/api/my_sessions", &[]).await),
        ("wrong method", 405, browser.send(&Method::GET, "/api/my_sessions", &html, Vec::new()).await),
        ("foreign form", 403, browser.send(&Method::POST, "/api/choose_theme", &foreign, form(&[("theme", "dark")])).await),
        ("too large", 413, browser.send(&Method::POST, "/api/choose_theme", &large, vec![b'x'; 1_100_000]).await),
        ("health", 200, nobody.get("/healthz").await),
        ("readiness", 200, nobody.get("/readyz").await),
        ("style", 200, nobody.get("/pkg/throughline.css").await),
        ("icons", 200, nobody.get("/icons.svg").await),
        ("missing file", 404, nobody.get("/pkg/nothing.js").await),
        ("wrong file method", 405, nobody.send(&Method::DELETE, "/pkg/throughline.css", &[], Vec::new()).await),
    ];
    for (what, status, answer) in &answers {
        assert_eq!(answer.status, *status, "{what}: {}", answer.text());
        guarded(answer, what);
        let files = ["style", "icons", "missing file", "wrong file method"];
        let kept = if files.contains(what) { "no-cache" } else { "no-store" };
        assert_eq!(answer.header("cache-control"), kept, "{what}");
        if !answer.body.is_empty() {
            assert_ne!(answer.header("content-type"), "", "{what}: {}", answer.text());
        }
    }
    let ids: BTreeSet<&str> = answers.iter().map(|(_, _, answer)| answer.header("x-request-id")).collect();
    assert_eq!(ids.len(), answers.len(), "each request has a number of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_this_answers_own_scripts_run_on_a_page() {
    let house = House::seeded(TestDb::sqlite().await).await;
    let program = house.serve(&[]).await;
    let browser = house.browser(&program, "admin").await;
    let mut nonces = BTreeSet::new();
    for path in ["/deals", "/deals", "/clients", "/account", "/nothing", "/deals/0"] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy").to_owned();
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .unwrap_or_else(|| panic!("{path}: {policy}"))
            .to_owned();
        assert!(nonce.len() >= 20 && nonces.insert(nonce.clone()), "{path}: {nonce}");
        let text = answer.text();
        for script in text.match_indices("<script").map(|(at, _)| &text[at..]) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: {tag}");
        }
        assert!(
            !text.contains(" onclick=") && !text.contains(" style=\"") && !text.contains("javascript:"),
            "{path} holds what the policy forbids"
        );
    }
}

store::both_engines! {
    async fn no_other_site_sends_a_form_here(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let browser = house.browser(&program, "admin").await;
        let deal = house.any_open_deal().await;
        let client = deal.client_id.to_string();
        let before = everything(&house.db).await;
        let hostile: [&[(&str, &str)]; 6] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("origin", "http://127.0.0.1:1")],
        ];
        let (id, version) = (deal.id.to_string(), deal.version.to_string());
        for endpoint in app::endpoints() {
            for headers in hostile {
                for accept in ["text/html", "application/json"] {
                    let mut headers = headers.to_vec();
                    headers.extend([("accept", accept), FORM]);
                    let id = if endpoint.path.ends_with("_client") { &client } else { &id };
                    let fields = [("id", id.as_str()), ("to", "closed_won"), ("version", version.as_str()), ("field", "name"), ("value", "x"), ("name", "x")];
                    let answer = browser.send(&Method::POST, endpoint.path, &headers, form(&fields)).await;
                    assert_eq!(answer.status, 403, "{} {headers:?}", endpoint.path);
                }
            }
            // What a picture or a link on a foreign page can do.
            for query in [format!("?id={id}&to=closed_won&version={version}"), String::new()] {
                let answer = browser.send(&Method::GET, &format!("{}{query}", endpoint.path), &[("sec-fetch-site", "cross-site")], Vec::new()).await;
                assert_eq!(answer.status, 405, "{}", endpoint.path);
            }
        }
        assert_eq!(difference(&before, &everything(&house.db).await), Vec::<String>::new());
        assert_eq!(browser.call("/api/my_sessions", &[]).await.status, 200, "nobody was signed out");
        let own = [("sec-fetch-site", "same-origin"), ("accept", "application/json"), FORM];
        assert_eq!(browser.send(&Method::POST, "/api/choose_theme", &own, form(&[("theme", "dark")])).await.status, 200);
    }
}
