//! One run of an import.

use domain::id::{ImportRunId, UserId};
use sea_orm::entity::prelude::*;

/// One run of an import.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportRunId,
    /// The system that the rows came from.
    pub source: String,
    /// Which column went where.
    pub mapping: String,
    /// The file that was read.
    pub file: String,
    /// Who ran it; nobody for a command on the machine itself.
    pub started_by: Option<UserId>,
    /// When it began.
    pub started_at: DateTimeUtc,
    /// When it ended.
    pub finished_at: Option<DateTimeUtc>,
    /// When it was taken back.
    pub reverted_at: Option<DateTimeUtc>,
    /// How many rows it made.
    pub created_rows: i32,
    /// How many rows it changed.
    pub updated_rows: i32,
    /// How many rows were already so.
    pub unchanged_rows: i32,
    /// How many rows it could not take.
    pub rejected_rows: i32,
    /// The row that `started_by` names.
    #[sea_orm(belongs_to, from = "started_by", to = "id")]
    pub user: BelongsTo<Option<super::user::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
