//! A client with its team, a deal that is about to be won, and what hangs on it.

use crate::room::id;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::AppError;
use domain::client::ClientStatus;
use domain::deal::{OpportunitySource, OpportunityType, Outcome};
use domain::id::{ClientId, CriterionId, OpportunityId, ProjectId, StakeholderId, TaskId, UserId};
use domain::stage::StageKey;
use domain::stakeholder::EngagementLevel;
use domain::task::{Effort, NextStepType, Priority, TaskStatus, TaskType};
use domain::user::{Actor, AssignmentRole, UserRole};
use projects::HandOverAsk;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use store::table::*;
use store::testing::TestDb;
use store::{Access, DbError, Origin, Store};

pub(crate) const ADMIN: u128 = 1;
/// Leads the client.
pub(crate) const LEAD: u128 = 2;
/// On the client's team.
pub(crate) const MEMBER: u128 = 3;
/// On the deal's team alone.
pub(crate) const TEAM: u128 = 4;
/// A consultant with nothing to do here.
pub(crate) const STRANGER: u128 = 5;
pub(crate) const VIEWER: u128 = 6;

pub(crate) const CLIENT: u128 = 0xA;
pub(crate) const DEAL: u128 = 0xD;
/// Linked to the deal, and another person of the client.
pub(crate) const KNOWN: u128 = 0x51;
pub(crate) const OTHER: u128 = 0x52;
/// Two open tasks of the deal, one that is done.
pub(crate) const PROMISES: [u128; 2] = [0x71, 0x72];
pub(crate) const DONE: u128 = 0x73;
/// What the deal is worth before it is won.
pub(crate) const VALUE: i64 = 5_000_000;

pub(crate) struct World {
    pub(crate) db: TestDb,
    pub(crate) store: Store,
    place: tempfile::TempDir,
}

/// What is wrong with a field, or how it went instead.
pub(crate) fn wrong<T: std::fmt::Debug>(answer: Result<T, DbError>, field: &str) -> String {
    match answer {
        Err(DbError::App(error @ AppError::Invalid(_))) => {
            error.of(field).unwrap_or_else(|| panic!("nothing is said at {field}: {error:?}"))
        }
        other => panic!("this is no fault of {field}: {other:?}"),
    }
}

fn ago(days: i64) -> DateTime<Utc> {
    store::id::now() - TimeDelta::days(days)
}

pub(crate) fn today() -> NaiveDate {
    store::id::now().date_naive()
}

impl World {
    /// With a deal in negotiation that lacks nothing but the signed contract.
    pub(crate) async fn ready(db: TestDb) -> Self {
        let world = Self::in_stage(db, "negotiation", None).await;
        let terms = world.criterion("negotiation").await;
        world.add(tick(terms)).await;
        world
    }

    /// With a deal in this stage that nobody has qualified.
    pub(crate) async fn in_stage(db: TestDb, stage: &str, outcome: Option<Outcome>) -> Self {
        let place = tempfile::TempDir::new().unwrap();
        let store = Store::open(db.url(), &place.path().join("keys"), false).await.unwrap();
        let world = Self { db, store, place };
        for n in ADMIN..=VIEWER {
            world.add(a_person(n)).await;
        }
        let client = client::ActiveModel {
            id: Set(id(CLIENT)),
            name: Set("Client".into()),
            status: Set(ClientStatus::Prospect),
            currency: Set("EUR".into()),
            created_at: Set(ago(90)),
            updated_at: Set(ago(90)),
            ..Default::default()
        };
        world.add(client).await;
        for (n, role) in [(LEAD, AssignmentRole::Lead), (MEMBER, AssignmentRole::Member)] {
            let row = client_assignment::ActiveModel {
                user_id: Set(id(n)),
                client_id: Set(id(CLIENT)),
                role: Set(role),
                assigned_at: Set(ago(90)),
                created_at: Set(ago(90)),
                ..Default::default()
            };
            world.add(row).await;
        }
        world.deal(stage, outcome).await;
        world
    }

