//! Whoever can write the database and does not hold the keys is found out, at the very row.

use crate::firm::a_client;
use crate::room::Room;
use crate::{log, verdict};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait, Statement, TransactionTrait};
use store::audit::Verdict;
use store::table::{audit_log, client};
use store::testing::TestDb;
use store::{Engine, Handle};

const ROWS: i64 = 40;
const TRIES: usize = 200;

/// What is done to the log.
#[derive(Clone, Debug)]
enum Tampering {
    /// A column of a row gets another value.
    Column(i64, usize),
    /// A row is removed.
    Remove(i64),
    /// Two rows change their contents.
    Swap(i64, i64),
    /// A row is written in, at the end or before the first.
    Forge(i64),
    /// The last rows are removed.
    Cut(i64),
    /// The head names another place.
    HeadPlace(i64),
    /// The head names another hash.
    HeadHash,
}

/// Column, value on both engines, whether only unused ids will do.
const COLUMNS: &[(&str, &str)] = &[
    ("id", "'00000000-0000-7000-8000-00000000ffff'"),
    ("action", "'login'"),
    ("resource_type", "'invoice'"),
    ("resource_id", "NULL"),
    ("resource_id", "'x'"),
    ("client_id", "NULL"),
    ("client_id", "'00000000-0000-7000-8000-00000000ffff'"),
    ("changes", "'{}'"),
    ("changes", "NULL"),
    ("ip_address", "'203.0.113.9'"),
    ("user_agent", "NULL"),
    ("user_agent", "''"),
    ("session_id", "'00000000-0000-7000-8000-00000000ffff'"),
    ("timestamp", "'2020-01-01 00:00:00+00:00'"),
    ("key_id", "'k9'"),
    ("prev_hash", ""),
    ("hash", ""),
    ("user_id", "'00000000-0000-7000-8000-000000000001'"),
    ("seq", "77000"),
];

