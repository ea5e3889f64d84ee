//! What was changed in a row since somebody saw it: the audit log knows.

use super::Write;
use crate::error::DbError;
use crate::row;
use crate::table::audit_log::{Column, Entity};
use domain::audit::AuditAction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// How far back the log of one row is read.
const CHANGES_READ: u64 = 200;

/// What a person typed over a value of a row.
#[derive(Clone, Copy, Debug)]
pub struct TypedOver<'a> {
    /// The version of the row that they saw.
    pub seen: i32,
    /// The row's version now.
    pub now: i32,
    /// The value now, as it is edited.
    pub theirs: &'a str,
    /// What they typed.
    pub yours: &'a str,
}

impl Write {
    /// Whether what a person typed would replace a value that somebody else wrote since. A change of another column is no
    /// conflict: nothing that this person saw is overwritten.
    ///
    /// # Errors
    /// The database fails.
    pub async fn overtaken<E: EntityTrait>(&self, id: &str, column: &str, typed: TypedOver<'_>) -> Result<bool, DbError> {
        let same = typed.seen == typed.now || typed.theirs == typed.yours.trim();
        Ok(!same && self.changed_since::<E>(id, column, typed.seen).await?)
    }

    /// Whether a column of a row was changed after a version that somebody saw. The audit log knows; what lies further
    /// back than it is worth reading counts as changed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn changed_since<E: EntityTrait>(&self, id: &str, column: &str, version: i32) -> Result<bool, DbError> {
        let changes = self.changes_of::<E>(id).await?;
        let full = changes.len() as u64 == CHANGES_READ;
        let made = |changes: &serde_json::Value| changes["after"]["version"].as_i64().unwrap_or(0);
        let beyond = full && changes.last().is_some_and(|oldest| made(oldest) > i64::from(version) + 1);
        Ok(beyond || changes.iter().any(|changes| made(changes) > i64::from(version) && touches(changes, column)))
    }

    /// What the last change of a column of a row made of that row: every column that changed, before and after. The audit
    /// log knows; none if it lies further back than is worth reading.
    ///
    /// # Errors
    /// The database fails.
    pub async fn last_change<E: EntityTrait>(&self, id: &str, column: &str) -> Result<Option<serde_json::Value>, DbError> {
        let changes = self.changes_of::<E>(id).await?;
        Ok(changes.into_iter().find(|changes| touches(changes, column)))
    }

    /// The latest changes of a row, the newest first.
    async fn changes_of<E: EntityTrait>(&self, id: &str) -> Result<Vec<serde_json::Value>, DbError> {
        let rows = Entity::find()
            .filter(Column::ResourceType.eq(row::resource::<E>()))
            .filter(Column::ResourceId.eq(id))
            .filter(Column::Action.eq(AuditAction::Update))
            .order_by_desc(Column::Seq)
            .limit(CHANGES_READ)
            .all(&self.transaction)
            .await?;
        // A row whose changes do not read stands for nothing, and still counts.
        Ok(rows.iter().map(|row| row.changes.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()).collect())
    }
}

fn touches(changes: &serde_json::Value, column: &str) -> bool {
    ["before", "after"].iter().any(|side| changes[*side].get(column).is_some())
}