    async fn deal(&self, stage: &str, outcome: Option<Outcome>) {
        let row = opportunity::ActiveModel {
            id: Set(id(DEAL)),
            client_id: Set(id(CLIENT)),
            name: Set("Roadmap".into()),
            kind: Set(OpportunityType::New),
            source: Set(OpportunitySource::Inbound),
            stage: Set(StageKey::parse(stage).unwrap()),
            outcome: Set(outcome),
            actual_close_date: Set(outcome.map(|_| today() - TimeDelta::days(5))),
            loss_reason: Set((outcome == Some(Outcome::Lost)).then(|| "Too dear".into())),
            value: Set(VALUE),
            currency: Set("EUR".into()),
            rank: Set(Some("i".into())),
            created_by: Set(id(LEAD)),
            created_at: Set(ago(40)),
            updated_at: Set(ago(40)),
            ..Default::default()
        };
        self.add(row).await;
        let opened = opportunity_stage_change::ActiveModel {
            id: Set(id(0xC)),
            opportunity_id: Set(id(DEAL)),
            to_stage: Set(StageKey::parse(stage).unwrap()),
            changed_by: Set(id(LEAD)),
            changed_at: Set(ago(40)),
            ..Default::default()
        };
        self.add(opened).await;
        self.add(opportunity_team_member::ActiveModel { user_id: Set(id(TEAM)), opportunity_id: Set(id(DEAL)), created_at: Set(ago(40)) })
            .await;
        for n in [KNOWN, OTHER] {
            self.a_stranger(n, CLIENT).await;
        }
        self.add(opportunity_stakeholder::ActiveModel {
            stakeholder_id: Set(id(KNOWN)),
            opportunity_id: Set(id(DEAL)),
            client_id: Set(id(CLIENT)),
            created_at: Set(ago(40)),
        })
        .await;
        for n in PROMISES.into_iter().chain([DONE]) {
            self.add(a_task(n)).await;
            let about = task_entity::ActiveModel {
                id: Set(id(0x100 + n)),
                task_id: Set(id(n)),
                opportunity_id: Set(Some(id(DEAL))),
                created_at: Set(ago(10)),
                ..Default::default()
            };
            self.add(about).await;
        }
    }

    pub(crate) async fn add<R>(&self, row: R)
    where
        R: ActiveModelTrait + ActiveModelBehavior + Send,
        <R::Entity as EntityTrait>::Model: IntoActiveModel<R>,
    {
        R::Entity::insert(row).exec_without_returning(&self.db.raw().await).await.unwrap();
    }

    /// Another program on the same database.
    pub(crate) async fn second_server(&self) -> Store {
        Store::open(self.db.url(), &self.place.path().join("keys"), false).await.unwrap()
    }

    /// One of them at the door.
    pub(crate) fn who(&self, n: u128) -> Access {
        self.store.access(actor(n), Origin::default())
    }

    /// What this stage asks a person to tick.
    pub(crate) async fn criterion(&self, stage: &str) -> CriterionId {
        let asked = stage_criterion::Entity::find().filter(stage_criterion::Column::Stage.eq(stage));
        let asked = asked.filter(stage_criterion::Column::Kind.eq(domain::criteria::CriterionKind::Tick));
        asked.one(&self.db.raw().await).await.unwrap().unwrap().id
    }

    /// A usual course and how many phases it has.
    pub(crate) async fn course(&self) -> (String, usize) {
        let course =
            phase_template::Entity::find().order_by_asc(phase_template::Column::Position).one(&self.db.raw().await).await.unwrap().unwrap();
        let phases = phase_template_phase::Entity::find().filter(phase_template_phase::Column::TemplateId.eq(course.id));
        (course.id.to_string(), phases.all(&self.db.raw().await).await.unwrap().len())
    }

    /// Everything as it should be.
    pub(crate) async fn ask(&self) -> HandOverAsk {
        HandOverAsk {
            ticks: vec![self.criterion("closed_won").await],
            reason: String::new(),
            value: "48,000.50".into(),
            won_on: (today() - TimeDelta::days(1)).to_string(),
            name: "Roadmap, delivered".into(),
            start: "2027-03-06".into(),
            template: self.course().await.0,
            promises: PROMISES[..1].iter().map(|n| id(*n)).collect(),
            people: vec![id(OTHER)],
        }
    }

