//! Every row of every table, so that a denied request can be shown to have changed nothing.

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::collections::BTreeSet;
use store::Engine;
use store::testing::TestDb;

/// What a denied request may write: a line in the log, a counted try.
const MAY_GROW: &[&str] = &["audit_log", "audit_head", "credential_attempt"];

/// All rows as text but those of the log and the throttle, and without when a session was last seen.
pub(crate) async fn everything(db: &TestDb) -> BTreeSet<String> {
    rows(&db.raw().await, db.engine()).await
}

/// The same of any open database.
pub(crate) async fn rows(raw: &DatabaseConnection, engine: Engine) -> BTreeSet<String> {
    let tables = match engine {
        Engine::Sqlite => "SELECT name AS t FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        Engine::Postgres => "SELECT tablename::text AS t FROM pg_tables WHERE schemaname = 'public'",
    };
    let mut all = BTreeSet::new();
    for table in texts(raw, tables).await.into_iter().filter(|table| !MAY_GROW.contains(&table.as_str())) {
        let rows = match engine {
            Engine::Postgres => format!(r#"SELECT '{table} ' || (to_jsonb(x) - 'last_seen_at')::text AS t FROM "{table}" AS x"#),
            Engine::Sqlite => {
                let columns = texts(raw, &format!("SELECT name AS t FROM pragma_table_xinfo('{table}')")).await;
                let kept = columns.iter().filter(|column| *column != "last_seen_at");
                let quoted: Vec<String> = kept.map(|column| format!(r#"quote("{column}")"#)).collect();
                format!(r#"SELECT '{table} ' || {} AS t FROM "{table}""#, quoted.join(" || ',' || "))
            }
        };
        all.extend(texts(raw, &rows).await);
    }
    assert!(all.len() > 7, "the snapshot holds the stages at least");
    all
}

/// What differs between two moments, a few lines of it.
pub(crate) fn difference(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Vec<String> {
    let gone = before.difference(after).map(|row| format!("- {row}"));
    let new = after.difference(before).map(|row| format!("+ {row}"));
    gone.chain(new).take(8).map(|row| row.chars().take(300).collect()).collect()
}

/// The one text column `t` of a query.
pub(crate) async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "t").unwrap()).collect()
}
