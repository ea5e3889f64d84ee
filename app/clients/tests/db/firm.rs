//! A small firm: an admin, a viewer, Ada who leads client A, and one outside. A and B are clients without anybody yet.

use chrono::{DateTime, Utc};
use clients::{ClientHealth, ClientSort, db};
use domain::activity::ActivityType;
use domain::client::ClientField;
use domain::health::Health;
use domain::id::ClientId;
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use domain::user::UserRole;
use store::testing::{Colleague, Office, TestDb};
pub(crate) use store::testing::{ago, id, refused};
use store::{Access, DbError};

pub(crate) const ADMIN: u128 = 1;
pub(crate) const VIEWER: u128 = 2;
pub(crate) const ADA: u128 = 3;
pub(crate) const OUTSIDE: u128 = 4;
pub(crate) const A: u128 = 0xA;
pub(crate) const B: u128 = 0xB;

const PEOPLE: &[Colleague] = &[
    (ADMIN, "Abe Admin", UserRole::Admin),
    (VIEWER, "Vera Viewer", UserRole::Viewer),
    (ADA, "Ada Lead", UserRole::Consultant),
    (OUTSIDE, "Otto Outside", UserRole::Client),
];

pub(crate) struct Firm(Office);

impl Firm {
    pub(crate) async fn new(db: &TestDb) -> Self {
        let office = Office::new(db, PEOPLE, &[A, B]).await;
        office.leads(ADA, A).await;
        Self(office)
    }

    pub(crate) fn access(&self, who: u128) -> Access {
        self.0.access(who)
    }

    pub(crate) async fn leads(&self, who: u128, client: u128) {
        self.0.leads(who, client).await;
    }

    pub(crate) async fn person(&self, n: u128, client: u128, name: &str, level: EngagementLevel, roles: &[MeddpiccRole]) {
        self.0.person(n, client, name, level, None).await;
        for role in roles {
            self.0.role(n, *role).await;
        }
    }

    pub(crate) async fn happened(&self, n: u128, client: u128, at: DateTime<Utc>, with: &[u128]) {
        self.0.happened(n, ActivityType::Call, at, client, with, ADMIN).await;
    }

    /// Fills a field of a client as it stands.
    pub(crate) async fn fill(&self, client: u128, field: ClientField, text: &str) {
        let admin = self.access(ADMIN);
        let version = db::detail(&admin, id(client)).await.unwrap().version;
        db::edit(&admin, id(client), field, text, version).await.unwrap();
    }

    pub(crate) async fn health(&self, who: u128, client: u128) -> Result<ClientHealth, DbError> {
        db::client_health(&self.access(who), id(client)).await
    }

    /// What the list says of the health of those whom somebody sees.
    pub(crate) async fn listed(&self, who: u128) -> Vec<(ClientId, Health)> {
        let list = db::list(&self.access(who), "", ClientSort::Name, false, 1).await.unwrap();
        list.page.rows.into_iter().map(|row| (row.id, row.health)).collect()
    }
}
