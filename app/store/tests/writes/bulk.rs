//! After a change of much, the database knows how much it holds.

use crate::firm::a_client;
use crate::room::{Room, texts};
use sea_orm::ConnectionTrait;
use store::table::client;
use store::testing::TestDb;
use store::{DbError, Engine};

/// How many clients there are, as far as the database knows without counting.
async fn surmised(db: &TestDb) -> Vec<String> {
    let known = match db.engine() {
        Engine::Sqlite => "SELECT DISTINCT substr(stat, 1, instr(stat, ' ') - 1) AS t FROM sqlite_stat1 WHERE tbl = 'client'",
        Engine::Postgres => "SELECT reltuples::bigint::text AS t FROM pg_class WHERE oid = 'client'::regclass",
    };
    texts(&db.raw().await, known).await
}

store::both_engines! {
    async fn the_database_that_looked_while_rows_came_in_looks_again(db: TestDb) {
        let room = Room::new(&db).await;
        let looking = (db.engine() == Engine::Postgres).then_some(db.raw().await);
        room.system().write_in_bulk(move |write| Box::pin(async move {
            for n in 1..=120 {
                write.insert::<client::Entity>(a_client(n)).await?;
            }
            if let Some(raw) = looking {
                // What its own housekeeping does at any moment: it finds full pages without a row that counts.
                raw.execute_unprepared("ANALYZE client").await.unwrap();
                let rows = "SELECT reltuples::bigint::text AS t FROM pg_class WHERE oid = 'client'::regclass";
                assert_eq!(texts(&raw, rows).await, ["0"]);
            }
            Ok(())
        })).await.unwrap();
        assert_eq!(surmised(&db).await, ["120"]);
    }

    async fn where_nothing_was_written_nothing_is_looked_at(db: TestDb) {
        let room = Room::new(&db).await;
        let before = surmised(&db).await;
        let done = room.system().write_in_bulk(|write| Box::pin(async move {
            write.insert::<client::Entity>(a_client(1)).await?;
            Err::<(), _>(DbError::Corrupt("enough".into()))
        })).await;
        assert!(matches!(done, Err(DbError::Corrupt(_))));
        assert_eq!(surmised(&db).await, before);
    }
}
