//! Two people at once, stamps, refusals that become a field's message, reading one moment, and writing much.
#![cfg(feature = "testing")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod bulk;
mod moment;
mod refused;
mod versions;

#[path = "../shared/firm.rs"]
mod firm;
#[path = "../shared/room.rs"]
mod room;

use room::{Room, id};
use store::table::client;
use store::{DbError, Handle};

/// A first client.
async fn a_client_is_there(room: &Room) -> client::Model {
    room.system().write(|write| Box::pin(async move { write.insert::<client::Entity>(firm::a_client(0xA)).await })).await.unwrap()
}

/// Changes the first client as it stands now.
async fn change(room: &Room, change: client::ActiveModel) -> Result<client::Model, DbError> {
    let system = room.system();
    let work = system.write(|write| {
        Box::pin(async move {
            let before = write.find::<client::Entity>().by_id(id(0xA)).must(write).await?;
            write.update::<client::Entity>(&before, change).await
        })
    });
    work.await
}
