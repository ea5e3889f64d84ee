//! The demonstration firm in a database of its own.

use deals::db::{MoveAsk, Step};
use deals::{DealFilter, MoveAnswer};
use domain::id::{ClientId, OpportunityId};
use domain::stage::StageKey;
use domain::user::Actor;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use store::table::{client_assignment, opportunity, opportunity_stage_change, user};
use store::testing::TestDb;
use store::{Access, DbError, Origin, Store};

pub(crate) struct Firm {
    db: TestDb,
    pub(crate) store: Store,
    place: tempfile::TempDir,
}

impl Firm {
    pub(crate) async fn new(db: TestDb) -> Self {
        let place = tempfile::TempDir::new().unwrap();
        let store = Store::open(db.url(), &place.path().join("keys"), false).await.unwrap();
        let plan = seeds::Plan {
            scale: 1,
            today: store::id::now().date_naive(),
            password_hash: "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$u6wJ9CIrPbwO2bGv2K0xbw".into(),
            demo_sign_ins: false,
        };
        seeds::load(&store, plan, |_| ()).await.unwrap();
        Self { db, store, place }
    }

    pub(crate) fn key_file(&self) -> std::path::PathBuf {
        self.place.path().join("keys")
    }

    pub(crate) async fn raw(&self) -> DatabaseConnection {
        self.db.raw().await
    }

    pub(crate) async fn person(&self, name: &str) -> Actor {
        let address = user::Column::Email.eq(format!("{name}@demo.test"));
        let row = user::Entity::find().filter(address).one(&self.raw().await).await.unwrap().unwrap();
        Actor { id: row.id, role: row.role, client_id: row.client_id }
    }

    pub(crate) async fn access(&self, name: &str) -> Access {
        self.store.access(self.person(name).await, Origin::default())
    }

    pub(crate) async fn in_stage(&self, stage: &str) -> Vec<opportunity::Model> {
        let deals = opportunity::Entity::find().filter(opportunity::Column::Stage.eq(stage)).order_by_asc(opportunity::Column::Rank);
        deals.all(&self.raw().await).await.unwrap()
    }

    pub(crate) async fn deal(&self, id: OpportunityId) -> opportunity::Model {
        opportunity::Entity::find_by_id(id).one(&self.raw().await).await.unwrap().unwrap()
    }

    pub(crate) async fn history(&self, id: OpportunityId) -> Vec<opportunity_stage_change::Model> {
        use opportunity_stage_change::Column as C;
        let steps = opportunity_stage_change::Entity::find().filter(C::OpportunityId.eq(id));
        steps.order_by_asc(C::ChangedAt).order_by_asc(C::Id).all(&self.raw().await).await.unwrap()
    }

    /// Takes somebody off a client's team.
    pub(crate) async fn off_the_team(&self, client: ClientId, name: &str) {
        use client_assignment::Column as C;
        let who = self.person(name).await.id;
        let on = client_assignment::Entity::delete_many().filter(C::ClientId.eq(client)).filter(C::UserId.eq(who));
        on.exec(&self.raw().await).await.unwrap();
        let member = store::table::opportunity_team_member::Column::UserId.eq(who);
        store::table::opportunity_team_member::Entity::delete_many().filter(member).exec(&self.raw().await).await.unwrap();
    }

    /// A deal in this stage of a client that the consultant works for, or of another one.
    pub(crate) async fn consultants(&self, mine: bool) -> opportunity::Model {
        let consultant = self.person("consultant").await;
        let teams = client_assignment::Entity::find().filter(client_assignment::Column::UserId.eq(consultant.id));
        let clients: Vec<_> = teams.all(&self.raw().await).await.unwrap().into_iter().map(|team| team.client_id).collect();
        let team = store::table::opportunity_team_member::Column::UserId.eq(consultant.id);
        let on = store::table::opportunity_team_member::Entity::find().filter(team).all(&self.raw().await).await.unwrap();
        let open = opportunity::Entity::find().filter(opportunity::Column::Outcome.is_null()).order_by_asc(opportunity::Column::Id);
        let deals = open.all(&self.raw().await).await.unwrap();
        let member = |deal: &opportunity::Model| on.iter().any(|row| row.opportunity_id == deal.id);
        deals.into_iter().find(|deal| clients.contains(&deal.client_id) == mine && (mine || !member(deal))).unwrap()
    }
}

pub(crate) fn key(word: &str) -> StageKey {
    StageKey::parse(word).unwrap()
}

/// With a reason, so that no soft gate is in the way.
pub(crate) fn ask(to: &str, version: i32) -> MoveAsk {
    MoveAsk { reason: "They asked us to.".into(), ..MoveAsk::to(key(to), version) }
}

/// A move as a page asks for it.
pub(crate) async fn moved(access: &Access, id: OpportunityId, ask: MoveAsk) -> Result<MoveAnswer, DbError> {
    deals::db::move_to(access, id, ask, &DealFilter::default()).await
}

/// A move inside a transaction of its own, as the hand-over makes it.
pub(crate) async fn move_in(access: &Access, id: OpportunityId, ask: MoveAsk) -> Result<Step, DbError> {
    let me = access.actor().unwrap().clone();
    access.write(move |write| Box::pin(async move { deals::db::move_in(write, &me, id, ask).await })).await
}

/// The move's row in the history.
pub(crate) fn change(answer: &MoveAnswer) -> domain::id::StageChangeId {
    match answer {
        MoveAnswer::Moved { change: Some(change), .. } => *change,
        other => panic!("not moved: {other:?}"),
    }
}
