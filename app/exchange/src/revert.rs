//! Taking an import back: what it made goes, newest first, what it changed is as before, and nobody's work is lost.

mod attached;
mod rows;

use crate::ledger;
use chrono::{DateTime, Utc};
use domain::AppError;
use domain::audit::AuditAction;
use domain::id::ImportRunId;
use rows::{Rows, Touched};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use serde::Serialize;
use std::sync::{Arc, Mutex};
use store::table::{external_ref, import_change, import_run};
use store::{Access, DbError, Handle, Write};

/// Rows that one statement names.
const PER_STATEMENT: usize = 500;

/// Why an import was not taken back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RevertError {
    /// There is no such import.
    #[error("there is no import {0}; the report of an import ends with its id")]
    Unknown(ImportRunId),
    /// It has been done.
    #[error("the import {0} was taken back already, on {1}")]
    Already(ImportRunId, String),
    /// People have worked with it since.
    #[error("the import cannot be taken back, because it has been worked with since:\n  {}", .0.join("\n  "))]
    Worked(Vec<String>),
    /// The database refused.
    #[error("{0}")]
    Db(#[from] DbError),
}

/// What was taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reverted {
    /// Rows that the import had made and that are gone, with what hung on them.
    pub deleted: u64,
    /// Rows that it had changed and that are as before.
    pub restored: u64,
    /// Rows that somebody had deleted already.
    pub gone: u64,
}

impl std::fmt::Display for Reverted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [deleted, restored, gone] = [self.deleted, self.restored, self.gone].map(crate::report::grouped);
        write!(f, "{deleted} rows removed, {restored} restored; {gone} were gone already")
    }
}

/// Takes an import back, in one transaction. The access must be the program's own, as for the import.
///
/// # Errors
/// There is nothing to take back, or somebody has worked with what the import left: then each such record is named.
pub async fn revert(access: &Access, run: ImportRunId) -> Result<Reverted, RevertError> {
    let refused: Arc<Mutex<Option<RevertError>>> = Arc::default();
    let slot = Arc::clone(&refused);
    let done = access
        .write_in_bulk(move |write| {
            Box::pin(async move {
                match take_back(write, run).await {
                    Ok(reverted) => Ok(reverted),
                    Err(RevertError::Db(error)) => Err(error),
                    Err(refusal) => {
                        if let Ok(mut slot) = slot.lock() {
                            *slot = Some(refusal);
                        }
                        Err(AppError::Malformed.into())
                    }
                }
            })
        })
        .await;
    match refused.lock().ok().and_then(|mut slot| slot.take()) {
        Some(refusal) => Err(refusal),
        None => Ok(done?),
    }
}

async fn take_back(write: &mut Write, id: ImportRunId) -> Result<Reverted, RevertError> {
    write.serialise().await?;
    let run = write.find::<import_run::Entity>().by_id(id).one(write).await?.ok_or(RevertError::Unknown(id))?;
    if let Some(at) = run.reverted_at {
        return Err(RevertError::Already(id, domain::date::moment(at)));
    }
    let changes = write
        .find::<import_change::Entity>()
        .filter(import_change::Column::RunId.eq(id))
        .shape(|query| query.order_by_desc(import_change::Column::Seq))
        .all(write)
        .await?;
    let touched: Vec<Touched> = changes.into_iter().map(Touched::read).collect::<Result<_, _>>()?;
    let mut rows = Rows::load(write, &touched).await?;
    let mut obstacles = rows.changed_since(&touched);
    obstacles.extend(attached::since(write, &touched, &rows).await?);
    if !obstacles.is_empty() {
        return Err(RevertError::Worked(obstacles));
    }
    let reverted = rows.undo(write, &touched).await?;
    unlink(write, &touched).await?;
    finish(write, id, store::id::now(), reverted).await?;
    Ok(reverted)
}

/// Forgets the other system's keys of what is gone.
async fn unlink(write: &mut Write, touched: &[Touched]) -> Result<(), DbError> {
    let deals: Vec<uuid::Uuid> = touched.iter().filter(|row| row.created && row.table == "opportunity").filter_map(Touched::id).collect();
    for some in deals.chunks(PER_STATEMENT) {
        let links = external_ref::Entity::delete_many()
            .filter(external_ref::Column::ResourceType.eq("opportunity"))
            .filter(external_ref::Column::ResourceId.is_in(some.iter().copied()));
        write.housekeep(&links.into_query()).await?;
    }
    Ok(())
}

async fn finish(write: &mut Write, id: ImportRunId, at: DateTime<Utc>, reverted: Reverted) -> Result<(), DbError> {
    let end = import_run::ActiveModel { reverted_at: Set(Some(at)), ..Default::default() };
    write.housekeep(&import_run::Entity::update_many().set(end).filter(import_run::Column::Id.eq(id)).into_query()).await?;
    let said = serde_json::json!({ "after": { "reverted_at": at, "deleted": reverted.deleted, "restored": reverted.restored } });
    write.note(AuditAction::Update, "import_run", Some(id.to_string()), Some(said));
    Ok(())
}

/// A row that is restored has a new version; the import that had left it so must know, or it could not be taken back.
async fn tell_earlier(write: &mut Write, run: ImportRunId, table: &str, restored: &[(String, i32, i32)]) -> Result<(), DbError> {
    for some in restored.chunks(PER_STATEMENT) {
        let earlier = write
            .find::<import_change::Entity>()
            .filter(import_change::Column::ResourceType.eq(table))
            .filter(import_change::Column::ResourceId.is_in(some.iter().map(|(key, ..)| key.as_str())))
            .filter(import_change::Column::RunId.ne(run))
            .all(write)
            .await?;
        for change in earlier {
            let Some(now) = some.iter().find(|(key, found, _)| *key == change.resource_id && ledger::left(&change) == Some(*found)) else {
                continue;
            };
            let before = change.before.as_deref().and_then(|before| serde_json::from_str::<serde_json::Value>(before).ok());
            let Some(serde_json::Value::Object(mut before)) = before else { continue };
            before.insert("left".into(), now.2.into());
            let known =
                import_change::ActiveModel { before: Set(Some(serde_json::Value::Object(before).to_string())), ..Default::default() };
            write
                .housekeep(&import_change::Entity::update_many().set(known).filter(import_change::Column::Id.eq(change.id)).into_query())
                .await?;
        }
    }
    Ok(())
}
