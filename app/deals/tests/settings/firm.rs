//! A small firm: an admin, somebody of every other role, one client and the deals that a test asks for.

use chrono::{DateTime, Utc};
use domain::AppError;
use domain::audit::AuditAction;
use domain::client::ClientStatus;
use domain::deal::{OpportunitySource, OpportunityType, Outcome};
use domain::id::{ClientId, UserId};
use domain::stage::{Stage, StageKey};
use domain::user::{Actor, UserRole};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use store::table::{audit_log, client, deal_stage, opportunity, opportunity_stage_change, user};
use store::testing::TestDb;
pub(crate) use store::testing::id;
use store::{Access, DbError, Origin, Store};

pub(crate) const CLIENT: u128 = 0xA;
const PEOPLE: [UserRole; 4] = [UserRole::Admin, UserRole::Consultant, UserRole::Viewer, UserRole::Client];

/// The firm on a test's own database; its key goes when this is dropped.
pub(crate) struct Firm {
    pub(crate) raw: DatabaseConnection,
    store: Store,
    _place: tempfile::TempDir,
}

impl Firm {
    pub(crate) async fn new(db: &TestDb) -> Self {
        let place = tempfile::TempDir::new().unwrap();
        let store = Store::open(db.url(), &place.path().join("keys"), false).await.unwrap();
        let firm = Self { raw: db.raw().await, store, _place: place };
        let row = client::ActiveModel {
            id: Set(id(CLIENT)),
            name: Set("Ancaster".into()),
            status: Set(ClientStatus::Active),
            created_at: Set(moment()),
            updated_at: Set(moment()),
            ..Default::default()
        };
        firm.add(row).await;
        for role in PEOPLE {
            firm.add(a_person(role)).await;
        }
        firm
    }

    /// The door of whoever has this role.
    pub(crate) fn access(&self, role: UserRole) -> Access {
        let client_id = (role == UserRole::Client).then(|| id(CLIENT));
        self.store.access(Actor { id: person(role), role, client_id }, Origin::default())
    }

    pub(crate) fn admin(&self) -> Access {
        self.access(UserRole::Admin)
    }

    pub(crate) async fn add<R>(&self, row: R)
    where
        R: ActiveModelTrait + ActiveModelBehavior + Send,
        <R::Entity as EntityTrait>::Model: IntoActiveModel<R>,
    {
        R::Entity::insert(row).exec_without_returning(&self.raw).await.unwrap();
    }

    /// A deal of so many dollars that was opened in the stage it stands in.
    pub(crate) async fn deal(&self, n: u128, stage: &str, dollars: i64) {
        let outcome = match stage {
            "closed_won" => Some(Outcome::Won),
            "closed_lost" => Some(Outcome::Lost),
            _ => None,
        };
        let row = opportunity::ActiveModel {
            id: Set(id(n)),
            client_id: Set(id(CLIENT)),
            name: Set(format!("Deal {n}")),
            kind: Set(OpportunityType::New),
            source: Set(OpportunitySource::Referral),
            stage: Set(key(stage)),
            value: Set(dollars * 100),
            currency: Set("USD".into()),
            outcome: Set(outcome),
            actual_close_date: Set(outcome.map(|_| moment().date_naive())),
            loss_reason: Set((outcome == Some(Outcome::Lost)).then(|| "Too dear".to_owned())),
            created_by: Set(person(UserRole::Admin)),
            created_at: Set(moment()),
            updated_at: Set(moment()),
            ..Default::default()
        };
        self.add(row).await;
        let step = opportunity_stage_change::ActiveModel {
            id: Set(id(n)),
            opportunity_id: Set(id(n)),
            to_stage: Set(key(stage)),
            changed_by: Set(person(UserRole::Admin)),
            changed_at: Set(moment()),
            ..Default::default()
        };
        self.add(step).await;
    }

    /// The stage's row, retired or not.
    pub(crate) async fn stage(&self, stage: &str) -> Option<deal_stage::Model> {
        deal_stage::Entity::find_by_id(key(stage)).one(&self.raw).await.unwrap()
    }

    pub(crate) async fn version(&self, stage: &str) -> i32 {
        self.stage(stage).await.unwrap().version
    }

    /// The keys of the stages in use, in order.
    pub(crate) async fn line(&self) -> Vec<String> {
        let rows = deal_stage::Entity::find().filter(deal_stage::Column::Retired.eq(false)).order_by_asc(deal_stage::Column::Position);
        rows.all(&self.raw).await.unwrap().into_iter().map(|row| row.key.to_string()).collect()
    }

    /// Their places; always 1, 2, 3 and so on.
    pub(crate) async fn places(&self) -> Vec<i32> {
        let rows = deal_stage::Entity::find().filter(deal_stage::Column::Retired.eq(false)).order_by_asc(deal_stage::Column::Position);
        rows.all(&self.raw).await.unwrap().into_iter().map(|row| row.position).collect()
    }

    /// What the log says of a table, oldest first: what was done, to which row, and what changed.
    pub(crate) async fn logged(&self, table: &str) -> Vec<(AuditAction, Option<String>, String)> {
        let rows = audit_log::Entity::find().filter(audit_log::Column::ResourceType.eq(table)).order_by_asc(audit_log::Column::Seq);
        let rows = rows.all(&self.raw).await.unwrap();
        rows.into_iter().map(|row| (row.action, row.resource_id, row.changes.unwrap_or_default())).collect()
    }

    pub(crate) async fn is_whole(&self) -> bool {
        let system = self.store.system("test", Origin::default());
        matches!(store::audit::verify(&system).await, Ok(store::audit::Verdict::Whole { .. }))
    }
}

fn a_person(role: UserRole) -> user::ActiveModel {
    user::ActiveModel {
        id: Set(person(role)),
        email: Set(format!("{role}@firm.example")),
        name: Set(format!("The {role}")),
        role: Set(role),
        job_title: Set("Partner".into()),
        client_id: Set((role == UserRole::Client).then(|| id::<ClientId>(CLIENT))),
        password_hash: Set("$argon2id$".into()),
        created_at: Set(moment()),
        ..Default::default()
    }
}

pub(crate) fn person(role: UserRole) -> UserId {
    id(1 + PEOPLE.iter().position(|known| *known == role).unwrap() as u128)
}

pub(crate) fn key(stage: &str) -> StageKey {
    StageKey::parse(stage).unwrap()
}

pub(crate) fn names(stages: &[Stage]) -> Vec<&str> {
    stages.iter().map(|stage| stage.name.as_str()).collect()
}

pub(crate) fn moment() -> DateTime<Utc> {
    store::id::now() - chrono::TimeDelta::days(10)
}

/// The answer for the person.
pub(crate) fn refusal<T: std::fmt::Debug>(answer: Result<T, DbError>) -> AppError {
    match answer {
        Err(DbError::App(error)) => error,
        other => AppError::Internal(format!("{other:?}")),
    }
}
