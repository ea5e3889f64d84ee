//! A small firm: an admin, a viewer, Ada who leads client A, Ben who leads client B, and Cleo who is on no client.

use chrono::{DateTime, Utc};
use domain::AppError;
use domain::client::ClientStatus;
use domain::competitor::CompetitorStatus;
use domain::deal::{OpportunitySource, OpportunityType, Outcome};
use domain::id::{ClientId, CompetitorId, OpportunityId, UserId};
use domain::stage::StageKey;
use domain::user::{Actor, AssignmentRole, UserRole};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, DatabaseConnection, EntityTrait, IntoActiveModel};
use store::table::{
    client, client_assignment, competitor, competitor_mention, opportunity, opportunity_stage_change, opportunity_team_member, user,
};
use store::testing::TestDb;
pub(crate) use store::testing::id;
use store::{Access, DbError, Origin, Store};

pub(crate) const ADMIN: u128 = 1;
pub(crate) const VIEWER: u128 = 2;
pub(crate) const ADA: u128 = 3;
pub(crate) const BEN: u128 = 4;
pub(crate) const CLEO: u128 = 5;
pub(crate) const A: u128 = 0xA;
pub(crate) const B: u128 = 0xB;

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
        for (n, role) in PEOPLE {
            firm.add(a_person(n, role)).await;
        }
        for (n, lead) in [(A, ADA), (B, BEN)] {
            firm.client(n, &format!("Client {n:X}"), "USD").await;
            firm.assign(n, lead).await;
        }
        firm
    }

    /// A person's door to the data.
    pub(crate) fn access(&self, who: u128) -> Access {
        let role = PEOPLE.iter().find(|(n, _)| *n == who).unwrap().1;
        self.store.access(Actor { id: id(who), role, client_id: None }, Origin::default())
    }

    pub(crate) async fn add<R>(&self, row: R)
    where
        R: ActiveModelTrait + ActiveModelBehavior + Send,
        <R::Entity as EntityTrait>::Model: IntoActiveModel<R>,
    {
        R::Entity::insert(row).exec_without_returning(&self.raw).await.unwrap();
    }

    pub(crate) async fn client(&self, n: u128, name: &str, currency: &str) {
        let row = client::ActiveModel {
            id: Set(id(n)),
            name: Set(name.to_owned()),
            status: Set(ClientStatus::Active),
            currency: Set(currency.to_owned()),
            created_at: Set(moment()),
            updated_at: Set(moment()),
            ..Default::default()
        };
        self.add(row).await;
    }

    pub(crate) async fn assign(&self, client: u128, who: u128) {
        let row = client_assignment::ActiveModel {
            user_id: Set(id(who)),
            client_id: Set(id(client)),
            role: Set(AssignmentRole::Lead),
            assigned_at: Set(moment()),
            created_at: Set(moment()),
            ..Default::default()
        };
        self.add(row).await;
    }

    /// A deal of 1,000 and its number in the currency, with the step that opened it.
    pub(crate) async fn deal(&self, n: u128, client: u128, name: &str, currency: &str, outcome: Option<Outcome>) {
        let stage = match outcome {
            None => "qualified",
            Some(Outcome::Won) => "closed_won",
            Some(Outcome::Lost) => "closed_lost",
        };
        let stage = StageKey::parse(stage).unwrap();
        let row = opportunity::ActiveModel {
            id: Set(id(n)),
            client_id: Set(id(client)),
            name: Set(name.to_owned()),
            kind: Set(OpportunityType::New),
            source: Set(OpportunitySource::Referral),
            stage: Set(stage.clone()),
            value: Set(value_of(n)),
            currency: Set(currency.to_owned()),
            outcome: Set(outcome),
            actual_close_date: Set(outcome.map(|_| moment().date_naive())),
            loss_reason: Set((outcome == Some(Outcome::Lost)).then(|| "Too dear".to_owned())),
            created_by: Set(id(ADMIN)),
            created_at: Set(moment()),
            updated_at: Set(moment()),
            ..Default::default()
        };
        self.add(row).await;
        let step = opportunity_stage_change::ActiveModel {
            id: Set(id(n)),
            opportunity_id: Set(id(n)),
            from_stage: Set(None),
            to_stage: Set(stage),
            changed_by: Set(id(ADMIN)),
            changed_at: Set(moment()),
            override_reason: Set(None),
            ..Default::default()
        };
        self.add(step).await;
    }

    pub(crate) async fn on_team(&self, deal: u128, who: u128) {
        self.add(opportunity_team_member::ActiveModel { user_id: Set(id(who)), opportunity_id: Set(id(deal)), created_at: Set(moment()) })
            .await;
    }

    pub(crate) async fn competitor(&self, n: u128, name: &str) {
        let row = competitor::ActiveModel {
            id: Set(id(n)),
            name: Set(name.to_owned()),
            created_at: Set(moment()),
            updated_at: Set(moment()),
            ..Default::default()
        };
        self.add(row).await;
    }

    pub(crate) async fn mention(&self, competitor: u128, deal: u128, status: CompetitorStatus) {
        let row = competitor_mention::ActiveModel {
            competitor_id: Set(id::<CompetitorId>(competitor)),
            opportunity_id: Set(id::<OpportunityId>(deal)),
            status: Set(status),
            notes: Set(Some(format!("In deal {deal}"))),
            created_at: Set(moment()),
            ..Default::default()
        };
        self.add(row).await;
    }
}

const PEOPLE: [(u128, UserRole); 5] = [
    (ADMIN, UserRole::Admin),
    (VIEWER, UserRole::Viewer),
    (ADA, UserRole::Consultant),
    (BEN, UserRole::Consultant),
    (CLEO, UserRole::Consultant),
];

fn a_person(n: u128, role: UserRole) -> user::ActiveModel {
    user::ActiveModel {
        id: Set(id::<UserId>(n)),
        email: Set(format!("person{n}@firm.example")),
        name: Set(format!("Person {n}")),
        role: Set(role),
        job_title: Set("Partner".into()),
        client_id: Set(None::<ClientId>),
        password_hash: Set("$argon2id$".into()),
        created_at: Set(moment()),
        ..Default::default()
    }
}

/// In minor units.
pub(crate) fn value_of(deal: u128) -> i64 {
    100_000 + i64::try_from(deal).unwrap()
}

pub(crate) fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

/// The answer for the person.
pub(crate) fn refusal<T: std::fmt::Debug>(answer: Result<T, DbError>) -> AppError {
    match answer {
        Err(DbError::App(error)) => error,
        other => AppError::Internal(format!("{other:?}")),
    }
}
