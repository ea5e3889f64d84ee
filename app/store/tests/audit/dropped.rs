//! Callers that go away in the middle of a write: it is done whole or not at all, and nothing is left hanging.

use crate::firm::a_client;
use crate::room::{Room, id};
use crate::{log, verdict};
use sea_orm::EntityTrait;
use std::time::Duration;
use store::audit::Verdict;
use store::table::client;
use store::testing::TestDb;
use store::{Access, DbError, Handle};

const TRIES: u64 = 100;

store::both_engines! {
    async fn a_write_whose_caller_goes_away_is_done_whole_or_not_at_all(db: TestDb) {
        let room = Room::new(&db).await;
        for n in 0..TRIES {
            let access = room.system();
            match n % 4 {
                0 => drop(tokio::time::timeout(Duration::ZERO, add(access, n)).await),
                1 => {
                    let task = tokio::spawn(add(access, n));
                    task.abort();
                    drop(task.await);
                }
                2 => {
                    let task = tokio::spawn(add(access, n));
                    tokio::time::sleep(Duration::from_micros(50 * n)).await;
                    task.abort();
                    drop(task.await);
                }
                _ => drop(tokio::time::timeout(Duration::from_micros(37 * n), add(access, n)).await),
            }
        }
        let log = settled(&db).await;
        let clients = client::Entity::find().all(&db.raw().await).await.unwrap();
        for client in &clients {
            assert_eq!(log.iter().filter(|row| row.client_id == Some(client.id)).count(), 2, "one for adding, one for changing");
            assert_eq!(client.version, 2);
        }
        assert_eq!(log.len(), clients.len() * 2);
        assert_eq!(verdict(&room).await, Verdict::Whole { rows: i64::try_from(log.len()).unwrap() });
        still_usable(&room).await;
    }

    async fn a_reading_whose_caller_goes_away_gives_its_connection_back(db: TestDb) {
        let room = Room::new(&db).await;
        for n in 0..TRIES {
            let access = room.system();
            let reading = async move {
                let read = access.read().await?;
                read.find::<client::Entity>().all(&read).await
            };
            drop(tokio::time::timeout(Duration::from_micros(23 * n), reading).await);
        }
        still_usable(&room).await;
    }
}

async fn add(access: Access, n: u64) -> Result<(), DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                let row = write.insert::<client::Entity>(a_client(0x1000 + u128::from(n))).await?;
                let change = client::ActiveModel { industry: sea_orm::ActiveValue::Set(Some("Steel".into())), ..Default::default() };
                write.update::<client::Entity>(&row, change).await.map(drop)
            })
        })
        .await
}

/// The log, once those writes that nobody waits for have ended.
async fn settled(db: &TestDb) -> Vec<store::table::audit_log::Model> {
    let mut before = log(db).await;
    loop {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let now = log(db).await;
        if now.len() == before.len() {
            return now;
        }
        before = now;
    }
}

/// More than the pool holds, at once, each reading and writing.
async fn still_usable(room: &Room) {
    let tasks: Vec<_> = (0..20_u128)
        .map(|n| {
            let access = room.system();
            tokio::spawn(async move {
                access.write(move |write| Box::pin(async move { write.insert::<client::Entity>(a_client(0x9000 + n)).await })).await?;
                let read = access.read().await?;
                read.find::<client::Entity>().by_id(id(0x9000 + n)).must(&read).await
            })
        })
        .collect();
    for task in tasks {
        tokio::time::timeout(Duration::from_secs(20), task).await.unwrap().unwrap().unwrap();
    }
}
