//! The two engines behind one door: how to connect, migrate and begin. What differs between them stands here only.

use migration::{Migrator, MigratorTrait};
use sea_orm::sea_query::{Func, Query};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::time::Duration;

/// The database that the firm runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// One file beside the program; the default.
    Sqlite,
    /// A server of its own, for several instances.
    Postgres,
}

impl Engine {
    /// The engine that a URL names.
    #[must_use]
    pub fn of_url(url: &str) -> Option<Self> {
        match url.split_once(':')?.0 {
            "sqlite" => Some(Self::Sqlite),
            "postgres" | "postgresql" => Some(Self::Postgres),
            _ => None,
        }
    }

    /// The engine behind a connection.
    pub(crate) fn of(db: &impl ConnectionTrait) -> Self {
        match db.get_database_backend() {
            DbBackend::Postgres => Self::Postgres,
            _ => Self::Sqlite,
        }
    }
}

/// How long to wait for a lock, and for a free connection.
const PATIENCE: Duration = Duration::from_secs(5);
const QUEUE: Duration = Duration::from_secs(10);

/// Opens a pool. Statements are never logged: their values are personal data.
pub(crate) async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).record_stmt_in_spans(false).min_connections(1).acquire_timeout(QUEUE);
    match Engine::of_url(url) {
        Some(Engine::Sqlite) => sqlite(&mut options),
        Some(Engine::Postgres) => postgres(&mut options),
        None => return Err(DbErr::Custom("the database URL must begin with sqlite: or postgres:".into())),
    }
    Database::connect(options).await
}

/// FULL and not NORMAL: what was answered as saved survives a power cut.
fn sqlite(options: &mut ConnectOptions) {
    options.max_connections(8).map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            // Rows wait for their reader so many at once: by fifties, the two threads would be woken in turn all the while.
            .row_buffer_size(1_000)
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-16384")
            .pragma("mmap_size", "268435456")
            .optimize_on_close(true, 400)
    });
}

fn postgres(options: &mut ConnectOptions) {
    let patience = format!("{}ms", PATIENCE.as_millis());
    options.max_connections(16).map_sqlx_postgres_opts(move |postgres| {
        postgres.application_name("throughline").options([
            ("timezone", "UTC"),
            ("lock_timeout", patience.as_str()),
            // Pages ask by index for some dozens of rows. The default, made for turning disks, reads whole tables instead.
            ("random_page_cost", "1.1"),
        ])
    });
}

/// Brings the schema up to date, all of it or none. Instances that start together take turns.
pub(crate) async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    let transaction = begin_write(db).await?;
    if Engine::of(db) == Engine::Postgres {
        transaction.execute_unprepared("SET LOCAL lock_timeout = 0").await?;
        // Any number will do, as long as it stays this one.
        transaction.execute_unprepared("SELECT pg_advisory_xact_lock(7481293)").await?;
    }
    Migrator::up(&transaction, None).await?;
    transaction.commit().await?;
    // An index that SQLite knows nothing of is passed over for one that it knows. PostgreSQL looks by itself.
    if Engine::of(db) == Engine::Sqlite { survey(db).await } else { Ok(()) }
}

/// Has the database look at how many rows its tables hold, and of what kind: by that it chooses its ways.
pub(crate) async fn survey(db: &DatabaseConnection) -> Result<(), DbErr> {
    let look = match Engine::of(db) {
        Engine::Sqlite => "PRAGMA analysis_limit = 400; PRAGMA optimize = 0x10002",
        Engine::Postgres => "ANALYZE",
    };
    db.execute_unprepared(look).await.map(|_| ())
}

/// What this program's schema and the database's differ in; nothing if they are the same. Changes nothing.
pub(crate) async fn pending(db: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    let pending = match Migrator::get_pending_migrations_read_only(db).await {
        Ok(pending) => pending,
        // How the migrator says that the database has a migration that this program has not.
        Err(DbErr::Custom(newer)) => return Ok(Some(newer)),
        Err(other) => return Err(other),
    };
    let names: Vec<&str> = pending.iter().map(migration::Migration::name).collect();
    Ok((!names.is_empty()).then(|| format!("not yet applied: {}", names.join(", "))))
}

/// Begins a change. SQLite has one writer: it waits here for its turn, where waiting is possible.
pub(crate) async fn begin_write(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let mode = (Engine::of(db) == Engine::Sqlite).then_some(SqliteTransactionMode::Immediate);
    db.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() }).await
}

/// Where servers on one `PostgreSQL` tell each other that the log has grown.
pub(crate) const CHANNEL: &str = "throughline";

/// Tells other servers, with the commit, up to which number the log goes. A SQLite file has one server.
pub(crate) async fn tell(on: &DatabaseTransaction, seq: i64) -> Result<(), DbErr> {
    if Engine::of(on) == Engine::Postgres {
        let told = Func::cust("pg_notify").arg(CHANNEL).arg(seq.to_string());
        on.query_one(&Query::select().expr(told).take()).await?;
    }
    Ok(())
}

