//! What was removed, as the audit log keeps it: for who takes their own removal back.

use super::Write;
use crate::access::Principal;
use crate::error::DbError;
use crate::row;
use crate::table::audit_log::{Column, Entity, Model};
use chrono::{DateTime, Utc};
use domain::audit::AuditAction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;

impl Write {
    /// The row as it stood when this person removed it, if that was its last removal and not before `since`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn removed<E: EntityTrait>(&self, id: &str, since: DateTime<Utc>) -> Result<Option<Value>, DbError> {
        Ok(self.removal::<E>(id, since).await?.and_then(|row| before(&row)))
    }

    /// The rows of a joined table that went in the same act as the row of this id, each as it stood: those whose key begins
    /// with it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn parts_removed<W: EntityTrait, P: EntityTrait>(&self, id: &str, since: DateTime<Utc>) -> Result<Vec<Value>, DbError> {
        let Some(whole) = self.removal::<W>(id, since).await? else { return Ok(Vec::new()) };
        let parts = Entity::find()
            .filter(Column::ResourceType.eq(row::resource::<P>()))
            .filter(Column::ResourceId.gte(format!("{id}:")))
            .filter(Column::ResourceId.lt(format!("{id};")))
            .filter(Column::Action.eq(AuditAction::Delete))
            // What one transaction writes down has one moment, and no two have the same: they write one after the other.
            .filter(Column::Timestamp.eq(whole.timestamp))
            .order_by_asc(Column::Seq)
            .all(&self.transaction)
            .await?;
        Ok(parts.iter().filter_map(before).collect())
    }

    async fn removal<E: EntityTrait>(&self, id: &str, since: DateTime<Utc>) -> Result<Option<Model>, DbError> {
        let Principal::Person(actor) = &self.principal else { return Ok(None) };
        let last = Entity::find()
            .filter(Column::ResourceType.eq(row::resource::<E>()))
            .filter(Column::ResourceId.eq(id))
            .filter(Column::Action.eq(AuditAction::Delete))
            .order_by_desc(Column::Seq)
            .one(&self.transaction)
            .await?;
        Ok(last.filter(|row| row.user_id == Some(actor.id) && row.timestamp >= since))
    }
}

fn before(row: &Model) -> Option<Value> {
    let changes: Value = serde_json::from_str(row.changes.as_deref()?).ok()?;
    changes.get("before").cloned()
}
