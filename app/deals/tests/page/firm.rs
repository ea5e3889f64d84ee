//! A small firm: an admin, a viewer, Ada who leads client A, Ben who is on the team of A's one deal and on no client, Cleo
//! who is on nothing, one who has left and one outside.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use deals::{DealDetail, db};
use domain::AppError;
use domain::activity::ActivityType;
use domain::client::ClientStatus;
use domain::deal::{OpportunitySource, OpportunityType, Outcome};
use domain::id::{OpportunityId, UserId};
use domain::stage::StageKey;
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use domain::user::{Actor, AssignmentRole, UserRole};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, Statement,
};
use store::table::*;
use store::testing::TestDb;
pub(crate) use store::testing::{id, refused};
use store::{Access, DbError, Engine, Origin, Store};
use uuid::Uuid;

pub(crate) const ADMIN: u128 = 1;
pub(crate) const VIEWER: u128 = 2;
pub(crate) const ADA: u128 = 3;
pub(crate) const BEN: u128 = 4;
pub(crate) const CLEO: u128 = 5;
pub(crate) const LEFT: u128 = 6;
pub(crate) const OUTSIDE: u128 = 7;
pub(crate) const A: u128 = 0xA;
pub(crate) const B: u128 = 0xB;
/// A's deal, on whose team Ben is.
pub(crate) const DEAL: u128 = 0xD;

const PEOPLE: [(u128, &str, UserRole); 7] = [
    (ADMIN, "Abe Admin", UserRole::Admin),
    (VIEWER, "Vera Viewer", UserRole::Viewer),
    (ADA, "Ada Lead", UserRole::Consultant),
    (BEN, "Ben Team", UserRole::Consultant),
    (CLEO, "Cleo None", UserRole::Consultant),
    (LEFT, "Lea Left", UserRole::Consultant),
    (OUTSIDE, "Otto Outside", UserRole::Client),
];

/// The firm on a test's own database; its key goes when this is dropped.
pub(crate) struct Firm {
    pub(crate) raw: DatabaseConnection,
    pub(crate) store: Store,
    engine: Engine,
    _place: tempfile::TempDir,
}

