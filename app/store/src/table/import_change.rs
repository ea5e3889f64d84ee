//! One row that an import touched, with what it takes to undo that.

use domain::id::{ImportChangeId, ImportRunId};
use sea_orm::entity::prelude::*;

/// One row that an import touched, with what it takes to undo that.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_change")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportChangeId,
    /// In which run.
    pub run_id: ImportRunId,
    /// Its place in the run; undone from the last.
    pub seq: i64,
    /// The table.
    pub resource_type: String,
    /// The row; the parts of a joined key stand apart by `:`.
    pub resource_id: String,
    /// What happened to it: `created` or `updated`.
    pub kind: String,
    /// JSON of the row before, if there was one.
    pub before: Option<String>,
    /// The row that `run_id` names.
    #[sea_orm(belongs_to, from = "run_id", to = "id")]
    pub import_run: BelongsTo<super::import_run::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
