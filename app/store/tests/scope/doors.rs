//! The doors beside the scope: founding a client, loading, and the two lists of names.

use crate::policy::Who;
use crate::room::{Room, everything, id};
use crate::world::{self, A, B};
use domain::AppError;
use domain::policy::{Action, Noun};
use domain::user::AssignmentRole;
use sea_orm::{ActiveValue::Set, ColumnTrait};
use store::table::*;
use store::testing::TestDb;
use store::{Access, DbError, Handle};

store::both_engines! {
    async fn whoever_founds_a_client_leads_it(db: TestDb) {
        let room = world::build(&db).await;
        let consultant = access(&room, Who::Unassigned);
        consultant.write(|write| Box::pin(async move { write.found_client(world::a_client(0xEE)).await })).await.unwrap();
        let read = consultant.read().await.unwrap();
        let seen = read.find::<client::Entity>().all(&read).await.unwrap();
        assert_eq!(seen.iter().map(|client| client.id).collect::<Vec<_>>(), [id(0xEE)]);
        let leads = read.find::<client_assignment::Entity>().all(&read).await.unwrap();
        let lead = (id(Who::Unassigned.number()), id(0xEE), AssignmentRole::Lead);
        assert_eq!(leads.iter().map(|row| (row.user_id, row.client_id, row.role)).collect::<Vec<_>>(), [lead]);
        let admin = access(&room, Who::Admin);
        admin.write(|write| Box::pin(async move { write.found_client(world::a_client(0xEF)).await })).await.unwrap();
        let read = admin.read().await.unwrap();
        let leads = read.find::<client_assignment::Entity>().filter(client_assignment::Column::ClientId.eq(uuid::Uuid::from(id::<domain::id::ClientId>(0xEF))));
        assert_eq!(leads.count(&read).await.unwrap(), 0, "an admin sees every client anyway");
    }

    async fn only_who_may_make_clients_founds_one(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        for (who, answer) in [(Who::Viewer, AppError::Forbidden), (Who::Outside, AppError::NotFound)] {
            let founded = access(&room, who).write(|write| Box::pin(async move { write.found_client(world::a_client(0xEE)).await })).await;
            assert!(matches!(&founded, Err(DbError::App(error)) if *error == answer), "{who:?}: {founded:?}");
        }
        let past = access(&room, Who::Assigned).write(|write| Box::pin(async move { write.insert::<client::Entity>(world::a_client(0xEE)).await })).await;
        assert!(matches!(past, Err(DbError::App(AppError::NotFound))), "a client that its maker would not see: {past:?}");
        assert_eq!(before, everything(&db).await);
    }

    async fn loading_in_bulk_is_nobodys_right(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        for who in Who::ALL {
            let one = access(&room, who).write(|write| Box::pin(async move { write.insert_all::<client::Entity>(vec![world::a_client(0xEE)]).await.map(drop) })).await;
            let two = access(&room, who).write(|write| Box::pin(async move { write.load::<client::Entity>(vec![world::a_client(0xEE)]).await })).await;
            for answer in [one, two] {
                assert!(matches!(answer, Err(DbError::App(AppError::Forbidden))), "{who:?}: {answer:?}");
            }
        }
        assert_eq!(before, everything(&db).await);
    }

    async fn whoever_is_only_on_the_team_sees_the_clients_name_and_nothing_else_of_it(db: TestDb) {
        let room = world::build(&db).await;
        let read = access(&room, Who::Team).read().await.unwrap();
        let names = read.client_names(vec![id(A), id(B), id(0xEE)]).await.unwrap();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), [(id(B), "Client b".to_owned())]);
        assert_eq!(read.find::<client::Entity>().count(&read).await.unwrap(), 0);
        for who in [Who::Unassigned, Who::Tasked, Who::Outside] {
            let read = access(&room, who).read().await.unwrap();
            assert!(read.client_names(vec![id(A), id(B)]).await.unwrap().is_empty(), "{who:?}");
        }
    }

    async fn an_outside_user_learns_nobodys_name(db: TestDb) {
        let room = world::build(&db).await;
        let everybody: Vec<domain::id::UserId> = Who::ALL.iter().map(|who| id(who.number())).collect();
        for who in Who::ALL {
            let read = access(&room, who).read().await.unwrap();
            let expected = if who == Who::Outside { 0 } else { everybody.len() };
            assert_eq!(read.colleagues(everybody.clone()).await.unwrap().len(), expected, "{who:?}");
        }
    }

    async fn a_right_that_one_has_nowhere_is_refused_at_the_door(db: TestDb) {
        let room = world::build(&db).await;
        assert_eq!(access(&room, Who::Viewer).require(Action::Update, Noun::Deal), Err(AppError::Forbidden));
        assert_eq!(access(&room, Who::Outside).require(Action::Read, Noun::Deal), Err(AppError::NotFound));
        assert_eq!(access(&room, Who::Unassigned).require(Action::Create, Noun::Client), Ok(()));
        assert_eq!(room.system().actor(), Err(AppError::SignedOut));
    }

    async fn a_person_cannot_become_another(db: TestDb) {
        let room = world::build(&db).await;
        let admin = domain::user::Actor { id: id(Who::Admin.number()), role: domain::user::UserRole::Admin, client_id: None };
        let answer = access(&room, Who::Viewer).write(|write| Box::pin(async move {
            write.act_as(admin, None)?;
            let before = write.find::<setting::Entity>().by_id("k".into()).must(write).await?;
            write.update::<setting::Entity>(&before, setting::ActiveModel { value: Set("2".into()), ..Default::default() }).await.map(drop)
        })).await;
        assert!(matches!(answer, Err(DbError::App(AppError::Forbidden))), "{answer:?}");
    }
}

fn access(room: &Room, who: Who) -> Access {
    room.person(who.number(), who.role())
}
