//! A small firm: an admin, a viewer, Ada who leads client A, Ben who is on the team of A's deal and on no client, and one
//! outside. A has a deal, a project and two people; B has a deal and one.

use activities::{ActivityForm, Of, Timeline, db};
use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::ActivityType;
use domain::deal::{OpportunitySource, OpportunityType};
use domain::id::{ActivityId, UserId};
use domain::project::ProjectStatus;
use domain::stage::StageKey;
use domain::stakeholder::EngagementLevel;
use domain::user::UserRole;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder, Statement};
use store::DbError;
use store::table::*;
use store::testing::{Colleague, Office, TestDb};
pub(crate) use store::testing::{ago, id, refused};

pub(crate) const ADMIN: u128 = 1;
pub(crate) const VIEWER: u128 = 2;
pub(crate) const ADA: u128 = 3;
pub(crate) const BEN: u128 = 4;
pub(crate) const OUTSIDE: u128 = 5;
pub(crate) const A: u128 = 0xA;
pub(crate) const B: u128 = 0xB;
/// A's deal, on whose team Ben is, and B's.
pub(crate) const DEAL: u128 = 0xD;
pub(crate) const FOREIGN_DEAL: u128 = 0xE;
/// A's project.
pub(crate) const PROJECT: u128 = 0x9;
/// A's people, and B's.
pub(crate) const MONA: u128 = 0xA1;
pub(crate) const NOAH: u128 = 0xA2;
pub(crate) const PIA: u128 = 0xB1;

const PEOPLE: &[Colleague] = &[
    (ADMIN, "Abe Admin", UserRole::Admin),
    (VIEWER, "Vera Viewer", UserRole::Viewer),
    (ADA, "Ada Lead", UserRole::Consultant),
    (BEN, "Ben Team", UserRole::Consultant),
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
        firm.deal(DEAL, A).await;
        firm.deal(FOREIGN_DEAL, B).await;
        let ben = opportunity_team_member::ActiveModel { user_id: Set(id(BEN)), opportunity_id: Set(id(DEAL)), created_at: Set(ago(20)) };
        firm.add(ben).await;
        let project = project::ActiveModel {
            id: Set(id(PROJECT)),
            client_id: Set(id(A)),
            name: Set("Roll-out".into()),
            status: Set(ProjectStatus::Active),
            currency: Set("EUR".into()),
            created_at: Set(ago(20)),
            updated_at: Set(ago(20)),
            ..Default::default()
        };
        firm.add(project).await;
        for (n, client, name) in [(MONA, A, "Mona Fuchs"), (NOAH, A, "Noah Buyer"), (PIA, B, "Pia Fuchs")] {
            firm.person(n, client, name).await;
        }
        firm
    }

    pub(crate) async fn person(&self, n: u128, client: u128, name: &str) {
        self.0.person(n, client, name, EngagementLevel::High, None).await;
    }

    /// Something that happened with a client, in no deal.
    pub(crate) async fn happened(&self, n: u128, kind: ActivityType, at: DateTime<Utc>, client: u128) {
        self.0.happened(n, kind, at, client, &[], ADMIN).await;
    }

    async fn deal(&self, n: u128, client: u128) {
        let row = opportunity::ActiveModel {
            id: Set(id(n)),
            client_id: Set(id(client)),
            name: Set(format!("Deal {n:X}")),
            kind: Set(OpportunityType::New),
            source: Set(OpportunitySource::Referral),
            stage: Set(StageKey::parse("qualified").unwrap()),
            value: Set(1_000_000),
            currency: Set("EUR".into()),
            created_by: Set(id(ADMIN)),
            created_at: Set(ago(30)),
            updated_at: Set(ago(30)),
            ..Default::default()
        };
        self.add(row).await;
    }

    /// Somebody logs something with A.
    pub(crate) async fn logs(&self, who: u128, typed: ActivityForm) -> Result<ActivityId, DbError> {
        let client = if typed.client.is_empty() && typed.client_name.is_empty() { text(A) } else { typed.client.clone() };
        let new = db::NewActivity::parse(&typed, today()).unwrap();
        db::log(&self.access(who), &client, &typed.client_name, new).await
    }

    pub(crate) async fn timeline(&self, who: u128, of: Of) -> Result<Timeline, DbError> {
        db::timeline(&self.access(who), of, &db::Sought::default()).await
    }

    /// The audit log of a table's rows: what was done, by whom.
    pub(crate) async fn log(&self, table: &str) -> Vec<(String, Option<UserId>)> {
        let rows = audit_log::Entity::find().order_by_asc(audit_log::Column::Seq).all(&self.raw).await.unwrap();
        rows.into_iter().filter(|row| row.resource_type == table).map(|row| (row.action.to_string(), row.user_id)).collect()
    }

    /// Everything about activities and what the log says of it, to see that nothing has changed.
    pub(crate) async fn everything(&self) -> (i64, i64, i64) {
        let mut counts = Vec::new();
        for table in ["activity", "activity_stakeholder", "audit_log"] {
            let sql = format!("SELECT COUNT(*) AS n FROM \"{table}\"");
            let row = self.raw.query_one_raw(Statement::from_string(self.raw.get_database_backend(), sql)).await.unwrap();
            counts.push(row.unwrap().try_get("", "n").unwrap());
        }
        (counts[0], counts[1], counts[2])
    }
}

/// An id as an address has it.
pub(crate) fn text(n: u128) -> String {
    id::<domain::id::ClientId>(n).to_string()
}

pub(crate) fn today() -> NaiveDate {
    store::id::now().date_naive()
}

/// A call that says no more than it must.
pub(crate) fn call(subject: &str) -> ActivityForm {
    ActivityForm { kind: "call".into(), subject: subject.into(), ..Default::default() }
}
