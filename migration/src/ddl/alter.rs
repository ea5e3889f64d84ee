//! Columns that an existing table gets later. SQLite adds columns one statement each, and only ones that need nothing
//! of the rows that are there: a default, or nothing.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// One existing table.
pub(crate) struct Alter<'a> {
    manager: &'a SchemaManager<'a>,
    table: &'static str,
}

impl<'a> Alter<'a> {
    /// Of this table.
    pub(crate) const fn new(manager: &'a SchemaManager<'a>, table: &'static str) -> Self {
        Self { manager, table }
    }

    async fn add(&self, column: &mut ColumnDef, rule: &str) -> Result<(), DbErr> {
        let text = matches!(column.get_column_type(), Some(ColumnType::Text)) && self.manager.get_database_backend() == DbBackend::Postgres;
        let order = if text { "COLLATE \"C\" " } else { "" };
        column.extra(format!("{order}{rule}"));
        self.manager.alter_table(sea_query::Table::alter().table(self.table).add_column(column).take()).await
    }

    /// One of a closed list of words; the first unless told otherwise.
    pub(crate) async fn word(&self, name: &'static str, words: &[&str]) -> Result<(), DbErr> {
        let rule = format!(r#"CONSTRAINT "{}_{name}" CHECK ("{name}" IN ('{}'))"#, self.table, words.join("', '"));
        self.add(ColumnDef::new(name).text().not_null().default(words.first().copied().unwrap_or_default()), &rule).await
    }

    /// Text of at most `longest` characters, empty unless told.
    pub(crate) async fn text(&self, name: &'static str, longest: u32) -> Result<(), DbErr> {
        let rule = format!(r#"CONSTRAINT "{}_{name}" CHECK (length("{name}") <= {longest})"#, self.table);
        self.add(ColumnDef::new(name).text().not_null().default(""), &rule).await
    }

    /// Text of at most `longest` characters, or nothing.
    pub(crate) async fn text_null(&self, name: &'static str, longest: u32) -> Result<(), DbErr> {
        let rule = format!(r#"CONSTRAINT "{}_{name}" CHECK (length("{name}") <= {longest})"#, self.table);
        self.add(ColumnDef::new(name).text().null(), &rule).await
    }

    /// Yes or no; no unless told.
    pub(crate) async fn flag(&self, name: &'static str) -> Result<(), DbErr> {
        self.add(ColumnDef::new(name).boolean().not_null().default(false), "").await
    }

    /// A moment, or nothing.
    pub(crate) async fn at_null(&self, name: &'static str) -> Result<(), DbErr> {
        self.add(ColumnDef::new(name).timestamp_with_time_zone().null(), "").await
    }

    /// A UUID that points at `table`'s `id`, or nothing, as it does once that row is gone; with its index.
    pub(crate) async fn link_null(&self, name: &'static str, table: &'static str) -> Result<(), DbErr> {
        let key = format!("{}_{name}_fk", self.table);
        let rule = format!(r#"CONSTRAINT "{key}" REFERENCES "{table}" ("id") ON DELETE SET NULL ON UPDATE NO ACTION"#);
        self.add(ColumnDef::new(name).uuid().null(), &rule).await?;
        let index = format!("{}_{name}_idx", self.table);
        self.manager.create_index(Index::create().name(index).table(self.table).col(name).take()).await
    }
}
