//! `PostgreSQL`'s catalogue.

use super::{Column, ForeignKey, Index, Schema, default, kind, rows};
use sea_orm::{DatabaseConnection, FromQueryResult};

#[derive(FromQueryResult)]
struct Attribute {
    table_name: String,
    name: String,
    declared: String,
    required: bool,
    generated: bool,
    fallback: Option<String>,
}

#[derive(FromQueryResult)]
struct Constraint {
    table_name: String,
    name: String,
    kind: String,
    columns: String,
    target: Option<String>,
    to_columns: Option<String>,
    on_delete: String,
    on_update: String,
    set_null: Option<String>,
    definition: String,
}

#[derive(FromQueryResult)]
struct Indexed {
    table_name: String,
    columns: String,
    is_unique: bool,
    only: Option<String>,
}

const COLUMNS: &str = "SELECT t.relname AS table_name, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS declared,
    a.attnotnull AS required, a.attgenerated <> '' AS generated,
    CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS fallback
    FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname <> 'seaql_migrations'";

const CONSTRAINTS: &str = "SELECT t.relname AS table_name, c.conname::text AS name, c.contype::text AS kind,
    (SELECT coalesce(string_agg(a.attname, ',' ORDER BY k.place), '') FROM unnest(c.conkey) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) AS columns,
    f.relname::text AS target,
    (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(c.confkey) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number) AS to_columns,
    c.confdeltype::text AS on_delete, c.confupdtype::text AS on_update,
    (SELECT string_agg(a.attname, ',') FROM unnest(c.confdelsetcols) k(number)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) AS set_null,
    pg_get_constraintdef(c.oid) AS definition
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid LEFT JOIN pg_class f ON f.oid = c.confrelid
    WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> 'seaql_migrations'";

const INDEXES: &str = "SELECT t.relname AS table_name, i.indisunique AS is_unique, pg_get_expr(i.indpred, i.indrelid) AS only,
    (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) AS columns
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
    WHERE t.relnamespace = 'public'::regnamespace AND NOT i.indisprimary AND t.relname <> 'seaql_migrations'";

pub(super) async fn schema(db: &DatabaseConnection) -> Schema {
    let mut schema = Schema::new();
    for column in rows::<Attribute>(db, COLUMNS).await {
        let described = Column {
            kind: kind(&column.declared),
            declared: column.declared,
            nullable: !column.required,
            generated: column.generated,
            default: column.fallback.as_deref().map(default),
        };
        schema.entry(column.table_name).or_default().columns.insert(column.name, described);
    }
    for constraint in rows::<Constraint>(db, CONSTRAINTS).await {
        let table = schema.entry(constraint.table_name.clone()).or_default();
        match constraint.kind.as_str() {
            "p" => table.primary_key = list(&constraint.columns),
            "f" => drop(table.foreign_keys.insert(link(&constraint))),
            "c" => drop(table.checks.insert(constraint.name, constraint.definition)),
            other => panic!("a constraint of the unexpected kind {other}: {}", constraint.definition),
        }
    }
    for index in rows::<Indexed>(db, INDEXES).await {
        let found = Index::new(list(&index.columns), index.is_unique, index.only.as_deref());
        schema.entry(index.table_name).or_default().indexes.insert(found);
    }
    schema
}

fn list(names: &str) -> Vec<String> {
    names.split(',').map(str::to_owned).collect()
}

fn link(constraint: &Constraint) -> ForeignKey {
    let rule = |letter: &str| match letter {
        "a" => "no action".to_owned(),
        "r" => "restrict".to_owned(),
        "c" => "cascade".to_owned(),
        "n" => constraint.set_null.as_ref().map_or_else(|| "set null".to_owned(), |columns| format!("set null ({columns})")),
        other => panic!("unexpected rule {other}"),
    };
    ForeignKey {
        columns: list(&constraint.columns),
        table: constraint.target.clone().unwrap_or_default(),
        to: list(constraint.to_columns.as_deref().unwrap_or_default()),
        on_delete: rule(&constraint.on_delete),
        on_update: rule(&constraint.on_update),
    }
}
