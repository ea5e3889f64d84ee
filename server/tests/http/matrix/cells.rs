//! The cells of one person: every endpoint and page, every method, every thing.

use super::calls::{About, CALLS, Fields};
use super::deal_page;
use super::expect;
use super::people::Person;
use super::things::{Thing, Things};
use crate::browser::{Answer, escape, form};
use crate::house::House;
use crate::registry::{FILES, Opens, PAGES};
use hyper::Method;
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, ExprTrait, QueryFilter};
use std::sync::Mutex;
use store::table::{client, opportunity, project, stakeholder, user};

/// A request with the answer that it must get.
pub(crate) struct Cell {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) what: &'static str,
    pub(crate) expected: Vec<u16>,
    fields: Fields,
    thing: Option<Thing>,
    page: bool,
    /// The version and the stage to name, as [`Cell::prepare`] found them.
    now: Mutex<(i32, String)>,
    /// The parts of a deal to name.
    parts: Mutex<[String; 5]>,
}

impl Cell {
    /// Whether it may change something.
    pub(crate) fn allowed(&self) -> bool {
        self.expected.contains(&200) || self.expected.contains(&422)
    }

    /// Looks up what the call must name: the version as it stands.
    pub(crate) async fn prepare(&self, person: &Person, house: &House) {
        let raw = house.raw().await;
        let id = self.thing.as_ref().and_then(|thing| thing.id.parse::<uuid::Uuid>().ok()).unwrap_or_default();
        let now = match self.path.as_str() {
            "/api/edit_stakeholder" => stakeholder::Entity::find_by_id(id).one(&raw).await.unwrap().map(|row| (row.version, String::new())),
            "/api/edit_client" => client::Entity::find_by_id(id).one(&raw).await.unwrap().map(|row| (row.version, String::new())),
            "/api/move_deal" | "/api/move_anyway" => {
                open_again(&raw, id).await;
                opportunity::Entity::find_by_id(id).one(&raw).await.unwrap().map(|row| (row.version, other_stage(row.stage.as_str())))
            }
            "/api/hand_over" => {
                open_again(&raw, id).await;
                opportunity::Entity::find_by_id(id).one(&raw).await.unwrap().map(|row| (row.version, String::new()))
            }
            "/api/edit_project" | "/api/take_back_win" => {
                project::Entity::find_by_id(id).one(&raw).await.unwrap().map(|row| (row.version, String::new()))
            }
            "/api/edit_profile" => {
                let me = person.actor.as_ref().unwrap().id;
                user::Entity::find_by_id(me).one(&raw).await.unwrap().map(|row| (row.version, String::new()))
            }
            _ => None,
        };
        if let Some(now) = now {
            *self.now.lock().unwrap() = now;
        }
        if self.fields.iter().any(|(_, value)| deal_page::NAMES.contains(value)) {
            let parts = deal_page::named(house, id.into()).await;
            *self.parts.lock().unwrap() = parts;
        }
    }

    /// Sends it.
    pub(crate) async fn send(&self, person: &Person) -> Answer {
        let accept = if self.page { "text/html" } else { "application/json" };
        let (version, stage) = self.now.lock().unwrap().clone();
        let parts = self.parts.lock().unwrap().clone();
        let today = store::id::now().date_naive().to_string();
        let unique = uuid::Uuid::now_v7().simple().to_string();
        let filled: Vec<(&str, String)> = self
            .fields
            .iter()
            .map(|(name, value)| {
                let value = value.replace("{version}", &version.to_string()).replace("{stage}", &stage).replace("{unique}", &unique);
                let value = value.replace("{today}", &today).replace("{id}", self.thing.as_ref().map_or("", |thing| &thing.id));
                (*name, deal_page::NAMES.iter().zip(&parts).fold(value, |value, (name, part)| value.replace(name, part)))
            })
            .collect();
        let mut fields: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if let Some(thing) = &self.thing {
            fields.push(("id", &thing.id));
        }
        let body = if self.page || [Method::GET, Method::HEAD].contains(&self.method) { Vec::new() } else { form(&fields) };
        let query =
            if !self.page && self.method == Method::GET { format!("?{}", String::from_utf8_lossy(&form(&fields))) } else { String::new() };
        let headers = [("accept", accept), ("content-type", "application/x-www-form-urlencoded")];
        person.browser.send(&self.method, &format!("{}{query}", self.path), &headers, body).await
    }
}