store::both_engines! {
    async fn each_of_two_hundred_tamperings_is_found_at_its_row(db: TestDb) {
        let room = Room::new(&db).await;
        workload(&room).await;
        assert_eq!(verdict(&room).await, Verdict::Whole { rows: ROWS });
        let raw = db.raw().await;
        let (whole, head) = (log(&db).await, store::table::audit_head::Entity::find().one(&raw).await.unwrap().unwrap());
        disarm(&db, &raw).await;
        let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
        let mut kinds = std::collections::BTreeSet::new();
        for _ in 0..TRIES {
            let tampering = a_tampering().new_tree(&mut runner).unwrap().current();
            kinds.insert(format!("{tampering:?}").split('(').next().unwrap().to_owned());
            let seq = tamper(&db, &raw, &tampering).await;
            match verdict(&room).await {
                Verdict::Broken { seq: found, .. } => assert_eq!(found, seq, "{tampering:?}"),
                Verdict::Whole { rows } => panic!("{tampering:?} was not found in {rows} rows"),
            }
            restore(&raw, &whole, &head).await;
        }
        assert_eq!(kinds.len(), 7, "every kind came up: {kinds:?}");
        assert_eq!(verdict(&room).await, Verdict::Whole { rows: ROWS });
    }

    async fn a_row_that_cannot_even_be_read_is_named_too(db: TestDb) {
        let room = Room::new(&db).await;
        workload(&room).await;
        let raw = db.raw().await;
        disarm(&db, &raw).await;
        // A word that this program does not know.
        let transaction = raw.begin().await.unwrap();
        if db.engine() == Engine::Sqlite {
            run(&transaction, "PRAGMA ignore_check_constraints = ON").await;
        }
        run(&transaction, r#"UPDATE "audit_log" SET "action" = 'nonsense' WHERE "seq" = 17"#).await;
        transaction.commit().await.unwrap();
        assert!(matches!(verdict(&room).await, Verdict::Broken { seq: 17, .. }), "{:?}", verdict(&room).await);
    }

    async fn only_who_may_read_the_log_verifies_it(db: TestDb) {
        let room = Room::new(&db).await;
        for role in [domain::user::UserRole::Viewer, domain::user::UserRole::Consultant] {
            let answer = store::audit::verify(&room.person(1, role)).await;
            assert!(matches!(answer, Err(store::DbError::App(domain::AppError::NotFound))), "{answer:?}");
        }
        assert_eq!(store::audit::verify(&room.person(1, domain::user::UserRole::Admin)).await.unwrap(), Verdict::Whole { rows: 0 });
    }
}

/// Forty rows, several to a write, of every action, no two alike.
async fn workload(room: &Room) {
    for n in 0..10_u128 {
        let system = room.system();
        let work = system.write(move |write| {
            Box::pin(async move {
                let one = write.insert::<client::Entity>(a_client(0x100 + n)).await?;
                let two = write.insert::<client::Entity>(a_client(0x200 + n)).await?;
                let change = client::ActiveModel { industry: Set(Some(format!("Trade {n}"))), ..Default::default() };
                write.update::<client::Entity>(&one, change).await?;
                write.delete::<client::Entity>(two).await
            })
        });
        work.await.unwrap();
    }
    let read = room.system().read().await.unwrap();
    assert_eq!(read.find::<audit_log::Entity>().count(&read).await.unwrap(), ROWS.unsigned_abs());
}

fn a_tampering() -> impl Strategy<Value = Tampering> {
    use proptest::prelude::*;
    let row = 1..=ROWS;
    prop_oneof![
        8 => (row.clone(), 0..COLUMNS.len()).prop_map(|(row, column)| Tampering::Column(row, column)),
        2 => row.clone().prop_map(Tampering::Remove),
        2 => (row.clone(), row).prop_filter("two rows", |(one, two)| one != two).prop_map(|(one, two)| Tampering::Swap(one, two)),
        2 => prop_oneof![Just(ROWS + 1), Just(0), Just(-5)].prop_map(Tampering::Forge),
        1 => (1..ROWS).prop_map(Tampering::Cut),
        1 => prop_oneof![Just(ROWS - 3), Just(ROWS + 5)].prop_map(Tampering::HeadPlace),
        1 => Just(Tampering::HeadHash),
    ]
}

/// Does it; answers where it must be found.
async fn tamper(db: &TestDb, raw: &DatabaseConnection, tampering: &Tampering) -> i64 {
    let blob = |byte: &str| match db.engine() {
        Engine::Sqlite => format!("X'{}'", byte.repeat(32)),
        Engine::Postgres => format!("'\\x{}'::bytea", byte.repeat(32)),
    };
    match tampering {
        Tampering::Column(row, column) => {
            let (column, value) = COLUMNS[*column];
            let value = if value.is_empty() { blob("ab") } else { value.to_owned() };
            run(raw, &format!(r#"UPDATE "audit_log" SET "{column}" = {} WHERE "seq" = {row}"#, literal(db, column, &value))).await;
            *row
        }
        Tampering::Remove(row) => {
            run(raw, &format!(r#"DELETE FROM "audit_log" WHERE "seq" = {row}"#)).await;
            *row
        }
        Tampering::Swap(one, two) => {
            for (from, to) in [(*one, 88_000), (*two, *one), (88_000, *two)] {
                run(raw, &format!(r#"UPDATE "audit_log" SET "seq" = {to} WHERE "seq" = {from}"#)).await;
            }
            *one.min(two)
        }
        Tampering::Forge(seq) => {
            let last = log(db).await.pop().unwrap();
            let forged = audit_log::Model { id: store::id::fresh(), seq: *seq, prev_hash: last.hash, hash: vec![0xAB; 32], ..last };
            insert(raw, vec![forged]).await;
            *seq
        }
        Tampering::Cut(kept) => {
            run(raw, &format!(r#"DELETE FROM "audit_log" WHERE "seq" > {kept}"#)).await;
            kept + 1
        }
        Tampering::HeadPlace(seq) => {
            run(raw, &format!(r#"UPDATE "audit_head" SET "seq" = {seq}"#)).await;
            if *seq > ROWS { ROWS + 1 } else { ROWS }
        }
        Tampering::HeadHash => {
            run(raw, &format!(r#"UPDATE "audit_head" SET "hash" = {}"#, blob("cd"))).await;
            ROWS
        }
    }
}

/// The value as the engine keeps it: ids are bytes on SQLite.
fn literal(db: &TestDb, column: &str, value: &str) -> String {
    let id = ["id", "client_id", "session_id", "user_id"].contains(&column) && value != "NULL";
    match db.engine() {
        Engine::Sqlite if id => format!("X{}", value.replace('-', "")),
        Engine::Postgres if id => format!("{value}::uuid"),
        Engine::Postgres if column == "timestamp" => format!("{value}::timestamptz"),
        _ => value.to_owned(),
    }
}

/// Removes what the database itself holds against it, as somebody with all its rights could.
async fn disarm(db: &TestDb, raw: &DatabaseConnection) {
    let statements: &[&str] = match db.engine() {
        Engine::Sqlite => {
            &[r#"DROP TRIGGER "audit_log_no_update""#, r#"DROP TRIGGER "audit_log_no_delete""#, r#"DROP TRIGGER "audit_log_no_replace""#]
        }
        Engine::Postgres => &[
            r#"DROP TRIGGER "audit_log_no_change" ON "audit_log""#,
            r#"DROP TRIGGER "audit_log_no_truncate" ON "audit_log""#,
            r#"ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action""#,
        ],
    };
    for statement in statements {
        run(raw, statement).await;
    }
    let mallory = literal(db, "id", "'00000000-0000-7000-8000-000000000001'");
    let mallory = format!(
        r#"INSERT INTO "user" ("id", "email", "name", "role", "job_title", "password_hash", "created_at")
        VALUES ({mallory}, 'mallory@firm.example', 'Mallory', 'admin', 'None', 'x', '2020-01-01 00:00:00+00:00')"#
    );
    run(raw, &mallory).await;
}

async fn restore(raw: &DatabaseConnection, whole: &[audit_log::Model], head: &store::table::audit_head::Model) {
    let transaction = raw.begin().await.unwrap();
    audit_log::Entity::delete_many().exec(&transaction).await.unwrap();
    let rows = whole.iter().cloned().map(|row| sea_orm::ActiveModelTrait::reset_all(sea_orm::IntoActiveModel::into_active_model(row)));
    audit_log::Entity::insert_many(rows).exec_without_returning(&transaction).await.unwrap();
    let head = store::table::audit_head::ActiveModel { id: Set(1), seq: Set(head.seq), hash: Set(head.hash.clone()) };
    store::table::audit_head::Entity::update(head).exec(&transaction).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn insert(raw: &DatabaseConnection, rows: Vec<audit_log::Model>) {
    let rows = rows.into_iter().map(|row| sea_orm::ActiveModelTrait::reset_all(sea_orm::IntoActiveModel::into_active_model(row)));
    audit_log::Entity::insert_many(rows).exec_without_returning(raw).await.unwrap();
}

async fn run(raw: &impl ConnectionTrait, sql: &str) {
    raw.execute_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}
