//! Coming back later, too late, and reading too slowly.

use crate::room::{Room, id};
use crate::{add_client, firm, next, of_client, rename, told};
use store::table::client;
use store::testing::TestDb;
use store::{Handle, Seen};

store::both_engines! {
    async fn whoever_comes_back_is_told_what_they_missed(db: TestDb) {
        let room = Room::new(&db).await;
        add_client(&room, 0xA).await;
        let left_at = room.store.follow().await.unwrap().at();
        rename(&room.store, 0xA, "While they were away", Ok(())).await.unwrap();
        add_client(&room, 0xB).await;
        let mut feed = room.store.follow().await.unwrap();
        let missed = feed.catch_up(left_at).await.unwrap();
        assert_eq!(told(&room, &missed).await, Some(vec![of_client(0xA, Some(2)), of_client(0xB, Some(1))]));
        // And from there on, without a gap and without telling anything twice.
        rename(&room.store, 0xB, "Afterwards", Ok(())).await.unwrap();
        let news = next(&mut feed).await;
        assert_eq!(told(&room, &news).await, Some(vec![of_client(0xB, Some(2))]));
        assert!(feed.catch_up(feed.at()).await.unwrap().is_empty());
    }

    async fn too_far_behind_is_everything(db: TestDb) {
        let room = Room::new(&db).await;
        let mut feed = room.store.follow().await.unwrap();
        let left_at = feed.at();
        let many = (0..1_001).map(|n| firm::a_client(0x1000 + n)).collect();
        room.system().write(|write| Box::pin(async move { write.insert_all::<client::Entity>(many).await })).await.unwrap();
        let news = next(&mut feed).await;
        assert_eq!(told(&room, &news).await, None, "told at once, too");
        assert_eq!(told(&room, &feed.catch_up(left_at).await.unwrap()).await, None);
        assert!(feed.catch_up(feed.at()).await.unwrap().is_empty(), "and then it goes on as ever");
    }

    /// A thousand changes are read one by one; nobody's page asks so often.
    async fn a_hundred_transactions_at_once_are_everything(db: TestDb) {
        let room = Room::new(&db).await;
        add_client(&room, 0xA).await;
        let mut feed = room.store.follow().await.unwrap();
        let left_at = feed.at();
        for n in 0..101 {
            rename(&room.store, 0xA, &format!("Name {n}"), Ok(())).await.unwrap();
        }
        assert_eq!(told(&room, &feed.catch_up(left_at).await.unwrap()).await, None);
    }

    async fn an_entry_that_is_yet_to_come_belongs_to_another_database(db: TestDb) {
        let room = Room::new(&db).await;
        add_client(&room, 0xA).await;
        let mut feed = room.store.follow().await.unwrap();
        assert_eq!(told(&room, &feed.catch_up(feed.at() + 1).await.unwrap()).await, None);
        assert_eq!(told(&room, &feed.catch_up(-70_000).await.unwrap()).await, None);
    }

    async fn loaded_data_is_everything(db: TestDb) {
        let room = Room::new(&db).await;
        let mut feed = room.store.follow().await.unwrap();
        room.system().write(|write| Box::pin(async move { write.load::<client::Entity>(vec![firm::a_client(0xA)]).await })).await.unwrap();
        assert_eq!(told(&room, &next(&mut feed).await).await, None);
    }

    /// Readings of personal data are most of a log, and change nothing that anybody is shown.
    async fn what_changes_nothing_is_not_told(db: TestDb) {
        let room = Room::new(&db).await;
        add_client(&room, 0xA).await;
        let mut feed = room.store.follow().await.unwrap();
        let left_at = feed.at();
        let system = room.system();
        let noted = system.write(|write| Box::pin(async move {
            write.note(domain::audit::AuditAction::Export, "client", Some(id::<uuid::Uuid>(0xA).to_string()), None);
            Ok(())
        }));
        noted.await.unwrap();
        let news = feed.catch_up(left_at).await.unwrap();
        assert!(news.is_empty() && news.upto == left_at + 1);
        assert_eq!(news.seen_by(&room.person(0x99, domain::user::UserRole::Viewer)).await.unwrap(), Seen::Told(Vec::new()));
    }

    async fn whoever_takes_the_news_too_slowly_asks_for_everything_and_is_up_to_date(db: TestDb) {
        let room = Room::new(&db).await;
        add_client(&room, 0xA).await;
        let (mut slow, mut quick) = (room.store.follow().await.unwrap(), room.store.follow().await.unwrap());
        for n in 0..70 {
            rename(&room.store, 0xA, &format!("Name {n}"), Ok(())).await.unwrap();
            // One stretch of the log for each: a reader gathers what comes together.
            while quick.at() < room.store.position() {
                next(&mut quick).await;
            }
        }
        assert_eq!(told(&room, &next(&mut slow).await).await, None);
        assert_eq!(slow.at(), quick.at());
        rename(&room.store, 0xA, "Afterwards", Ok(())).await.unwrap();
        assert_eq!(told(&room, &next(&mut slow).await).await, Some(vec![of_client(0xA, Some(72))]));
    }

    async fn while_nobody_listens_nothing_is_read(db: TestDb) {
        let room = Room::new(&db).await;
        room.store.go_live().await.unwrap();
        add_client(&room, 0xA).await;
        let read = room.system().read().await.unwrap();
        assert!(read.find::<client::Entity>().by_id(id(0xA)).one(&read).await.unwrap().is_some());
        drop(read);
        let before = room.store.queries();
        tokio::time::sleep(std::time::Duration::from_secs(4)).await;
        assert_eq!(room.store.queries(), before, "no question without anybody who asks");
        assert!(room.store.position() > 0);
    }
}
