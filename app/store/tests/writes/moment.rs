//! A reading sees one moment of the database, whatever is written meanwhile.

use crate::firm::a_client;
use crate::room::{Room, id};
use crate::{a_client_is_there, change};
use domain::user::UserRole;
use sea_orm::ActiveValue::Set;
use store::Handle;
use store::table::client;
use store::testing::TestDb;

store::both_engines! {
    async fn what_is_written_between_two_queries_is_not_seen(db: TestDb) {
        let room = Room::new(&db).await;
        a_client_is_there(&room).await;
        let read = room.person(1, UserRole::Admin).read().await.unwrap();
        let before = read.find::<client::Entity>().all(&read).await.unwrap();
        change(&room, client::ActiveModel { name: Set("New".into()), ..Default::default() }).await.unwrap();
        room.system().write(|write| Box::pin(async move { write.insert::<client::Entity>(a_client(0xB)).await })).await.unwrap();
        assert_eq!(read.find::<client::Entity>().all(&read).await.unwrap(), before);
        assert_eq!(read.find::<client::Entity>().count(&read).await.unwrap(), 1);
        let later = room.system().read().await.unwrap();
        assert_eq!(later.find::<client::Entity>().count(&later).await.unwrap(), 2);
        assert_eq!(later.find::<client::Entity>().by_id(id(0xA)).must(&later).await.unwrap().name, "New");
    }

    async fn both_halves_of_a_reading_see_the_moment_at_which_it_began(db: TestDb) {
        let room = Room::new(&db).await;
        a_client_is_there(&room).await;
        let twin = room.person(1, UserRole::Admin).read_twice().await.unwrap();
        room.system().write(|write| Box::pin(async move { write.insert::<client::Entity>(a_client(0xB)).await })).await.unwrap();
        let (one, other) = twin.halves();
        if std::thread::available_parallelism().is_ok_and(|processors| processors.get() > 1) {
            assert!(!std::ptr::eq(one, other), "nobody was in the way of a second one");
        }
        for half in [one, other] {
            assert_eq!(half.find::<client::Entity>().count(half).await.unwrap(), 1);
        }
        drop(twin);
        let later = room.system().read_twice().await.unwrap();
        let half = later.halves().1;
        assert_eq!(half.find::<client::Entity>().count(half).await.unwrap(), 2);
    }

    async fn more_readings_than_connections_wait_for_each_other_and_not_for_ever(db: TestDb) {
        let room = Room::new(&db).await;
        a_client_is_there(&room).await;
        let readings: Vec<_> = (0..60).map(|_| {
            let access = room.system();
            tokio::spawn(async move {
                let twin = access.read_twice().await.unwrap();
                let (one, other) = twin.halves();
                let counts = tokio::join!(one.find::<client::Entity>().count(one), other.find::<client::Entity>().count(other));
                (counts.0.unwrap(), counts.1.unwrap())
            })
        }).collect();
        for reading in readings {
            assert_eq!(reading.await.unwrap(), (1, 1));
        }
    }

    async fn halves_never_see_different_moments_whatever_is_written(db: TestDb) {
        let room = Room::new(&db).await;
        a_client_is_there(&room).await;
        let system = room.system();
        let writing = tokio::spawn(async move {
            for n in 1..60_u128 {
                system.write(move |write| Box::pin(async move { write.insert::<client::Entity>(a_client(0xB00 + n)).await })).await.unwrap();
            }
        });
        let mut seen = 0;
        while seen < 60 {
            let twin = room.system().read_twice().await.unwrap();
            let (one, other) = twin.halves();
            let counts = (one.find::<client::Entity>().count(one).await.unwrap(), other.find::<client::Entity>().count(other).await.unwrap());
            assert_eq!(counts.0, counts.1);
            seen = counts.0;
        }
        writing.await.unwrap();
    }

    async fn a_write_sees_what_it_wrote_and_others_do_not_until_it_ends(db: TestDb) {
        let room = Room::new(&db).await;
        let other = room.system();
        room.system().write(move |write| Box::pin(async move {
            write.insert::<client::Entity>(a_client(0xA)).await?;
            assert_eq!(write.find::<client::Entity>().count(write).await?, 1);
            let read = other.read().await?;
            assert_eq!(read.find::<client::Entity>().count(&read).await?, 0);
            Ok(())
        })).await.unwrap();
        let read = room.system().read().await.unwrap();
        assert_eq!(read.find::<client::Entity>().count(&read).await.unwrap(), 1);
    }
}