impl Firm {
    pub(crate) async fn new(db: &TestDb) -> Self {
        let place = tempfile::TempDir::new().unwrap();
        let store = Store::open(db.url(), &place.path().join("keys"), false).await.unwrap();
        let firm = Self { raw: db.raw().await, store, engine: db.engine(), _place: place };
        for n in [A, B] {
            firm.client(n).await;
        }
        for (n, name, role) in PEOPLE {
            firm.add(a_person(n, name, role)).await;
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
        firm.deal(DEAL, A, "qualified", None).await;
        firm.moved(DEAL, 1, "qualified", 20, None).await;
        let ben = opportunity_team_member::ActiveModel { user_id: Set(id(BEN)), opportunity_id: Set(id(DEAL)), created_at: Set(ago(20)) };
        firm.add(ben).await;
        firm
    }

    /// A person's door to the data.
    pub(crate) fn access(&self, who: u128) -> Access {
        let role = PEOPLE.iter().find(|(n, ..)| *n == who).unwrap().2;
        let client_id = (role == UserRole::Client).then(|| id(A));
        self.store.access(Actor { id: id(who), role, client_id }, Origin::default())
    }

    /// What was said and done about the deal, as far as somebody sees it.
    pub(crate) async fn said(&self, who: u128) -> Vec<activities::Happening> {
        match activities::db::timeline(&self.access(who), activities::Of::Deal(deal()), &activities::db::Sought::default()).await {
            Ok(timeline) => timeline.rows,
            Err(DbError::App(AppError::NotFound)) => Vec::new(),
            Err(error) => panic!("{error}"),
        }
    }

    /// Somebody logs something about the deal.
    pub(crate) async fn logs(&self, who: u128, typed: activities::ActivityForm) -> Result<domain::id::ActivityId, DbError> {
        let typed = activities::ActivityForm { deal: deal().to_string(), ..typed };
        let new = activities::db::NewActivity::parse(&typed, today()).unwrap();
        activities::db::log(&self.access(who), &id::<domain::id::ClientId>(A).to_string(), "", new).await
    }

    /// The deal's page as somebody sees it.
    pub(crate) async fn page(&self, who: u128) -> DealDetail {
        db::detail(&self.access(who), deal()).await.unwrap()
    }

    pub(crate) async fn add<R>(&self, row: R)
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

    pub(crate) async fn deal(&self, n: u128, client: u128, stage: &str, closed: Option<NaiveDate>) {
        let row = opportunity::ActiveModel {
            id: Set(id(n)),
            client_id: Set(id(client)),
            name: Set(format!("Deal {n:X}")),
            kind: Set(OpportunityType::New),
            source: Set(OpportunitySource::Referral),
            stage: Set(StageKey::parse(stage).unwrap()),
            value: Set(1_000_000),
            currency: Set("EUR".into()),
            outcome: Set(closed.map(|_| Outcome::Won)),
            actual_close_date: Set(closed),
            created_by: Set(id(ADMIN)),
            created_at: Set(ago(30)),
            updated_at: Set(ago(30)),
            ..Default::default()
        };
        self.add(row).await;
    }

    /// A move of a deal, some days ago; `n` is its own number.
    pub(crate) async fn moved(&self, of: u128, n: u128, to: &str, days_ago: i64, reverts: Option<u128>) {
        let row = opportunity_stage_change::ActiveModel {
            id: Set(id(of * 0x100 + n)),
            opportunity_id: Set(id(of)),
            from_stage: Set(None),
            to_stage: Set(StageKey::parse(to).unwrap()),
            changed_by: Set(id(ADMIN)),
            changed_at: Set(ago(days_ago)),
            override_reason: Set(None),
            reverts: Set(reverts.map(|reverts| id(of * 0x100 + reverts))),
            gaps: Set(None),
        };
        self.add(row).await;
    }

    /// Somebody at a client, with roles held for 40 days.
    pub(crate) async fn person(&self, n: u128, client: u128, name: &str, roles: &[MeddpiccRole]) {
        let row = stakeholder::ActiveModel {
            id: Set(id(n)),
            client_id: Set(id(client)),
            name: Set(name.to_owned()),
            job_title: Set(Some(format!("Title of {name}"))),
            engagement_level: Set(EngagementLevel::High),
            created_at: Set(ago(400)),
            ..Default::default()
        };
        self.add(row).await;
        for role in roles {
            let row =
                stakeholder_meddpicc_role::ActiveModel { stakeholder_id: Set(id(n)), meddpicc_role: Set(*role), created_at: Set(ago(40)) };
            self.add(row).await;
        }
    }

    /// Somebody of A who has been with the deal for 30 days.
    pub(crate) async fn linked(&self, n: u128, name: &str, roles: &[MeddpiccRole]) {
        self.person(n, A, name, roles).await;
        let row = opportunity_stakeholder::ActiveModel {
            stakeholder_id: Set(id(n)),
            opportunity_id: Set(id(DEAL)),
            client_id: Set(id(A)),
            created_at: Set(ago(30)),
        };
        self.add(row).await;
    }

    /// Something that happened with A, in the deal or in none.
    pub(crate) async fn happened(&self, n: u128, kind: ActivityType, at: DateTime<Utc>, in_deal: bool, with: &[u128]) {
        let row = activity::ActiveModel {
            id: Set(id(n)),
            kind: Set(kind),
            subject: Set(format!("Subject {n:x}")),
            occurred_at: Set(at),
            client_id: Set(id(A)),
            opportunity_id: Set(in_deal.then(|| id(DEAL))),
            created_by: Set(id(ADA)),
            created_at: Set(at),
            updated_at: Set(at),
            ..Default::default()
        };
        self.add(row).await;
        for person in with {
            let row = activity_stakeholder::ActiveModel { activity_id: Set(id(n)), stakeholder_id: Set(id(*person)), created_at: Set(at) };
            self.add(row).await;
        }
    }

    /// Writes what A is measured by, as of some days ago.
    pub(crate) async fn metrics(&self, text: &str, days_ago: i64) {
        let row = client::ActiveModel {
            id: Set(id(A)),
            meddpicc_metrics: Set(Some(text.to_owned())),
            meddpicc_metrics_at: Set(Some(ago(days_ago))),
            ..Default::default()
        };
        client::Entity::update(row).exec(&self.raw).await.unwrap();
    }

    /// What the log says of a table, in order: what was done, by whom, about which client.
    pub(crate) async fn log(&self, table: &str) -> Vec<(String, Option<UserId>, bool)> {
        let rows = audit_log::Entity::find()
            .filter(audit_log::Column::ResourceType.eq(table))
            .order_by_asc(audit_log::Column::Seq)
            .all(&self.raw)
            .await
            .unwrap();
        let client: Uuid = id(A);
        rows.into_iter().map(|row| (row.action.to_string(), row.user_id, row.client_id.map(Into::into) == Some(client))).collect()
    }

    /// Every row of every table that a page can change, as text: what must be untouched.
    pub(crate) async fn everything(&self) -> Vec<String> {
        let mut all = Vec::new();
        for table in [
            "task",
            "task_entity",
            "activity",
            "activity_stakeholder",
            "stakeholder",
            "stakeholder_meddpicc_role",
            "opportunity",
            "opportunity_stakeholder",
            "opportunity_team_member",
            "criterion_tick",
            "competitor",
            "competitor_mention",
            "audit_log",
        ] {
            let columns = match self.engine {
                Engine::Postgres => "x::text".to_owned(),
                Engine::Sqlite => {
                    let names = self.texts(&format!("SELECT name AS t FROM pragma_table_xinfo('{table}')")).await;
                    names.iter().map(|name| format!(r#"quote("{name}")"#)).collect::<Vec<_>>().join(" || ',' || ")
                }
            };
            all.extend(self.texts(&format!(r#"SELECT '{table} ' || {columns} AS t FROM "{table}" AS x"#)).await);
        }
        all.sort();
        all
    }

    async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.raw.query_all_raw(Statement::from_string(self.raw.get_database_backend(), sql)).await.unwrap();
        rows.iter().map(|row| row.try_get("", "t").unwrap()).collect()
    }
}

fn a_person(n: u128, name: &str, role: UserRole) -> user::ActiveModel {
    user::ActiveModel {
        id: Set(id(n)),
        email: Set(format!("p{n}@firm.test")),
        name: Set(name.to_owned()),
        role: Set(role),
        job_title: Set(format!("Job {n}")),
        client_id: Set((role == UserRole::Client).then(|| id(A))),
        password_hash: Set("x".into()),
        active: Set(n != LEFT),
        created_at: Set(ago(500)),
        ..Default::default()
    }
}

pub(crate) fn deal() -> OpportunityId {
    id(DEAL)
}

pub(crate) fn today() -> NaiveDate {
    store::id::now().date_naive()
}

/// Noon, some days ago.
pub(crate) fn ago(days: i64) -> DateTime<Utc> {
    today().and_hms_opt(12, 0, 0).unwrap().and_utc() - TimeDelta::days(days)
}
