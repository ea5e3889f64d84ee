//! What an import touched, row by row, so that it can be taken back.

use crate::report::FileReport;
use crate::snapshot;
use chrono::{DateTime, Utc};
use domain::audit::AuditAction;
use domain::id::{ImportRunId, UserId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ModelTrait, QueryFilter, QueryTrait};
use serde_json::json;
use std::collections::HashSet;
use store::table::{import_change, import_run};
use store::{DbError, Handle, Row, Write};

const PER_STATEMENT: usize = 2_000;

/// The run and what it has touched so far. The run's row is written with the first change, so that an import that
/// changes nothing leaves nothing.
pub(crate) struct Ledger {
    pub(crate) run: ImportRunId,
    pub(crate) begun: bool,
    source: String,
    mapping: String,
    files: String,
    started_by: Option<UserId>,
    started_at: DateTime<Utc>,
    seq: i64,
    pending: Vec<import_change::ActiveModel>,
    counts: [u64; 4],
}

impl Ledger {
    pub(crate) fn new(source: String, mapping: String, files: String, started_by: Option<UserId>, started_at: DateTime<Utc>) -> Self {
        let run = store::id::fresh();
        Self { run, begun: false, source, mapping, files, started_by, started_at, seq: 0, pending: Vec::new(), counts: [0; 4] }
    }

    /// A row was made.
    pub(crate) fn created<E: Row>(&mut self, model: &E::Model)
    where
        E::Model: ModelTrait<Entity = E>,
    {
        self.push::<E>(model, "created", &json!({ "left": version::<E>(model) }));
    }

    /// A row was changed.
    pub(crate) fn updated<E: Row>(&mut self, before: &E::Model, after: &E::Model)
    where
        E::Model: ModelTrait<Entity = E>,
    {
        let old = snapshot::replaced::<E>(before, after);
        self.push::<E>(after, "updated", &json!({ "left": version::<E>(after), "found": version::<E>(before), "old": old }));
    }

    fn push<E: Row>(&mut self, model: &E::Model, kind: &str, before: &serde_json::Value)
    where
        E::Model: ModelTrait<Entity = E>,
    {
        self.seq += 1;
        self.pending.push(import_change::ActiveModel {
            id: Set(store::id::fresh()),
            run_id: Set(self.run),
            seq: Set(self.seq),
            resource_type: Set(E::default().table_name().to_owned()),
            resource_id: Set(snapshot::key::<E>(model)),
            kind: Set(kind.to_owned()),
            before: Set(Some(before.to_string())),
        });
    }

    /// Writes down what has been touched since the last time. Bookkeeping: the rows themselves are in the audit log.
    pub(crate) async fn flush(&mut self, write: &mut Write) -> Result<(), DbError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        if !self.begun {
            let row = import_run::ActiveModel {
                id: Set(self.run),
                source: Set(self.source.clone()),
                mapping: Set(self.mapping.clone()),
                file: Set(self.files.clone()),
                started_by: Set(self.started_by),
                started_at: Set(self.started_at),
                ..Default::default()
            };
            write.bookkeep::<import_run::Entity>(row).await?;
            self.begun = true;
        }
        let mut rows = std::mem::take(&mut self.pending).into_iter().peekable();
        while rows.peek().is_some() {
            let chunk: Vec<_> = rows.by_ref().take(PER_STATEMENT).collect();
            write.housekeep(&import_change::Entity::insert_many(chunk).into_query()).await?;
        }
        Ok(())
    }

    /// Ends a file: the run's counts, and one audit row that says which file it was.
    pub(crate) async fn close(&mut self, write: &mut Write, file: &FileReport) -> Result<(), DbError> {
        self.flush(write).await?;
        for (sum, count) in self.counts.iter_mut().zip([file.new, file.updated, file.unchanged, file.rejected]) {
            *sum += count;
        }
        if !self.begun {
            return Ok(());
        }
        let [created, updated, unchanged, rejected] = self.counts.map(|count| i32::try_from(count).unwrap_or(i32::MAX));
        let end = import_run::ActiveModel {
            finished_at: Set(Some(store::id::now())),
            created_rows: Set(created),
            updated_rows: Set(updated),
            unchanged_rows: Set(unchanged),
            rejected_rows: Set(rejected),
            ..Default::default()
        };
        let this = import_run::Column::Id.eq(self.run);
        write.housekeep(&import_run::Entity::update_many().set(end).filter(this).into_query()).await?;
        let said =
            json!({ "file": file.file, "new": file.new, "updated": file.updated, "unchanged": file.unchanged, "rejected": file.rejected });
        write.note(AuditAction::Create, "import_run", Some(self.run.to_string()), Some(json!({ "after": said })));
        Ok(())
    }
}

/// Of these rows (key and version), the ones that people have changed since an import left them.
pub(crate) async fn changed_since(on: &Write, table: &str, rows: &[(String, i32)]) -> Result<HashSet<String>, DbError> {
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    let reverted = import_run::Entity::find().filter(import_run::Column::RevertedAt.is_not_null());
    let reverted = sea_orm::QuerySelect::column(sea_orm::QuerySelect::select_only(reverted), import_run::Column::Id).into_query();
    let found = on
        .find::<import_change::Entity>()
        .filter(import_change::Column::ResourceType.eq(table))
        .filter(import_change::Column::ResourceId.is_in(rows.iter().map(|(key, _)| key.as_str())))
        .filter(import_change::Column::RunId.not_in_subquery(reverted))
        .shape(|query| sea_orm::QueryOrder::order_by_asc(query, import_change::Column::Id))
        .all(on)
        .await?;
    let left: std::collections::HashMap<&str, Option<i32>> =
        found.iter().map(|change| (change.resource_id.as_str(), left(change))).collect();
    let changed = |(key, version): &&(String, i32)| left.get(key.as_str()).is_some_and(|left| *left != Some(*version));
    Ok(rows.iter().filter(changed).map(|(key, _)| key.clone()).collect())
}

/// The version in which the import left the row.
pub(crate) fn left(change: &import_change::Model) -> Option<i32> {
    let before: serde_json::Value = serde_json::from_str(change.before.as_deref()?).ok()?;
    before.get("left")?.as_i64().and_then(|version| i32::try_from(version).ok())
}

/// The row's version, where its table counts one.
pub(crate) fn version<E: EntityTrait>(model: &E::Model) -> Option<i32>
where
    E::Model: ModelTrait<Entity = E>,
{
    use sea_orm::{Iterable, sea_query::Iden};
    let column = E::Column::iter().find(|column| column.unquoted() == "version")?;
    match model.get(column) {
        sea_orm::Value::Int(version) => version,
        _ => None,
    }
}