    pub(crate) async fn hand_over(&self, who: u128, ask: HandOverAsk) -> Result<ProjectId, DbError> {
        let version = self.deal_now().await.version;
        projects::db::hand_over(&self.who(who), id(DEAL), version, ask).await
    }

    pub(crate) async fn deal_now(&self) -> opportunity::Model {
        opportunity::Entity::find_by_id(id::<OpportunityId>(DEAL)).one(&self.db.raw().await).await.unwrap().unwrap()
    }

    /// The deal's way, the latest step last.
    pub(crate) async fn way(&self) -> Vec<opportunity_stage_change::Model> {
        opportunity_stage_change::Entity::find()
            .order_by_asc(opportunity_stage_change::Column::ChangedAt)
            .all(&self.db.raw().await)
            .await
            .unwrap()
    }

    pub(crate) async fn projects(&self) -> Vec<project::Model> {
        project::Entity::find().all(&self.db.raw().await).await.unwrap()
    }

    pub(crate) async fn task(&self, n: u128) -> task::Model {
        task::Entity::find_by_id(id::<domain::id::TaskId>(n)).one(&self.db.raw().await).await.unwrap().unwrap()
    }

    pub(crate) async fn client_now(&self) -> client::Model {
        client::Entity::find_by_id(id::<ClientId>(CLIENT)).one(&self.db.raw().await).await.unwrap().unwrap()
    }

    /// A person at some client.
    pub(crate) async fn a_stranger(&self, n: u128, client: u128) -> StakeholderId {
        let row = stakeholder::ActiveModel {
            id: Set(id(n)),
            client_id: Set(id(client)),
            name: Set(format!("Person {n:x}")),
            engagement_level: Set(EngagementLevel::High),
            created_at: Set(ago(40)),
            ..Default::default()
        };
        self.add(row).await;
        id(n)
    }

    /// Gives a task to somebody.
    pub(crate) async fn assign(&self, task: u128, who: u128) {
        let change = task::Entity::update_many().col_expr(task::Column::AssignedTo, Expr::value(id::<UserId>(who).0));
        change.filter(task::Column::Id.eq(id::<TaskId>(task))).exec(&self.db.raw().await).await.unwrap();
    }

    /// The log is whole.
    pub(crate) async fn verify(&self) {
        let verdict = store::audit::verify(&self.store.system("test", Origin::default())).await.unwrap();
        assert!(matches!(verdict, store::audit::Verdict::Whole { .. }), "{verdict:?}");
    }
}

pub(crate) fn actor(n: u128) -> Actor {
    Actor { id: id(n), role: role(n), client_id: None }
}

const fn role(n: u128) -> UserRole {
    match n {
        ADMIN => UserRole::Admin,
        VIEWER => UserRole::Viewer,
        _ => UserRole::Consultant,
    }
}

fn a_person(n: u128) -> user::ActiveModel {
    user::ActiveModel {
        id: Set(id(n)),
        email: Set(format!("person{n}@firm.example")),
        name: Set(format!("Person {n}")),
        role: Set(role(n)),
        job_title: Set("Consultant".into()),
        password_hash: Set("$argon2id$".into()),
        created_at: Set(ago(100)),
        ..Default::default()
    }
}

pub(crate) fn tick(criterion: CriterionId) -> criterion_tick::ActiveModel {
    criterion_tick::ActiveModel {
        opportunity_id: Set(id(DEAL)),
        criterion_id: Set(criterion),
        ticked_by: Set(id(LEAD)),
        created_at: Set(ago(2)),
    }
}

pub(crate) fn a_task(n: u128) -> task::ActiveModel {
    task::ActiveModel {
        id: Set(id(n)),
        assigned_to: Set(Some(id(MEMBER))),
        title: Set(format!("Promise {n:x}")),
        effort: Set(Effort::Light),
        status: Set(if n == DONE { TaskStatus::Done } else { TaskStatus::Backlog }),
        completed_at: Set((n == DONE).then(|| ago(3))),
        priority: Set(Priority::Medium),
        task_type: Set(TaskType::NextStep),
        next_step_type: Set(Some(NextStepType::Contract)),
        created_by: Set(id(LEAD)),
        created_at: Set(ago(10)),
        updated_at: Set(ago(10)),
        ..Default::default()
    }
}