/// Whether so many connections can be had without waiting for somebody else's.
pub(crate) fn has_room(db: &DatabaseConnection, wanted: usize) -> bool {
    let (idle, size, most) = match Engine::of(db) {
        Engine::Sqlite => {
            let pool = db.get_sqlite_connection_pool();
            (pool.num_idle(), pool.size(), pool.options().get_max_connections())
        }
        Engine::Postgres => {
            let pool = db.get_postgres_connection_pool();
            (pool.num_idle(), pool.size(), pool.options().get_max_connections())
        }
    };
    idle + usize::try_from(most.saturating_sub(size)).unwrap_or_default() >= wanted
}

/// Begins a reading of one moment, whatever is written meanwhile.
pub(crate) async fn begin_read(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let snapshot = match Engine::of(db) {
        Engine::Sqlite => {
            TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred), ..TransactionOptions::default() }
        }
        Engine::Postgres => TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(sea_orm::AccessMode::ReadOnly),
            ..TransactionOptions::default()
        },
    };
    db.begin_with_options(snapshot).await
}

#[cfg(all(test, feature = "testing"))]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use crate::testing::TestDb;
    use sea_orm::Statement;

    async fn says(db: &impl ConnectionTrait, question: &str) -> String {
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), question)).await.unwrap().unwrap();
        row.try_get_by_index::<String>(0).or_else(|_| row.try_get_by_index::<i32>(0).map(|number| number.to_string())).unwrap()
    }

    async fn stages(db: &impl ConnectionTrait) -> i64 {
        let count = Statement::from_string(db.get_database_backend(), "SELECT count(*) FROM deal_stage");
        db.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    const REMOVE_ONE: &str = "DELETE FROM deal_stage WHERE position = 3";

    #[tokio::test]
    async fn sqlite_keeps_what_it_was_told_and_holds_its_foreign_keys_on_every_connection() {
        let test = TestDb::sqlite().await;
        let db = test.raw().await;
        let (one, two) = (db.begin().await.unwrap(), db.begin().await.unwrap());
        for connection in [&one, &two] {
            assert_eq!(says(connection, "PRAGMA journal_mode").await, "wal");
            assert_eq!(says(connection, "PRAGMA synchronous").await, "2");
            assert_eq!(says(connection, "PRAGMA foreign_keys").await, "1");
            assert_eq!(says(connection, "PRAGMA busy_timeout").await, "5000");
        }
    }

    #[test]
    fn the_url_names_the_engine() {
        assert_eq!(Engine::of_url("sqlite:firm.db"), Some(Engine::Sqlite));
        assert_eq!(Engine::of_url("postgresql://db/firm"), Some(Engine::Postgres));
        assert_eq!(Engine::of_url("mysql://db/firm"), None);
        assert_eq!(Engine::of_url("firm.db"), None);
    }

    crate::both_engines! {
        async fn a_reading_sees_one_moment(db: TestDb) {
            let raw = db.raw().await;
            let read = begin_read(&raw).await.unwrap();
            assert_eq!(stages(&read).await, 7);
            let write = begin_write(&raw).await.unwrap();
            write.execute_unprepared(REMOVE_ONE).await.unwrap();
            write.commit().await.unwrap();
            assert_eq!(stages(&read).await, 7);
            drop(read);
            assert_eq!(stages(&begin_read(&raw).await.unwrap()).await, 6);
        }

        async fn a_change_that_is_dropped_changes_nothing(db: TestDb) {
            let raw = db.raw().await;
            let write = begin_write(&raw).await.unwrap();
            write.execute_unprepared(REMOVE_ONE).await.unwrap();
            drop(write);
            assert_eq!(stages(&raw).await, 7);
        }

        async fn writers_take_turns_instead_of_failing(db: TestDb) {
            let raw = db.raw().await;
            let tasks: Vec<_> = (0..8).map(|_| {
                let raw = raw.clone();
                tokio::spawn(async move {
                    let write = begin_write(&raw).await.unwrap();
                    let before = stages(&write).await;
                    write.execute_unprepared("UPDATE deal_stage SET version = version + 1 WHERE key = 'lead'").await.unwrap();
                    write.commit().await.unwrap();
                    before
                })
            }).collect();
            for task in tasks {
                assert_eq!(task.await.unwrap(), 7);
            }
            assert_eq!(says(&raw, "SELECT version FROM deal_stage WHERE key = 'lead'").await, "9");
        }

        async fn a_schema_of_this_program_is_not_behind_and_a_newer_one_is_noticed(db: TestDb) {
            let raw = db.raw().await;
            assert_eq!(pending(&raw).await.unwrap(), None);
            raw.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 1)").await.unwrap();
            assert!(pending(&raw).await.unwrap().unwrap().contains("m9999_later"));
            raw.execute_unprepared("DELETE FROM seaql_migrations WHERE version IN ('m9999_later', 'm0012_exchange')").await.unwrap();
            assert_eq!(pending(&raw).await.unwrap().unwrap(), "not yet applied: m0012_exchange");
        }
    }
}
