//! The audit log: every change leaves its row, in the same transaction, and whoever alters the log is found out.
#![cfg(feature = "testing")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod dropped;
mod kept;
mod tampering;
mod writers;

#[path = "../shared/firm.rs"]
mod firm;
#[path = "../shared/room.rs"]
mod room;

use room::Room;
use sea_orm::{EntityTrait, QueryOrder};
use store::table::audit_log;
use store::testing::TestDb;

/// The whole log in its order.
async fn log(db: &TestDb) -> Vec<audit_log::Model> {
    audit_log::Entity::find().order_by_asc(audit_log::Column::Seq).all(&db.raw().await).await.unwrap()
}

async fn verdict(room: &Room) -> store::audit::Verdict {
    store::audit::verify(&room.system()).await.unwrap()
}
