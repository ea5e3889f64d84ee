//! Nobody overwrites what somebody else wrote a moment before.

use crate::firm::{a_client, a_stakeholder};
use crate::room::{Room, everything, id};
use crate::{a_client_is_there, change};
use chrono::{TimeDelta, Utc};
use domain::AppError;
use sea_orm::ActiveValue::Set;
use store::table::{client, setting, stakeholder};
use store::testing::TestDb;
use store::{Access, DbError, Handle};

const TASKS: i64 = 16;
const EACH: i64 = 25;

store::both_engines! {
    async fn of_two_who_saw_the_same_one_is_told_of_the_other(db: TestDb) {
        let room = Room::new(&db).await;
        let seen = a_client_is_there(&room).await;
        let rename = |name: &'static str| {
            let (access, seen) = (room.system(), seen.clone());
            async move {
                let change = client::ActiveModel { name: Set(name.into()), ..Default::default() };
                access.write(move |write| Box::pin(async move { write.update::<client::Entity>(&seen, change).await })).await
            }
        };
        let (one, two) = tokio::join!(rename("One"), rename("Two"));
        let conflicts = [&one, &two].iter().filter(|answer| matches!(answer, Err(DbError::App(AppError::Conflict { .. })))).count();
        assert_eq!(conflicts, 1, "{one:?} {two:?}");
        let won = one.or(two).unwrap();
        assert_eq!(won.version, 2);
        let before = everything(&db).await;
        let late = rename("Three").await;
        assert!(matches!(late, Err(DbError::App(AppError::Conflict { .. }))), "{late:?}");
        assert_eq!(before, everything(&db).await);
    }

    async fn no_update_is_lost_among_many(db: TestDb) {
        let room = Room::new(&db).await;
        a_client_is_there(&room).await;
        let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(increments(room.system()))).collect();
        let mut conflicts = 0;
        for task in tasks {
            conflicts += task.await.unwrap();
        }
        let read = room.system().read().await.unwrap();
        let end = read.find::<client::Entity>().by_id(id(0xA)).must(&read).await.unwrap();
        assert_eq!((end.budget, i64::from(end.version)), (Some(TASKS * EACH), 1 + TASKS * EACH), "after {conflicts} conflicts");
        assert!(conflicts > 0, "they did meet");
    }

    async fn versions_and_times_are_stamped(db: TestDb) {
        let room = Room::new(&db).await;
        let start = store::id::now();
        let made = a_client_is_there(&room).await;
        assert_eq!(made.version, 1);
        assert!(made.created_at >= start && made.created_at <= Utc::now() && (made.updated_at - made.created_at).abs() < TimeDelta::seconds(1));
        // Neither is for the caller to choose when changing.
        let forged = client::ActiveModel { version: Set(77), updated_at: Set(start - TimeDelta::days(9)), industry: Set(Some("Steel".into())), ..Default::default() };
        let changed = change(&room, forged).await.unwrap();
        assert_eq!((changed.version, changed.created_at), (2, made.created_at));
        assert!(changed.updated_at > made.updated_at);
        let given = start - TimeDelta::days(30);
        let dated = client::ActiveModel { created_at: Set(given), ..a_client(0xB) };
        let dated = room.system().write(|write| Box::pin(async move { write.insert::<client::Entity>(dated).await })).await.unwrap();
        assert_eq!(dated.created_at, given, "an import knows better when it was made");
        let many = (0x20..0x22).map(|n| a_stakeholder(n, 0xA)).collect();
        let many = room.system().write(|write| Box::pin(async move { write.insert_all::<stakeholder::Entity>(many).await })).await.unwrap();
        assert!(many.iter().all(|row| row.created_at >= start && row.version == 1));
    }

    async fn a_column_that_was_changed_after_somebody_looked_is_known(db: TestDb) {
        let room = Room::new(&db).await;
        a_client_is_there(&room).await;
        change(&room, client::ActiveModel { industry: Set(Some("Steel".into())), ..Default::default() }).await.unwrap();
        change(&room, client::ActiveModel { website: Set(Some("https://a.example".into())), ..Default::default() }).await.unwrap();
        change(&room, client::ActiveModel { industry: Set(None), ..Default::default() }).await.unwrap();
        // Seen at version, column, changed since.
        let known = [(1, "industry", true), (3, "industry", true), (4, "industry", false), (2, "website", true), (3, "website", false), (1, "name", false)];
        for (version, column, changed) in known {
            assert_eq!(changed_since(&room, column, version).await, changed, "{column} since {version}");
        }
    }

    async fn a_column_that_was_changed_long_ago_is_not_forgotten(db: TestDb) {
        let room = Room::new(&db).await;
        a_client_is_there(&room).await;
        change(&room, client::ActiveModel { industry: Set(Some("Steel".into())), ..Default::default() }).await.unwrap();
        for n in 0..230 {
            change(&room, client::ActiveModel { budget: Set(Some(n)), ..Default::default() }).await.unwrap();
        }
        assert!(changed_since(&room, "industry", 1).await);
        assert!(!changed_since(&room, "industry", 200).await);
    }

    async fn one_writer_at_a_time_may_be_asked_for(db: TestDb) {
        let room = Room::new(&db).await;
        let setting = setting::ActiveModel { key: Set("next".into()), value: Set("0".into()), ..Default::default() };
        room.system().write(|write| Box::pin(async move { write.insert::<setting::Entity>(setting).await })).await.unwrap();
        let tasks: Vec<_> = (0..20).map(|_| {
            let access = room.system();
            // Without a version check: only taking turns keeps the numbers apart.
            tokio::spawn(async move { access.write(|write| Box::pin(async move {
                write.serialise().await?;
                let now = write.find::<setting::Entity>().by_id("next".into()).must(write).await?;
                let next = now.value.parse::<i32>().unwrap() + 1;
                write.update::<setting::Entity>(&now, setting::ActiveModel { value: Set(next.to_string()), ..Default::default() }).await?;
                Ok(next)
            })).await })
        }).collect();
        let mut numbers = std::collections::BTreeSet::new();
        for task in tasks {
            numbers.insert(task.await.unwrap().unwrap());
        }
        assert_eq!(numbers.into_iter().collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
    }
}

/// Adds one, reading anew whenever somebody was faster; says how often that was.
async fn increments(access: Access) -> usize {
    let mut conflicts = 0;
    for _ in 0..EACH {
        loop {
            // Read apart from the write, as two pages do.
            let read = access.read().await.unwrap();
            let seen = read.find::<client::Entity>().by_id(id(0xA)).must(&read).await.unwrap();
            drop(read);
            let change = client::ActiveModel { budget: Set(Some(seen.budget.unwrap_or(0) + 1)), ..Default::default() };
            match access.write(move |write| Box::pin(async move { write.update::<client::Entity>(&seen, change).await })).await {
                Ok(_) => break,
                Err(error) => {
                    assert!(matches!(error, DbError::App(AppError::Conflict { .. })), "{error:?}");
                    conflicts += 1;
                }
            }
        }
    }
    conflicts
}

async fn changed_since(room: &Room, column: &'static str, version: i32) -> bool {
    let key = id::<uuid::Uuid>(0xA).to_string();
    let work = room.system();
    let asked = work.write(move |write| Box::pin(async move { write.changed_since::<client::Entity>(&key, column, version).await }));
    asked.await.unwrap()
}
