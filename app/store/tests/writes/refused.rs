//! What a constraint refuses becomes a field's message where the write is, and nothing else does.

use crate::a_client_is_there;
use crate::firm::{a_client, a_stakeholder};
use crate::room::{Room, everything, id};
use domain::AppError;
use domain::deal::{OpportunitySource, OpportunityType};
use domain::stage::StageKey;
use domain::user::UserRole;
use sea_orm::ActiveValue::Set;
use store::DbError;
use store::table::{client, competitor, opportunity, stakeholder, user};
use store::testing::TestDb;

store::both_engines! {
    async fn what_is_taken_says_so_at_its_field(db: TestDb) {
        let room = Room::new(&db).await;
        let named = |n: u128, name: &str| competitor::ActiveModel { id: Set(id(n)), name: Set(name.into()), ..Default::default() };
        let (first, second) = (named(1, "Acme"), named(2, "ACME"));
        room.system().write(|write| Box::pin(async move { write.insert::<competitor::Entity>(first).await })).await.unwrap();
        let before = everything(&db).await;
        let answer = room.system().write(|write| Box::pin(async move {
            let new = write.insert::<competitor::Entity>(second).await;
            new.map_err(|error| error.on_reference("name", "wrong mapping").on_unique("name", "is taken"))
        })).await;
        let error = AppError::from(answer.unwrap_err());
        assert_eq!(error, AppError::field("name", "is taken"));
        assert_eq!(before, everything(&db).await);
    }

    async fn what_names_nothing_or_is_still_named_says_so_at_its_field(db: TestDb) {
        let room = Room::new(&db).await;
        a_client_is_there(&room).await;
        let nowhere = a_stakeholder(1, 0xEE);
        let before = everything(&db).await;
        let answer = room.system().write(|write| Box::pin(async move {
            let new = write.insert::<stakeholder::Entity>(nowhere).await;
            new.map_err(|error| error.on_unique("name", "wrong mapping").on_reference("client_id", "is not there"))
        })).await;
        assert_eq!(AppError::from(answer.unwrap_err()), AppError::field("client_id", "is not there"));
        assert_eq!(before, everything(&db).await);
        let (author, deal) = (an_author(), a_deal());
        let author = room.system().write(|write| Box::pin(async move {
            let author = write.insert::<user::Entity>(author).await?;
            write.insert::<opportunity::Entity>(deal).await.map(|_| author)
        })).await.unwrap();
        let before = everything(&db).await;
        let answer = room.system().write(|write| Box::pin(async move {
            let gone = write.delete::<user::Entity>(author).await;
            gone.map_err(|error| error.on_reference("user", "is still named"))
        })).await;
        assert_eq!(AppError::from(answer.unwrap_err()), AppError::field("user", "is still named"));
        assert_eq!(before, everything(&db).await);
    }

    async fn any_other_fault_leaves_the_house_as_a_number(db: TestDb) {
        let room = Room::new(&db).await;
        let nameless = client::ActiveModel { name: Set(String::new()), ..a_client(0xA) };
        let answer = room.system().write(|write| Box::pin(async move {
            let new = write.insert::<client::Entity>(nameless).await;
            new.map_err(|error| error.on_unique("name", "wrong mapping").on_reference("name", "wrong mapping"))
        })).await;
        assert!(matches!(answer, Err(DbError::Db(_))), "{answer:?}");
        let told = AppError::from(answer.unwrap_err());
        assert!(matches!(&told, AppError::Internal(number) if number.len() == 12), "{told:?}");
        assert!(!told.to_string().contains("client"), "{told}");
    }
}

fn an_author() -> user::ActiveModel {
    user::ActiveModel {
        id: Set(id(1)),
        email: Set("person@firm.example".into()),
        name: Set("Somebody".into()),
        role: Set(UserRole::Consultant),
        job_title: Set("Partner".into()),
        password_hash: Set("x".into()),
        ..Default::default()
    }
}

fn a_deal() -> opportunity::ActiveModel {
    opportunity::ActiveModel {
        id: Set(id(1)),
        client_id: Set(id(0xA)),
        name: Set("Deal".into()),
        kind: Set(OpportunityType::New),
        source: Set(OpportunitySource::Referral),
        stage: Set(StageKey::lead()),
        value: Set(1),
        created_by: Set(id(1)),
        ..Default::default()
    }
}
