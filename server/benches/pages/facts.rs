//! What the loaded firm holds, read past the program: which deals and clients there are to ask for.

use domain::id::ClientId;
use domain::stage::StageKind;
use sea_orm::{ColumnTrait, ConnectionTrait, Database, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use store::Engine;
use store::table::{client, client_assignment, deal_stage, opportunity, user};

/// How many deals and clients are asked for in turn.
const SEVERAL: usize = 20;

/// An open deal, and another open stage for it.
#[derive(Clone)]
pub(crate) struct Deal {
    pub(crate) id: String,
    pub(crate) version: i32,
    pub(crate) here: String,
    pub(crate) elsewhere: String,
}

pub(crate) struct Facts {
    /// All that are open, by id.
    pub(crate) deals: Vec<Deal>,
    /// One more, of a client of the demonstration consultant.
    pub(crate) watched: Deal,
    clients: Vec<String>,
}

impl Facts {
    /// Reads them and goes.
    pub(crate) async fn read(url: &str, engine: Engine) -> Self {
        let db = Database::connect(url).await.expect("the database can be opened");
        if engine == Engine::Postgres {
            // What its autovacuum does within a minute after such a load, done before the clock runs.
            db.execute_unprepared("VACUUM (ANALYZE)").await.expect("the database can be put in order");
        }
        let open =
            deal_stage::Entity::find().filter(deal_stage::Column::Kind.eq(StageKind::Open)).order_by_asc(deal_stage::Column::Position);
        let stages: Vec<String> = open.all(&db).await.unwrap().into_iter().map(|stage| stage.key.to_string()).collect();
        let open = opportunity::Entity::find().filter(opportunity::Column::Outcome.is_null()).order_by_asc(opportunity::Column::Id);
        let me = user::Entity::find().filter(user::Column::Email.eq("consultant@demo.test")).one(&db).await.unwrap().unwrap();
        let mine = client_assignment::Entity::find().filter(client_assignment::Column::UserId.eq(me.id)).all(&db).await.unwrap();
        let mine: Vec<ClientId> = mine.into_iter().map(|row| row.client_id).collect();
        let found = open.limit(20_000).all(&db).await.unwrap();
        let watched = found.iter().position(|deal| mine.contains(&deal.client_id)).expect("the consultant has an open deal");
        let deals = found.into_iter().map(|deal| {
            let here = deal.stage.to_string();
            let elsewhere = stages.iter().find(|stage| **stage != here).expect("there are two open stages").clone();
            Deal { id: deal.id.to_string(), version: deal.version, here, elsewhere }
        });
        let mut deals: Vec<Deal> = deals.collect();
        let watched = deals.remove(watched);
        let clients = client::Entity::find().order_by_asc(client::Column::Id).limit(20_000).all(&db).await.unwrap();
        let clients = clients.into_iter().map(|client| client.id.to_string()).collect();
        db.close().await.expect("the database can be closed");
        Self { deals, watched, clients }
    }

    pub(crate) fn deal_pages(&self) -> Vec<String> {
        spread(&self.deals).map(|deal| format!("/deals/{}", deal.id)).collect()
    }

    pub(crate) fn client_pages(&self) -> Vec<String> {
        spread(&self.clients).map(|id| format!("/clients/{id}")).collect()
    }
}

/// Some of them, from the first to the last.
fn spread<T>(all: &[T]) -> impl Iterator<Item = &T> {
    all.iter().step_by((all.len() / SEVERAL).max(1)).take(SEVERAL)
}
