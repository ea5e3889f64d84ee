//! The live channel's source: what is committed is told, once, to every listener of every server; what is not, is not.
#![cfg(feature = "testing")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod behind;
mod told;

#[path = "../shared/firm.rs"]
mod firm;
#[path = "../shared/room.rs"]
mod room;

use domain::live::Change;
use domain::user::UserRole;
use room::{Room, id};
use sea_orm::ActiveValue::Set;
use std::time::Duration;
use store::table::client;
use store::{DbError, Feed, Handle, News, Origin, Seen, Store};

/// Long enough for whatever comes at all.
const SOON: Duration = Duration::from_secs(20);

/// The next news; they come soon, or the test is over.
async fn next(feed: &mut Feed) -> News {
    tokio::time::timeout(SOON, feed.next()).await.unwrap().unwrap()
}

/// What a viewer, who sees every client, is told of it; nothing for "everything".
async fn told(room: &Room, news: &News) -> Option<Vec<Change>> {
    match news.seen_by(&room.person(0x99, UserRole::Viewer)).await.unwrap() {
        Seen::Everything => None,
        Seen::Told(told) => Some(told.into_iter().flat_map(|told| told.changes).collect()),
    }
}

fn of_client(n: u128, version: Option<i32>) -> Change {
    Change { kind: domain::live::Kind::Client, id: id::<domain::id::ClientId>(n).to_string(), version }
}

async fn add_client(room: &Room, n: u128) {
    room.system().write(move |write| Box::pin(async move { write.insert::<client::Entity>(firm::a_client(n)).await })).await.unwrap();
}

/// Renames a client, and perhaps thinks better of it.
async fn rename(store: &Store, n: u128, name: &str, then: Result<(), DbError>) -> Result<(), DbError> {
    let change = client::ActiveModel { name: Set(name.to_owned()), ..Default::default() };
    let system = store.system("test", Origin::default());
    let work = system.write(move |write| {
        Box::pin(async move {
            let before = write.find::<client::Entity>().by_id(id(n)).must(write).await?;
            write.update::<client::Entity>(&before, change).await?;
            then
        })
    });
    work.await
}
