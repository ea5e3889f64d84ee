//! The people of the firm, and one outside user of a client's portal.

use crate::clients::Account;
use crate::rng::Rng;
use crate::stakeholders;
use crate::words::{mailbox, person};
use crate::world::World;
use chrono::{DateTime, Utc};
use domain::id::UserId;
use domain::user::UserRole::{self, Admin, Client, Consultant, Viewer};
use sea_orm::ActiveValue::Set;
use store::table::user;

/// Names up to here are our own people's; stakeholders' begin after them.
pub(crate) const MOST: usize = 300;

/// The firm at scale 1: role, title, and the name of a demonstration sign-in. The last one has left.
const FOUNDERS: &[(UserRole, &str, Option<&str>)] = &[
    (Admin, "Managing Partner", Some("admin")),
    (Admin, "Operations Director", None),
    (Consultant, "Senior Consultant", Some("consultant")),
    (Consultant, "Engagement Director", None),
    (Consultant, "Principal Consultant", None),
    (Consultant, "Principal Consultant", None),
    (Consultant, "Senior Consultant", None),
    (Consultant, "Consultant", None),
    (Consultant, "Analyst", None),
    (Viewer, "Supervisory Board Member", None),
    (Viewer, "Finance Director", Some("viewer")),
    (Consultant, "Senior Consultant", None),
];
const LEFT: usize = 11;
const LATER_TITLES: &[&str] = &["Consultant", "Senior Consultant", "Analyst", "Principal Consultant", "Consultant", "Senior Consultant"];

/// One of ours, as the other nouns know them.
pub(crate) struct Person {
    /// Their id.
    pub(crate) id: UserId,
    /// What they are called.
    pub(crate) name: String,
    /// An hour of theirs, in minor units.
    pub(crate) rate: i64,
    role: UserRole,
    title: &'static str,
    email: String,
    active: bool,
    joined: DateTime<Utc>,
}

/// All of ours; elsewhere a person is their place in `people`.
pub(crate) struct Staff {
    /// Everybody.
    pub(crate) people: Vec<Person>,
    /// Who can be put on an account: active consultants but the demonstration one.
    pub(crate) bench: Vec<usize>,
    /// `admin@demo.test`.
    pub(crate) admin: usize,
    /// `consultant@demo.test`.
    pub(crate) consultant: usize,
    /// Who has left and still owns relationships.
    pub(crate) left: usize,
}

impl Staff {
    /// Everybody there is.
    pub(crate) fn of(world: &World) -> Self {
        let mut rng = Rng::of("users");
        let count = (FOUNDERS.len() + 3 * (world.scale - 1)).min(MOST);
        let people: Vec<Person> = (0..count).map(|n| one(world, &mut rng, n)).collect();
        let bench = (0..count).filter(|n| people[*n].role == Consultant && people[*n].active && *n != 2).collect();
        Self { people, bench, admin: 0, consultant: 2, left: LEFT }
    }

    /// The id of a person.
    pub(crate) fn id(&self, person: usize) -> UserId {
        self.people[person].id
    }
}

fn one(world: &World, rng: &mut Rng, n: usize) -> Person {
    let (role, title, sign_in) = match FOUNDERS.get(n) {
        Some(founder) => *founder,
        None => match n % 40 {
            39 => (Admin, "Practice Lead", None),
            10 | 30 => (Viewer, "Controller", None),
            _ => (Consultant, LATER_TITLES[n % LATER_TITLES.len()], None),
        },
    };
    let name = person(n);
    let joined = world.moment(rng, 1_600 + (n as i64 * 137) % 1_200);
    let local = sign_in.map_or_else(|| mailbox(&name), str::to_owned);
    Person { id: rng.id(joined), email: format!("{local}@demo.test"), name, rate: rate(title), role, title, active: n != LEFT, joined }
}

fn rate(title: &str) -> i64 {
    match title {
        "Managing Partner" | "Engagement Director" => 32_000,
        "Principal Consultant" => 26_000,
        "Senior Consultant" => 21_000,
        "Analyst" => 13_000,
        _ => 16_500,
    }
}

/// Rows of ours, and of the outside user: a stakeholder of the first client with a sign-in of their own.
pub(crate) fn rows(world: &World, staff: &Staff, accounts: &[Account]) -> Vec<user::ActiveModel> {
    let row = |person: &Person| user::ActiveModel {
        id: Set(person.id),
        email: Set(person.email.clone()),
        name: Set(person.name.clone()),
        role: Set(person.role),
        job_title: Set(person.title.to_owned()),
        client_id: Set(None),
        password_hash: Set(world.password_hash.clone()),
        active: Set(person.active),
        created_at: Set(person.joined),
        ..Default::default()
    };
    let mut rows: Vec<user::ActiveModel> = staff.people.iter().map(row).collect();
    if let Some(account) = accounts.first() {
        let mut rng = Rng::of("portal user");
        let created = world.moment(&mut rng, 45);
        rows.push(user::ActiveModel {
            id: Set(rng.id(created)),
            email: Set("client@demo.test".into()),
            name: Set(stakeholders::name(1)),
            role: Set(Client),
            job_title: Set(stakeholders::title(0, 1).to_owned()),
            client_id: Set(Some(account.id)),
            password_hash: Set(world.password_hash.clone()),
            active: Set(true),
            created_at: Set(created),
            ..Default::default()
        });
    }
    rows
}
