//! A small firm: an admin, a viewer, Ada who leads client A, and one outside. A and B have three people each.

use chrono::{DateTime, Utc};
use domain::activity::ActivityType;
use domain::id::StakeholderId;
use domain::stakeholder::{EngagementLevel, StakeholderField};
use domain::user::UserRole;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder, Statement};
use stakeholders::{StakeholderDetail, db};
use store::DbError;
use store::table::*;
use store::testing::{Colleague, Office, TestDb};
pub(crate) use store::testing::{ago, id, refused};

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

const PEOPLE: &[Colleague] = &[
    (ADMIN, "Abe Admin", UserRole::Admin),
    (VIEWER, "Vera Viewer", UserRole::Viewer),
    (ADA, "Ada Lead", UserRole::Consultant),
    (OUTSIDE, "Otto Outside", UserRole::Client),
];

pub(crate) struct Firm(Office);

impl std::ops::Deref for Firm {
    type Target = Office;

    fn deref(&self) -> &Office {
        &self.0
    }
}

impl Firm {
    pub(crate) async fn new(db: &TestDb) -> Self {
        let firm = Self(Office::new(db, PEOPLE, &[A, B]).await);
        firm.leads(ADA, A).await;
        firm.person(NOAH, A, "Noah Buyer", EngagementLevel::High, None).await;
        firm.person(MONA, A, "Mona Fuchs", EngagementLevel::Disengaged, Some(NOAH)).await;
        firm.person(OLGA, A, "Olga Stern", EngagementLevel::Low, None).await;
        firm.person(PIA, B, "Pia Fuchs", EngagementLevel::Medium, None).await;
        firm
    }

    pub(crate) async fn owner(&self, person: u128, who: u128) {
        let row =
            stakeholder_relationship_owner::ActiveModel { stakeholder_id: Set(id(person)), user_id: Set(id(who)), created_at: Set(ago(9)) };
        self.add(row).await;
    }

    pub(crate) async fn met(&self, n: u128, client: u128, at: DateTime<Utc>, with: u128) {
        self.happened(n, ActivityType::Call, at, client, &[with], ADMIN).await;
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
