//! Many writers at once: one chain, without a fork or a gap.

use crate::firm::a_client;
use crate::room::{Room, id};
use crate::{log, verdict};
use domain::id::ClientId;
use sea_orm::ActiveValue::Set;
use store::audit::Verdict;
use store::table::client;
use store::testing::TestDb;
use store::{Access, Handle, Origin, Store};

const WRITERS: u128 = 8;
const WRITES: u128 = 25;

store::both_engines! {
    async fn writers_on_two_servers_make_one_chain(db: TestDb) {
        let room = Room::new(&db).await;
        let second = Store::open(db.url(), room.store.key_file(), false).await.unwrap();
        let mut tasks = Vec::new();
        for (server, store) in (0_u128..).zip([&room.store, &second]) {
            for writer in 0..WRITERS {
                let access = store.system("test", Origin::default());
                tasks.push(tokio::spawn(writes(access, (server * WRITERS + writer + 1) * 0x1000)));
            }
        }
        for task in tasks {
            task.await.unwrap();
        }
        let rows = 2 * WRITERS * WRITES;
        assert_eq!(verdict(&room).await, Verdict::Whole { rows: i64::try_from(rows).unwrap() });
        assert_eq!(log(&db).await.len() as u128, rows);
    }
}

/// Adds, changes and removes by turns; each is one write and one row of the log.
async fn writes(access: Access, first: u128) {
    for n in 0..WRITES {
        let key: ClientId = id(first + n / 3);
        let done = match n % 3 {
            0 => {
                access
                    .write(move |write| Box::pin(async move { write.insert::<client::Entity>(a_client(first + n / 3)).await.map(drop) }))
                    .await
            }
            1 => {
                let change = client::ActiveModel { industry: Set(Some("Steel".into())), ..Default::default() };
                access
                    .write(move |write| {
                        Box::pin(async move {
                            let row = write.find::<client::Entity>().by_id(key).must(write).await?;
                            write.update::<client::Entity>(&row, change).await.map(drop)
                        })
                    })
                    .await
            }
            _ => {
                access
                    .write(move |write| {
                        Box::pin(async move {
                            let row = write.find::<client::Entity>().by_id(key).must(write).await?;
                            write.delete::<client::Entity>(row).await
                        })
                    })
                    .await
            }
        };
        done.unwrap();
    }
}
