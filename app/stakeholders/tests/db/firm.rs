//! A small firm: an admin, a viewer, Ada who leads client A, and one outside. A and B have three people each.

use chrono::{DateTime, TimeDelta, Utc};
use domain::AppError;
use domain::activity::ActivityType;
use domain::client::ClientStatus;
use domain::id::{StakeholderId, UserId};
use domain::stakeholder::{EngagementLevel, MeddpiccRole, StakeholderField};
use domain::user::{Actor, AssignmentRole, UserRole};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryOrder,
    Statement,
};
use stakeholders::{StakeholderDetail, db};
use store::table::*;
use store::testing::TestDb;
use store::{Access, DbError, Origin, Store};
use uuid::Uuid;

pub(crate) const ADMIN: u128 = 1;
pub(crate) const VIEWER: u128 = 2;
pub(crate) const ADA: u128 = 3;
pub(crate) const OUTSIDE: u128 = 4;
pub(crate) const A: u128 = 0xA;
pub(crate) const B: u128 = 0xB;
/// A's people: Mona reports to Noah, and he to nobody; Olga is alone.
pub(crate) const MONA: u128 = 0xA1;
pub(crate) const NOAH: u128 = 0xA2;
pub(crate) const OLGA: u128 = 0xA3;
/// Of B.
pub(crate) const PIA: u128 = 0xB1;

const PEOPLE: [(u128, &str, UserRole); 4] = [
    (ADMIN, "Abe Admin", UserRole::Admin),
    (VIEWER, "Vera Viewer", UserRole::Viewer),
    (ADA, "Ada Lead", UserRole::Consultant),
    (OUTSIDE, "Otto Outside", UserRole::Client),
];

/// The firm on a test's own database; its key goes when this is dropped.
pub(crate) struct Firm {
    pub(crate) raw: DatabaseConnection,
    pub(crate) store: Store,
    _place: tempfile::TempDir,
}

impl Firm {
    pub(crate) async fn new(db: &TestDb) -> Self {
        let place = tempfile::TempDir::new().unwrap();
        let store = Store::open(db.url(), &place.path().join("keys"), false).await.unwrap();
        let firm = Self { raw: db.raw().await, store, _place: place };
        for n in [A, B] {
            let row = client::ActiveModel {
                id: Set(id(n)),
                name: Set(format!("Client {n:X}")),
                status: Set(ClientStatus::Active),
                currency: Set("EUR".into()),
                created_at: Set(ago(500)),
                updated_at: Set(ago(400)),
                ..Default::default()
            };
            firm.add(row).await;
        }
        for (n, name, role) in PEOPLE {
            let row = user::ActiveModel {
                id: Set(id(n)),
                email: Set(format!("user{n}@firm.test")),
                name: Set(name.to_owned()),
                role: Set(role),
                job_title: Set(format!("Title {n}")),
                client_id: Set((role == UserRole::Client).then(|| id(A))),
                password_hash: Set("none".into()),
                active: Set(true),
                created_at: Set(ago(500)),
                ..Default::default()
            };
            firm.add(row).await;
        }
        let lead = client_assignment::ActiveModel {
            user_id: Set(id(ADA)),
            client_id: Set(id(A)),
            role: Set(AssignmentRole::Lead),
            assigned_at: Set(ago(400)),
            created_at: Set(ago(400)),
            ..Default::default()
        };
        firm.add(lead).await;
        firm.person(NOAH, A, "Noah Buyer", EngagementLevel::High, None).await;
        firm.person(MONA, A, "Mona Fuchs", EngagementLevel::Disengaged, Some(NOAH)).await;
        firm.person(OLGA, A, "Olga Stern", EngagementLevel::Low, None).await;
        firm.person(PIA, B, "Pia Fuchs", EngagementLevel::Medium, None).await;
        firm
    }

    /// A person's door to the data.
    pub(crate) fn access(&self, who: u128) -> Access {
        let role = PEOPLE.iter().find(|(n, ..)| *n == who).unwrap().2;
        let client_id = (role == UserRole::Client).then(|| id(A));
        self.store.access(Actor { id: id::<UserId>(who), role, client_id }, Origin::default())
    }

    pub(crate) async fn add<R>(&self, row: R)
    where
        R: ActiveModelTrait + ActiveModelBehavior + Send,
        <R::Entity as EntityTrait>::Model: IntoActiveModel<R>,
    {
        R::Entity::insert(row).exec_without_returning(&self.raw).await.unwrap();
    }

    pub(crate) async fn person(&self, n: u128, client: u128, name: &str, level: EngagementLevel, manager: Option<u128>) {
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

    pub(crate) async fn role(&self, person: u128, role: MeddpiccRole) {
        let row =
            stakeholder_meddpicc_role::ActiveModel { stakeholder_id: Set(id(person)), meddpicc_role: Set(role), created_at: Set(ago(9)) };
        self.add(row).await;
    }

    pub(crate) async fn owner(&self, person: u128, who: u128) {
        let row =
            stakeholder_relationship_owner::ActiveModel { stakeholder_id: Set(id(person)), user_id: Set(id(who)), created_at: Set(ago(9)) };
        self.add(row).await;
    }

    pub(crate) async fn met(&self, n: u128, client: u128, at: DateTime<Utc>, with: u128) {
        let row = activity::ActiveModel {
            id: Set(id(n)),
            kind: Set(ActivityType::Call),
            subject: Set(format!("Subject {n:x}")),
            occurred_at: Set(at),
            client_id: Set(id(client)),
            created_by: Set(id(ADMIN)),
            created_at: Set(ago(1)),
            updated_at: Set(ago(1)),
            ..Default::default()
        };
        self.add(row).await;
        let row = activity_stakeholder::ActiveModel { activity_id: Set(id(n)), stakeholder_id: Set(id(with)), created_at: Set(ago(1)) };
        self.add(row).await;
    }

    pub(crate) async fn page(&self, who: u128, person: u128) -> StakeholderDetail {
        db::detail(&self.access(who), id(person)).await.unwrap()
    }

    /// Changes a field as it stands.
    pub(crate) async fn edit(&self, who: u128, person: u128, field: StakeholderField, value: &str) -> Result<i32, DbError> {
        let version = self.page(ADMIN, person).await.version;
        db::edit(&self.access(who), id(person), field, value, version).await
    }

    pub(crate) async fn row(&self, person: StakeholderId) -> stakeholder::Model {
        stakeholder::Entity::find_by_id(person).one(&self.raw).await.unwrap().unwrap()
    }

    /// The audit log once what was read stands in it, as text.
    pub(crate) async fn log(&self) -> Vec<audit_log::Model> {
        self.store.settle().await;
        audit_log::Entity::find().order_by_asc(audit_log::Column::Seq).all(&self.raw).await.unwrap()
    }

    /// How many rows a query counts as `n`.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let row = self.raw.query_one_raw(Statement::from_string(self.raw.get_database_backend(), sql)).await.unwrap();
        row.unwrap().try_get("", "n").unwrap()
    }
}

/// An id that ends in these digits, whatever the table.
pub(crate) fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128((7 << 76) | (2 << 62) | n).into()
}

pub(crate) fn ago(days: i64) -> DateTime<Utc> {
    store::id::now() - TimeDelta::days(days)
}

pub(crate) fn refused<T: std::fmt::Debug>(done: Result<T, DbError>) -> AppError {
    AppError::from(done.unwrap_err())
}
