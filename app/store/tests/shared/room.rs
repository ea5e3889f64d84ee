//! An open store on a test's own database, with its key file beside it.

use domain::id::UserId;
use domain::user::{Actor, UserRole};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use store::testing::TestDb;
use store::{Access, Engine, Origin, Store};
use uuid::Uuid;

/// The store and where its key is; the key goes when this is dropped.
pub(crate) struct Room {
    pub(crate) store: Store,
    _place: tempfile::TempDir,
}

impl Room {
    pub(crate) async fn new(db: &TestDb) -> Self {
        let place = tempfile::TempDir::new().unwrap();
        let store = Store::open(db.url(), &place.path().join("keys"), false).await.unwrap();
        Self { store, _place: place }
    }

    /// The program itself.
    pub(crate) fn system(&self) -> Access {
        self.store.system("test", Origin::default())
    }

    pub(crate) fn person(&self, n: u128, role: UserRole) -> Access {
        let client_id = (role == UserRole::Client).then(|| id(0xA));
        self.store.access(Actor { id: id::<UserId>(n), role, client_id }, Origin::default())
    }
}

/// An id that ends in these digits, whatever the table.
pub(crate) fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128((7 << 76) | (2 << 62) | n).into()
}

/// Every row of every table as text, sorted; what the scopes cannot touch must leave this as it is.
pub(crate) async fn everything(db: &TestDb) -> Vec<String> {
    let raw = db.raw().await;
    let tables = match db.engine() {
        Engine::Sqlite => "SELECT name AS t FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
        Engine::Postgres => "SELECT tablename::text AS t FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
    };
    let mut all = Vec::new();
    for table in texts(&raw, tables).await {
        let rows = match db.engine() {
            Engine::Postgres => format!(r#"SELECT '{table} ' || x::text AS t FROM "{table}" AS x"#),
            Engine::Sqlite => {
                let columns = texts(&raw, &format!("SELECT name AS t FROM pragma_table_xinfo('{table}')")).await;
                let quoted: Vec<String> = columns.iter().map(|column| format!(r#"quote("{column}")"#)).collect();
                format!(r#"SELECT '{table} ' || {} AS t FROM "{table}""#, quoted.join(" || ',' || "))
            }
        };
        all.extend(texts(&raw, &rows).await);
    }
    all.sort();
    all
}

/// The one text column `t` of a query.
pub(crate) async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "t").unwrap()).collect()
}
