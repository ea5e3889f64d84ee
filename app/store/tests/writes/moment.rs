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
