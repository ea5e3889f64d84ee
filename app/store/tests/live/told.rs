//! After the commit and never without one; together what was done together; by every server.

use crate::room::{Room, everything, id};
use crate::{add_client, firm, next, of_client, rename, told};
use domain::AppError;
use domain::live::{Change, Kind};
use store::table::{client, stakeholder};
use store::testing::TestDb;
use store::{Seen, Store};

store::both_engines! {
    async fn what_is_committed_is_told_and_what_is_rolled_back_is_not(db: TestDb) {
        let room = Room::new(&db).await;
        add_client(&room, 0xA).await;
        let mut feed = room.store.follow().await.unwrap();
        let before = everything(&db).await;
        let refused = rename(&room.store, 0xA, "Never so called", Err(AppError::Forbidden.into())).await;
        assert!(refused.is_err() && everything(&db).await == before);
        rename(&room.store, 0xA, "Otherwise called", Ok(())).await.unwrap();
        let news = next(&mut feed).await;
        assert_eq!(told(&room, &news).await, Some(vec![of_client(0xA, Some(2))]), "of the two renamings, the one that was committed");
        assert_eq!(news.upto, feed.at());
    }

    async fn what_was_done_together_is_told_together(db: TestDb) {
        let room = Room::new(&db).await;
        let mut feed = room.store.follow().await.unwrap();
        let system = room.system();
        let both = system.write(|write| Box::pin(async move {
            write.insert::<client::Entity>(firm::a_client(0xA)).await?;
            write.insert::<stakeholder::Entity>(firm::a_stakeholder(0xB, 0xA)).await
        }));
        both.await.unwrap();
        rename(&room.store, 0xA, "Otherwise called", Ok(())).await.unwrap();
        let news = feed.catch_up(feed.at()).await.unwrap();
        let Seen::Told(told) = news.seen_by(&room.person(0x99, domain::user::UserRole::Viewer)).await.unwrap() else {
            unreachable!("two transactions are not too many")
        };
        let person = Change { kind: Kind::Stakeholder, id: id::<domain::id::StakeholderId>(0xB).to_string(), version: Some(1) };
        let told: Vec<Vec<Change>> = told.into_iter().map(|told| told.changes).collect();
        assert_eq!(told, [vec![of_client(0xA, Some(1)), person], vec![of_client(0xA, Some(2))]]);
    }

    /// As two servers have it, or a server and a command beside it.
    async fn what_another_process_commits_is_told_too(db: TestDb) {
        let room = Room::new(&db).await;
        add_client(&room, 0xA).await;
        let other = Store::open(db.url(), room.store.key_file(), false).await.unwrap();
        let (mut here, mut there) = (room.store.follow().await.unwrap(), other.follow().await.unwrap());
        rename(&room.store, 0xA, "Renamed here", Ok(())).await.unwrap();
        for feed in [&mut here, &mut there] {
            let news = next(feed).await;
            assert_eq!(told(&room, &news).await, Some(vec![of_client(0xA, Some(2))]));
        }
        rename(&other, 0xA, "Renamed there", Ok(())).await.unwrap();
        for feed in [&mut here, &mut there] {
            let news = next(feed).await;
            assert_eq!(told(&room, &news).await, Some(vec![of_client(0xA, Some(3))]));
        }
        assert_eq!(room.store.position(), other.position());
    }

    async fn every_listener_hears_and_the_log_is_read_once_for_all(db: TestDb) {
        let room = Room::new(&db).await;
        add_client(&room, 0xA).await;
        let mut feeds = Vec::new();
        for _ in 0..50 {
            feeds.push(room.store.follow().await.unwrap());
        }
        let before = room.store.queries();
        rename(&room.store, 0xA, "Otherwise called", Ok(())).await.unwrap();
        for feed in &mut feeds {
            assert!(!next(feed).await.is_empty());
        }
        let asked = room.store.queries() - before;
        assert!(asked < 40, "{asked} statements for one change and fifty listeners");
    }

    async fn the_store_can_be_closed_under_its_listeners(db: TestDb) {
        let room = Room::new(&db).await;
        let mut feed = room.store.follow().await.unwrap();
        tokio::time::timeout(crate::SOON, room.store.clone().close()).await.unwrap().unwrap();
        assert!(tokio::time::timeout(crate::SOON, feed.next()).await.unwrap().is_none());
        assert!(feed.catch_up(0).await.is_err());
        assert!(room.store.follow().await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_connection_to_postgresql_is_made_anew_and_nothing_is_missed() {
    use sea_orm::ConnectionTrait;
    let db = TestDb::postgres().await;
    let room = Room::new(&db).await;
    add_client(&room, 0xA).await;
    let other = Store::open(db.url(), room.store.key_file(), false).await.unwrap();
    let mut feed = room.store.follow().await.unwrap();
    rename(&other, 0xA, "Heard", Ok(())).await.unwrap();
    assert!(!next(&mut feed).await.is_empty());
    // Whoever waits for a notification now is cut off.
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()";
    db.raw().await.execute_unprepared(cut).await.unwrap();
    rename(&other, 0xA, "Missed at first", Ok(())).await.unwrap();
    let news = next(&mut feed).await;
    assert_eq!(told(&room, &news).await, Some(vec![of_client(0xA, Some(3))]));
}
