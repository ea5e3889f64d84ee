//! A sealed value opens in its own row and column only, whatever is done to the database.

use crate::firm::a_client;
use crate::people::{CLIENT, email, opened, person};
use crate::room::{Room, id};
use domain::audit::AuditAction;
use domain::user::UserRole;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, Statement};
use store::sealed::SealError;
use store::table::{audit_log, client, stakeholder, user};
use store::testing::TestDb;
use store::{DbError, Engine, Handle};

store::both_engines! {
    async fn values_that_were_moved_in_the_database_do_not_open(db: TestDb) {
        let room = Room::new(&db).await;
        let (one, two) = (person(&room.store, 1, &email(1)).unwrap(), person(&room.store, 2, &email(2)).unwrap());
        room.system().write(move |write| Box::pin(async move {
            write.insert::<client::Entity>(a_client(CLIENT)).await?;
            write.insert_all::<stakeholder::Entity>(vec![one, two]).await
        })).await.unwrap();
        assert_eq!(opened(&room.store, &row(&room, 1).await).unwrap()[0], email(1));
        let raw = db.raw().await;
        let other = |column: &str| format!(r#"(SELECT "{column}" FROM "stakeholder" WHERE "name" = 'Person 2')"#);
        let own = |column: &str| format!(r#"(SELECT "{column}" FROM "stakeholder" WHERE "name" = 'Person 1')"#);
        let garbage = if db.engine() == Engine::Sqlite { "X'01026b31'" } else { r"'\x01026b31'::bytea" };
        let tries = [
            ("email", other("email")), ("phone", other("phone")), ("notes", other("notes")), ("phone", own("email")), ("notes", own("phone")),
            ("email", garbage.to_owned()), ("notes", if db.engine() == Engine::Sqlite { "X''".into() } else { "''::bytea".into() }),
        ];
        for (column, value) in tries {
            let kept = row(&room, 1).await;
            run(&raw, &format!(r#"UPDATE "stakeholder" SET "{column}" = {value} WHERE "name" = 'Person 1'"#)).await;
            let answer = opened(&room.store, &row(&room, 1).await);
            assert!(matches!(answer, Err(DbError::Seal(SealError::Refused))), "{column} = {value}: {answer:?}");
            // Somebody else's row opens still.
            assert_eq!(opened(&room.store, &row(&room, 2).await).unwrap()[0], email(2));
            put_back(&room, kept).await;
        }
        assert_eq!(opened(&room.store, &row(&room, 1).await).unwrap()[0], email(1));
    }

    async fn opening_a_value_for_a_person_is_written_down(db: TestDb) {
        let room = Room::new(&db).await;
        let one = person(&room.store, 1, &email(1)).unwrap();
        room.system().write(move |write| Box::pin(async move {
            write.insert::<client::Entity>(a_client(CLIENT)).await?;
            write.insert::<stakeholder::Entity>(one).await?;
            write.insert::<user::Entity>(an_admin()).await
        })).await.unwrap();
        let read = room.person(1, UserRole::Admin).read().await.unwrap();
        let row = read.find::<stakeholder::Entity>().by_id(id(1)).must(&read).await.unwrap();
        let place = |column| crate::people::place(column, 1);
        assert_eq!(read.reveal(place("email"), &row.email.clone().unwrap()).unwrap(), email(1));
        assert!(read.reveal(place("phone"), &row.email.unwrap()).is_err(), "what does not open is not a reading");
        drop(read);
        let key_file = std::fs::read(room.store.key_file()).unwrap();
        room.store.clone().close().await.unwrap();
        let logged = audit_log::Entity::find().filter(audit_log::Column::Action.eq(AuditAction::Read)).all(&db.raw().await).await.unwrap();
        let said: Vec<_> = logged.iter().map(|row| (row.user_id, row.resource_type.as_str(), row.changes.as_deref())).collect();
        assert_eq!(said, [(Some(id(1)), "stakeholder", Some(r#"{"column":"email"}"#))]);
        assert_eq!(logged[0].resource_id, Some(id::<uuid::Uuid>(1).to_string()));
        let again = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(again.path(), key_file).unwrap();
        let store = store::Store::open(db.url(), again.path(), false).await.unwrap();
        let verdict = store::audit::verify(&store.system("test", store::Origin::default())).await.unwrap();
        assert!(matches!(verdict, store::audit::Verdict::Whole { .. }), "{verdict:?}");
    }

    async fn no_error_tells_what_was_sealed(db: TestDb) {
        let room = Room::new(&db).await;
        let keys = room.store.keys().unwrap();
        let value = crate::people::sealed(&room.store, "notes", 1, "quiet").unwrap();
        let error = store::sealed::open(&keys, crate::people::place("notes", 2), &value).unwrap_err();
        assert!(!format!("{error} {error:?} {keys:?}").contains("quiet"));
        assert_eq!(format!("{keys:?}"), r#"Keys(["k1"])"#);
    }
}

fn an_admin() -> user::ActiveModel {
    user::ActiveModel {
        id: Set(id(1)),
        email: Set("person@firm.example".into()),
        name: Set("Somebody".into()),
        role: Set(UserRole::Admin),
        job_title: Set("Partner".into()),
        password_hash: Set("x".into()),
        ..Default::default()
    }
}

async fn row(room: &Room, n: u128) -> stakeholder::Model {
    let read = room.system().read().await.unwrap();
    read.find::<stakeholder::Entity>().by_id(id(n)).must(&read).await.unwrap()
}

async fn put_back(room: &Room, kept: stakeholder::Model) {
    let change = stakeholder::ActiveModel { email: Set(kept.email), phone: Set(kept.phone), notes: Set(kept.notes), ..Default::default() };
    let system = room.system();
    let work = system.write(move |write| {
        Box::pin(async move {
            let row = write.find::<stakeholder::Entity>().by_id(id(1)).must(write).await?;
            write.update::<stakeholder::Entity>(&row, change).await
        })
    });
    work.await.unwrap();
}

async fn run(raw: &DatabaseConnection, sql: &str) {
    raw.execute_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}
