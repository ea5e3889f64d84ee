//! A short way to write a table once for both engines.
//!
//! What it adds to `SeaQuery`: named checks (`<table>_<column>` on both engines, so that a violation can be told
//! apart), byte order for every text on `PostgreSQL` (SQLite's own order), and an index for every foreign key
//! that no other index serves.

mod alter;
mod column;
mod constraint;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

pub(crate) use alter::Alter;
pub(crate) use constraint::Gone;

/// One table being written down; `create` sends it.
pub(crate) struct Table<'a> {
    manager: &'a SchemaManager<'a>,
    name: &'static str,
    create: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
    /// The column lists that an index, a key or a unique constraint already serves, and those of foreign keys.
    served: Vec<Vec<&'static str>>,
    links: Vec<Vec<&'static str>>,
}

impl<'a> Table<'a> {
    /// Begins a table.
    pub(crate) fn new(manager: &'a SchemaManager<'a>, name: &'static str) -> Self {
        let create = sea_query::Table::create().table(name).take();
        Self { manager, name, create, indexes: Vec::new(), served: Vec::new(), links: Vec::new() }
    }

    /// Creates the table, then its indexes.
    pub(crate) async fn create(mut self) -> Result<(), DbErr> {
        for columns in std::mem::take(&mut self.links) {
            if !self.served.iter().any(|served| served.starts_with(&columns)) {
                self = self.index(&columns);
            }
        }
        self.manager.create_table(self.create).await?;
        for index in self.indexes {
            self.manager.create_index(index).await?;
        }
        Ok(())
    }

    fn postgres(&self) -> bool {
        self.manager.get_database_backend() == DbBackend::Postgres
    }
}

/// Runs statements that only one engine needs.
pub(crate) async fn only(manager: &SchemaManager<'_>, engine: DbBackend, statements: &[&str]) -> Result<(), DbErr> {
    if manager.get_database_backend() == engine {
        for statement in statements {
            manager.get_connection().execute_unprepared(statement).await?;
        }
    }
    Ok(())
}