/// A deal that somebody before has won is open once more, and without a project.
async fn open_again(raw: &DatabaseConnection, deal: uuid::Uuid) {
    project::Entity::delete_many().filter(project::Column::OpportunityId.eq(deal)).exec(raw).await.unwrap();
    let won = opportunity::Column::Id.eq(deal).and(opportunity::Column::Outcome.is_not_null());
    let open = opportunity::ActiveModel {
        stage: Set(domain::stage::StageKey::parse("negotiation").unwrap()),
        outcome: Set(None),
        actual_close_date: Set(None),
        ..Default::default()
    };
    opportunity::Entity::update_many().set(open).filter(won).exec(raw).await.unwrap();
}

fn other_stage(now: &str) -> String {
    if now == "qualified" { "discovery" } else { "qualified" }.to_owned()
}

const OTHER_METHODS: [Method; 6] = [Method::GET, Method::HEAD, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

/// All cells of a person. Those that end sessions come last.
pub(crate) async fn cells(person: &Person, things: &Things, house: &House) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (path, opens) in PAGES.iter().chain(FILES) {
        pages(&mut cells, path, *opens, person, things, house).await;
    }
    for endpoint in app::endpoints() {
        assert!(CALLS.iter().any(|(path, ..)| *path == endpoint.path), "say in CALLS how {} is called", endpoint.path);
    }
    for (path, about, fields) in CALLS {
        let endpoint = app::endpoints().find(|endpoint| endpoint.path == *path).expect("CALLS names endpoints only");
        let cell = |method: Method, thing: Option<Thing>, expected| Cell {
            method,
            path: (*path).to_owned(),
            what: thing.as_ref().map_or("", |thing| thing.what),
            expected,
            fields,
            thing,
            page: false,
            now: Mutex::new((1, "qualified".into())),
            parts: Mutex::new([deal_page::NOTHING; 5].map(str::to_owned)),
        };
        let mut these = match about {
            About::Nothing(_) => vec![None],
            About::One(noun) | About::Told(noun, _) => things.of_noun(*noun, person, house).await.into_iter().map(Some).collect(),
        };
        // The session in use is no thing to end before the others.
        these.retain(|thing| thing.as_ref().is_none_or(|thing| Some(&thing.id) != person.session.map(|id| id.to_string()).as_ref()));
        for method in OTHER_METHODS {
            let expected = endpoint.admit(person.actor.as_ref()).map_or_else(|error| vec![error.status()], |()| vec![405]);
            cells.push(cell(method, these[0].clone(), expected));
        }
        for thing in these {
            let expected = expect::call(endpoint, *about, person, thing.as_ref());
            cells.push(cell(Method::POST, thing, expected));
        }
    }
    cells
}

async fn pages(cells: &mut Vec<Cell>, path: &str, opens: Opens, person: &Person, things: &Things, house: &House) {
    let these = match opens {
        Opens::One(_, noun) => {
            things.of_noun(noun, person, house).await.into_iter().filter(|thing| !thing.id.is_empty()).map(Some).collect()
        }
        _ => vec![None],
    };
    for thing in these {
        let named = path.replace("{id}", &thing.as_ref().map(|thing| escape(&thing.id)).unwrap_or_default());
        let cell = |query: &str, method: Method, expected: Vec<u16>| Cell {
            method,
            path: format!("{named}{query}"),
            what: thing.as_ref().map_or("", |thing| thing.what),
            expected,
            fields: &[],
            thing: None,
            page: true,
            now: Mutex::default(),
            parts: Mutex::default(),
        };
        let expected = match (opens, &person.actor, path) {
            (Opens::SignedOut, None, "/sign-in") => vec![200],
            _ => expect::page(opens, person, thing.as_ref()),
        };
        cells.push(cell("", Method::GET, expected.clone()));
        if path.ends_with("/move") {
            // An open deal can be lost, wherever it stands.
            cells.push(cell("?to=closed_lost", Method::GET, expected.clone()));
        }
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            // Who is sent elsewhere is sent whatever the method; nobody else gets anything by it.
            let refused = if expected == [303] || path == "/sign-in" { vec![303, 405] } else { vec![405] };
            cells.push(cell("", method, refused));
        }
    }
}
