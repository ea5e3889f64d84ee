//! `PostgreSQL`: a template that is migrated once per schema, and a copy of it for each test.
#![expect(clippy::expect_used, reason = "a test without its database stops here")]

use super::cluster;
use crate::engine;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};
use std::sync::OnceLock;

/// The server's own database, through which others are made and dropped.
static ADMIN: OnceLock<String> = OnceLock::new();
static TEMPLATE: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();

/// A database that is dropped with this, whoever is still connected.
#[derive(Debug)]
pub(super) struct Dropped {
    name: String,
}

/// The URL of a fresh database, and what drops it.
pub(super) async fn copy_of_template() -> (String, Dropped) {
    let template = TEMPLATE.get_or_init(template).await;
    let name = format!("throughline_test_{}", uuid::Uuid::now_v7().simple());
    let admin = connect(admin()).await.expect("the PostgreSQL server for tests can be reached");
    admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.expect("the template can be copied");
    admin.close().await.expect("the connection can be closed");
    (url(&name), Dropped { name })
}

fn admin() -> &'static str {
    ADMIN.get_or_init(|| std::env::var("TEST_DATABASE_URL").unwrap_or_else(|_| cluster::url()))
}

/// The admin URL with another database in its path.
fn url(database: &str) -> String {
    let (before, query) = admin().split_once('?').map_or((admin(), None), |(before, query)| (before, Some(query)));
    let authority = before.find("://").map_or(0, |at| at + 3);
    let end = before.get(authority..).and_then(|rest| rest.find('/')).map_or(before.len(), |slash| authority + slash);
    let server = before.get(..end).unwrap_or(before);
    query.map_or_else(|| format!("{server}/{database}"), |query| format!("{server}/{database}?{query}"))
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false).map_sqlx_postgres_opts(|server: PgConnectOptions| server.application_name("tests"));
    Database::connect(options).await
}

/// Made under another name and renamed when it is whole; processes that want it at once take turns.
async fn template() -> String {
    let name = format!("throughline_template_{:016x}", migration::fingerprint());
    let admin = connect(admin()).await.expect("the PostgreSQL server for tests can be reached; is TEST_DATABASE_URL right?");
    admin.execute_unprepared("SELECT pg_advisory_lock(7481294)").await.expect("the template can be locked");
    let known = Statement::from_string(DbBackend::Postgres, format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"));
    if admin.query_one_raw(known).await.expect("the server lists its databases").is_none() {
        let draft = format!("{name}_draft");
        for statement in [format!("DROP DATABASE IF EXISTS {draft}"), format!("CREATE DATABASE {draft}")] {
            admin.execute_unprepared(&statement).await.expect("this user may create databases");
        }
        let db = engine::connect(&url(&draft)).await.expect("the template can be opened");
        engine::migrate(&db).await.expect("the migrations run on PostgreSQL");
        db.close().await.expect("the template can be closed");
        admin.execute_unprepared(&format!("ALTER DATABASE {draft} RENAME TO {name}")).await.expect("the template can be renamed");
    }
    admin.close().await.expect("the connection can be closed");
    name
}

impl Drop for Dropped {
    /// On a thread of its own, because the test's runtime cannot be waited on from here.
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(async {
                let admin = connect(admin()).await.ok()?;
                admin.execute_unprepared(&statement).await.ok()?;
                admin.close().await.ok()
            })
        });
        drop(dropping.join());
    }
}
