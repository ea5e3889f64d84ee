//! SQLite's pragmas, and its own text of a table for the checks.

use super::{Column, ForeignKey, Index, Schema, Table, default, kind, rows};
use sea_orm::{DatabaseConnection, FromQueryResult};
use std::collections::{BTreeMap, BTreeSet};

#[derive(FromQueryResult)]
struct Named {
    name: String,
    sql: String,
}

#[derive(FromQueryResult)]
struct Info {
    name: String,
    declared: String,
    required: i32,
    fallback: Option<String>,
    key: i32,
    hidden: i32,
}

#[derive(FromQueryResult)]
struct Link {
    id: i32,
    target: String,
    column: String,
    to_column: String,
    on_delete: String,
    on_update: String,
}

#[derive(FromQueryResult)]
struct IndexColumn {
    index_name: String,
    column: String,
    is_unique: i32,
    sql: Option<String>,
}

pub(super) async fn schema(db: &DatabaseConnection) -> Schema {
    let tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'seaql_migrations'";
    let mut schema = Schema::new();
    for table in rows::<Named>(db, tables).await {
        schema.insert(table.name.clone(), describe(db, &table).await);
    }
    schema
}

async fn describe(db: &DatabaseConnection, table: &Named) -> Table {
    let name = &table.name;
    let info = format!(
        "SELECT name, type AS declared, \"notnull\" AS required, dflt_value AS fallback, pk AS key, hidden FROM pragma_table_xinfo('{name}') ORDER BY pk"
    );
    let (mut columns, mut primary_key) = (BTreeMap::new(), Vec::new());
    for info in rows::<Info>(db, info).await {
        if info.key > 0 {
            primary_key.push(info.name.clone());
        }
        let column = Column {
            kind: kind(&info.declared.to_lowercase()),
            declared: info.declared,
            nullable: info.required == 0,
            generated: info.hidden == 3,
            default: info.fallback.as_deref().map(default),
        };
        columns.insert(info.name, column);
    }
    Table { columns, primary_key, foreign_keys: links(db, name).await, indexes: indexes(db, name).await, checks: checks(&table.sql) }
}

async fn links(db: &DatabaseConnection, table: &str) -> BTreeSet<ForeignKey> {
    let links = format!(
        "SELECT id, \"table\" AS target, \"from\" AS \"column\", \"to\" AS to_column, lower(on_delete) AS on_delete, lower(on_update) AS on_update
         FROM pragma_foreign_key_list('{table}') ORDER BY id, seq"
    );
    let mut keys: BTreeMap<i32, ForeignKey> = BTreeMap::new();
    for link in rows::<Link>(db, links).await {
        let key = keys.entry(link.id).or_insert_with(|| ForeignKey {
            columns: Vec::new(),
            table: link.target,
            to: Vec::new(),
            on_delete: link.on_delete,
            on_update: link.on_update,
        });
        key.columns.push(link.column);
        key.to.push(link.to_column);
    }
    keys.into_values().collect()
}

async fn indexes(db: &DatabaseConnection, table: &str) -> BTreeSet<Index> {
    let columns = format!(
        "SELECT l.name AS index_name, i.name AS \"column\", l.\"unique\" AS is_unique,
         (SELECT s.sql FROM sqlite_master s WHERE s.type = 'index' AND s.name = l.name) AS sql
         FROM pragma_index_list('{table}') l, pragma_index_info(l.name) i WHERE l.origin <> 'pk' ORDER BY l.name, i.seqno"
    );
    let mut indexes: BTreeMap<String, (Vec<String>, bool, Option<String>)> = BTreeMap::new();
    for found in rows::<IndexColumn>(db, columns).await {
        indexes.entry(found.index_name).or_insert((Vec::new(), found.is_unique == 1, found.sql)).0.push(found.column);
    }
    let only = |sql: &Option<String>| sql.as_deref().and_then(|sql| sql.split_once(" WHERE ")).map(|(_, only)| only.to_owned());
    indexes.into_values().map(|(columns, unique, sql)| Index::new(columns, unique, only(&sql).as_deref())).collect()
}

/// Every `CONSTRAINT "name" CHECK (…)` of a table's text.
fn checks(sql: &str) -> BTreeMap<String, String> {
    let mut checks = BTreeMap::new();
    for part in sql.split("CONSTRAINT \"").skip(1) {
        let Some((name, rest)) = part.split_once("\" CHECK (") else { continue };
        let mut depth = 1;
        let end = rest.find(|sign| {
            depth += match sign {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        checks.insert(name.to_owned(), rest[..end.unwrap()].to_owned());
    }
    checks
}
