//! Keys, links, checks and indexes.

use super::Table;
use sea_orm_migration::prelude::*;

/// What happens to a row when the row it points at is deleted.
#[derive(Clone, Copy)]
pub(crate) enum Gone {
    /// It goes too.
    Cascade,
    /// It stays and points at nothing.
    SetNull,
    /// The deletion is refused.
    Refuse,
    /// The deletion is refused unless the same statement sees to this row.
    NoAction,
}

impl From<Gone> for ForeignKeyAction {
    fn from(gone: Gone) -> Self {
        match gone {
            Gone::Cascade => Self::Cascade,
            Gone::SetNull => Self::SetNull,
            Gone::Refuse => Self::Restrict,
            Gone::NoAction => Self::NoAction,
        }
    }
}

impl Table<'_> {
    /// A required UUID that points at `table`'s `id`.
    pub(crate) fn link(self, column: &'static str, table: &'static str, gone: Gone) -> Self {
        self.uuid(column).reference(&[column], table, &["id"], gone, ForeignKeyAction::NoAction)
    }

    /// A UUID that points at `table`'s `id`, or nothing.
    pub(crate) fn link_null(self, column: &'static str, table: &'static str, gone: Gone) -> Self {
        self.uuid_null(column).reference(&[column], table, &["id"], gone, ForeignKeyAction::NoAction)
    }

    /// Points existing columns at several of `table`'s.
    pub(crate) fn link_columns(self, columns: &[&'static str], table: &'static str, to: &[&'static str], gone: Gone) -> Self {
        self.reference(columns, table, to, gone, ForeignKeyAction::NoAction)
    }

    /// Points an existing column at a stage by its key, which an admin may change.
    pub(crate) fn stage(self, column: &'static str) -> Self {
        self.reference(&[column], "deal_stage", &["key"], Gone::Refuse, ForeignKeyAction::Cascade)
    }

    /// Points an existing column at the stage that the row is a part of: it goes with it.
    pub(crate) fn stage_of(self, column: &'static str) -> Self {
        self.reference(&[column], "deal_stage", &["key"], Gone::Cascade, ForeignKeyAction::Cascade)
    }

    fn reference(
        mut self,
        columns: &[&'static str],
        table: &'static str,
        to: &[&'static str],
        gone: Gone,
        renamed: ForeignKeyAction,
    ) -> Self {
        let mut key = ForeignKey::create();
        key.name(format!("{}_{}_fk", self.name, columns.join("_"))).on_delete(gone.into()).on_update(renamed);
        key.from_tbl(self.name).to_tbl(table);
        for (column, target) in columns.iter().zip(to) {
            key.from_col(*column).to_col(*target);
        }
        self.create.foreign_key(&mut key);
        self.links.push(columns.to_vec());
        self
    }

    /// The primary key of a table without an `id`.
    pub(crate) fn key(mut self, columns: &[&'static str]) -> Self {
        let mut key = Index::create();
        columns.iter().for_each(|column| {
            key.col(*column);
        });
        self.create.primary_key(&mut key);
        self.served.push(columns.to_vec());
        self
    }

    /// No two rows share these.
    pub(crate) fn unique(self, columns: &[&'static str]) -> Self {
        let mut index = self.new_index(columns);
        index.unique();
        self.add_index(index, columns)
    }

    /// An index for a query of a page.
    pub(crate) fn index(self, columns: &[&'static str]) -> Self {
        let index = self.new_index(columns);
        self.add_index(index, columns)
    }

    /// An index of the rows for which `only` holds; it serves no foreign key.
    pub(crate) fn index_where(mut self, columns: &[&'static str], only: Expr) -> Self {
        let mut index = self.new_index(columns);
        self.indexes.push(index.and_where(only).take());
        self
    }

    fn new_index(&self, columns: &[&'static str]) -> IndexCreateStatement {
        let mut index = Index::create();
        index.name(format!("{}_{}_idx", self.name, columns.join("_"))).table(self.name);
        columns.iter().for_each(|column| {
            index.col(*column);
        });
        index
    }

    fn add_index(mut self, index: IndexCreateStatement, columns: &[&'static str]) -> Self {
        self.indexes.push(index);
        self.served.push(columns.to_vec());
        self
    }

    /// A rule of the row in portable SQL, named `<table>_<about>`; nothing (NULL) passes.
    pub(crate) fn check(mut self, about: &str, rule: &str) -> Self {
        let name = format!("{}_{about}", self.name).into_iden();
        self.create.check((name, Expr::cust(rule.to_owned())));
        self
    }

    pub(super) fn one_of(self, column: &str, words: &[&str]) -> Self {
        self.check(column, &format!(r#""{column}" IN ('{}')"#, words.join("', '")))
    }
}
