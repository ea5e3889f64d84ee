//! A firm to test with: people who sign in, clients, and the few rows that every subject's tests need. What is special to a
//! subject it adds itself.

use super::{TestDb, ago, id};
use crate::table::{activity, activity_stakeholder, client, client_assignment, stakeholder, stakeholder_meddpicc_role, user};
use crate::{Access, Origin, Store};
use chrono::{DateTime, Utc};
use domain::activity::ActivityType;
use domain::client::ClientStatus;
use domain::id::UserId;
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use domain::user::{Actor, AssignmentRole, UserRole};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, DatabaseConnection, EntityTrait, IntoActiveModel};

/// Somebody who signs in: the digits of their id, their name and their role. An outside user sees the portal of the first client.
pub type Colleague = (u128, &'static str, UserRole);

/// The firm on a test's own database; its key goes when this is dropped.
pub struct Office {
    /// Past every scope.
    pub raw: DatabaseConnection,
    /// As the program has it.
    pub store: Store,
    people: &'static [Colleague],
    portal: u128,
    _place: tempfile::TempDir,
}

#[expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test stops where it fails")]
impl Office {
    /// With these people and clients.
    pub async fn new(db: &TestDb, people: &'static [Colleague], clients: &[u128]) -> Self {
        let place = tempfile::TempDir::new().unwrap();
        let store = Store::open(db.url(), &place.path().join("keys"), false).await.unwrap();
        let portal = clients.first().copied().unwrap_or_default();
        let office = Self { raw: db.raw().await, store, people, portal, _place: place };
        for n in clients {
            office.client(*n).await;
        }
        for (n, name, role) in people {
            office.colleague(*n, name, *role).await;
        }
        office
    }

    /// A person's door to the data.
    #[must_use]
    pub fn access(&self, who: u128) -> Access {
        let role = self.people.iter().find(|(n, ..)| *n == who).unwrap().2;
        let client_id = (role == UserRole::Client).then(|| id(self.portal));
        self.store.access(Actor { id: id::<UserId>(who), role, client_id }, Origin::default())
    }

    /// Puts a row where it belongs, past every rule but the database's own.
    pub async fn add<R>(&self, row: R)
    where
        R: ActiveModelTrait + ActiveModelBehavior + Send,
        <R::Entity as EntityTrait>::Model: IntoActiveModel<R>,
    {
        R::Entity::insert(row).exec_without_returning(&self.raw).await.unwrap();
    }

    async fn client(&self, n: u128) {
        let row = client::ActiveModel {
            id: Set(id(n)),
            name: Set(format!("Client {n:X}")),
            status: Set(ClientStatus::Active),
            currency: Set("EUR".into()),
            created_at: Set(ago(500)),
            updated_at: Set(ago(400)),
            ..Default::default()
        };
        self.add(row).await;
    }

    async fn colleague(&self, n: u128, name: &str, role: UserRole) {
        let row = user::ActiveModel {
            id: Set(id(n)),
            email: Set(format!("user{n}@firm.test")),
            name: Set(name.to_owned()),
            role: Set(role),
            job_title: Set(format!("Title {n}")),
            client_id: Set((role == UserRole::Client).then(|| id(self.portal))),
            password_hash: Set("none".into()),
            active: Set(true),
            created_at: Set(ago(500)),
            ..Default::default()
        };
        self.add(row).await;
    }

    /// Somebody leads a client.
    pub async fn leads(&self, who: u128, client: u128) {
        let row = client_assignment::ActiveModel {
            user_id: Set(id(who)),
            client_id: Set(id(client)),
            role: Set(AssignmentRole::Lead),
            assigned_at: Set(ago(400)),
            created_at: Set(ago(400)),
            ..Default::default()
        };
        self.add(row).await;
    }

    /// Somebody at a client, who perhaps reports to somebody.
    pub async fn person(&self, n: u128, client: u128, name: &str, level: EngagementLevel, manager: Option<u128>) {
        let row = stakeholder::ActiveModel {
            id: Set(id(n)),
            client_id: Set(id(client)),
            name: Set(name.to_owned()),
            job_title: Set(Some(format!("Title of {name}"))),
            engagement_level: Set(level),
            reports_to: Set(manager.map(id)),
            created_at: Set(ago(400)),
            ..Default::default()
        };
        self.add(row).await;
    }

    /// What somebody at a client is to its deals.
    pub async fn role(&self, person: u128, role: MeddpiccRole) {
        let row =
            stakeholder_meddpicc_role::ActiveModel { stakeholder_id: Set(id(person)), meddpicc_role: Set(role), created_at: Set(ago(9)) };
        self.add(row).await;
    }

    /// Something that happened with a client, in no deal, and with whom; logged by somebody.
    pub async fn happened(&self, n: u128, kind: ActivityType, at: DateTime<Utc>, client: u128, with: &[u128], by: u128) {
        let row = activity::ActiveModel {
            id: Set(id(n)),
            kind: Set(kind),
            subject: Set(format!("Subject {n:x}")),
            occurred_at: Set(at),
            client_id: Set(id(client)),
            created_by: Set(id(by)),
            created_at: Set(ago(1)),
            updated_at: Set(ago(1)),
            ..Default::default()
        };
        self.add(row).await;
        for person in with {
            let row =
                activity_stakeholder::ActiveModel { activity_id: Set(id(n)), stakeholder_id: Set(id(*person)), created_at: Set(ago(1)) };
            self.add(row).await;
        }
    }
}
