//! A store on a fresh database, and a look at every table.

use exchange::{ImportError, Job, Mapping, Report, run};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::collections::BTreeMap;
use std::path::PathBuf;
use store::testing::TestDb;
use store::{Access, Origin, Store};

/// The public set's mapping.
pub const PUBLIC: &str = "crm-sales-opportunities";

/// A database and the import's door to it.
pub struct World {
    pub db: TestDb,
    pub store: Store,
    pub access: Access,
    _keys: tempfile::TempDir,
}

impl World {
    pub async fn new(db: TestDb) -> Self {
        let keys = tempfile::tempdir().unwrap();
        let store = Store::open(db.url(), &keys.path().join("keys"), false).await.unwrap();
        let access = store.system("import", Origin::default());
        Self { db, store, access, _keys: keys }
    }

    pub async fn import_paths(&self, files: Vec<PathBuf>) -> Result<Report, ImportError> {
        run(&self.access, Job::new(Mapping::load(PUBLIC)?, files), |_| ()).await
    }

    pub async fn number(&self, sql: &str) -> i64 {
        let backend = match self.store.engine() {
            store::Engine::Sqlite => DbBackend::Sqlite,
            store::Engine::Postgres => DbBackend::Postgres,
        };
        let row = self
            .db
            .raw()
            .await
            .query_one_raw(Statement::from_string(backend, format!("SELECT CAST(({sql}) AS BIGINT) AS n")))
            .await
            .unwrap();
        row.unwrap().try_get("", "n").unwrap()
    }

    /// How many rows each table has that an import could touch.
    pub async fn counts(&self) -> BTreeMap<&'static str, i64> {
        let mut counts = BTreeMap::new();
        for table in [
            "user",
            "client",
            "client_assignment",
            "opportunity",
            "opportunity_stage_change",
            "opportunity_team_member",
            "external_ref",
            "import_run",
            "import_change",
            "audit_log",
        ] {
            counts.insert(table, self.number(&format!(r#"SELECT count(*) FROM "{table}""#)).await);
        }
        counts
    }
}
