//! What a database says of itself, in one form for both engines.

mod postgres;
mod sqlite;

use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult, Statement};
use std::collections::{BTreeMap, BTreeSet};
use store::Engine;
use store::testing::TestDb;

/// Every table but the migrator's own.
pub(crate) type Schema = BTreeMap<String, Table>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) columns: BTreeMap<String, Column>,
    pub(crate) primary_key: Vec<String>,
    pub(crate) foreign_keys: BTreeSet<ForeignKey>,
    /// Indexes by their columns: unique or not, and for partial ones that they are.
    pub(crate) indexes: BTreeSet<Index>,
    /// Rules by name, without the engine's punctuation.
    pub(crate) checks: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// `uuid`, `text`, `int`, `timestamp`, `date`, `bool` or `bytes`.
    pub(crate) kind: &'static str,
    /// As the engine writes the type.
    pub(crate) declared: String,
    pub(crate) nullable: bool,
    pub(crate) generated: bool,
    pub(crate) default: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ForeignKey {
    pub(crate) columns: Vec<String>,
    pub(crate) table: String,
    pub(crate) to: Vec<String>,
    pub(crate) on_delete: String,
    pub(crate) on_update: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Index {
    pub(crate) columns: Vec<String>,
    pub(crate) unique: bool,
    pub(crate) partial: bool,
    /// Of its first column it leaves out only what is nothing, which nobody looks for by a value.
    pub(crate) present: bool,
}

impl Index {
    fn new(columns: Vec<String>, unique: bool, only: Option<&str>) -> Self {
        let present = columns.first().map(|first| format!("{first} IS NOT NULL"));
        let only = only.map(|only| only.replace(['"', '(', ')'], ""));
        Self { unique, partial: only.is_some(), present: only.is_some() && only == present, columns }
    }
}

pub(crate) async fn schema(db: &TestDb) -> Schema {
    let raw = db.raw().await;
    match db.engine() {
        Engine::Sqlite => sqlite::schema(&raw).await,
        Engine::Postgres => postgres::schema(&raw).await,
    }
}

async fn rows<T: FromQueryResult>(db: &DatabaseConnection, sql: impl Into<String>) -> Vec<T> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| T::from_query_result(row, "").unwrap()).collect()
}

fn kind(declared: &str) -> &'static str {
    match declared {
        "uuid" | "uuid_text" => "uuid",
        "text" => "text",
        "integer" | "bigint" => "int",
        "timestamp with time zone" | "timestamp_with_timezone_text" => "timestamp",
        "date" | "date_text" => "date",
        "boolean" => "bool",
        "blob" | "bytea" => "bytes",
        other => panic!("the type {other} is not one that both engines have"),
    }
}

/// A default without quotes and casts.
fn default(text: &str) -> String {
    let text = text.split("::").next().unwrap_or(text).trim_matches('\'');
    match text {
        "true" | "TRUE" => "1".into(),
        "false" | "FALSE" => "0".into(),
        other => other.into(),
    }
}
