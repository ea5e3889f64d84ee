//! A fresh, really migrated database for each test, on either engine; never skipped, never shared.
//!
//! `PostgreSQL` is the server that `TEST_DATABASE_URL` names (as a user who may create databases), else a throw-away
//! one that the first test starts and that stops by itself when the last test process has gone.

mod cluster;
mod office;
mod postgres;
mod sqlite;
mod words;

pub use office::{Colleague, Office};
pub use words::{ago, id, refused};

use crate::engine::{self, Engine};
use sea_orm::{DatabaseConnection, DbErr};

/// A database of its own, gone when this is dropped.
#[derive(Debug)]
pub struct TestDb {
    url: String,
    engine: Engine,
    raw: tokio::sync::OnceCell<DatabaseConnection>,
    /// Removes the database; dropped last.
    _place: Place,
}

#[derive(Debug)]
enum Place {
    File { _directory: tempfile::TempDir },
    Server { _database: postgres::Dropped },
}

impl TestDb {
    /// A migrated database on the engine.
    pub async fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::sqlite().await,
            Engine::Postgres => Self::postgres().await,
        }
    }

    /// A migrated SQLite file.
    pub async fn sqlite() -> Self {
        let (url, directory) = sqlite::copy_of_template().await;
        Self::at(url, Engine::Sqlite, Place::File { _directory: directory })
    }

    /// A migrated `PostgreSQL` database.
    pub async fn postgres() -> Self {
        let (url, database) = postgres::copy_of_template().await;
        Self::at(url, Engine::Postgres, Place::Server { _database: database })
    }

    fn at(url: String, engine: Engine, place: Place) -> Self {
        Self { url, engine, raw: tokio::sync::OnceCell::new(), _place: place }
    }

    /// Where it is, as the program's configuration would say it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Which engine it is on.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// A bare connection, past every scope; opened once, then the same pool.
    #[expect(clippy::expect_used, reason = "a test without its database stops here")]
    pub async fn raw(&self) -> DatabaseConnection {
        let open = || async { engine::connect(&self.url).await.expect("the test's own database can be opened") };
        self.raw.get_or_init(open).await.clone()
    }

    /// Migrates, as the program does when it starts.
    ///
    /// # Errors
    /// A migration fails.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        engine::migrate(&self.raw().await).await
    }
}

/// Runs each test once on SQLite and once on `PostgreSQL`, as `name::sqlite` and `name::postgres`.
///
/// ```ignore
/// store::both_engines! {
///     async fn a_deal_can_be_renamed(db: TestDb) {
///         let connection = db.raw().await;
///     }
/// }
/// ```
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($db:ident: $type:ty) $(-> $result:ty)? $body:block)+) => {$(
        $(#[$meta])*
        async fn $name($db: $type) $(-> $result)? $body

        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() $(-> $result)? {
                super::$name($crate::testing::TestDb::sqlite().await).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() $(-> $result)? {
                super::$name($crate::testing::TestDb::postgres().await).await
            }
        }
    )+};
}
