//! A project that a bill is for.

use domain::id::{InvoiceId, ProjectId};
use sea_orm::entity::prelude::*;

/// A project that a bill is for.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_project")]
pub struct Model {
    /// Which bill.
    #[sea_orm(primary_key, auto_increment = false)]
    pub invoice_id: InvoiceId,
    /// Which project.
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: ProjectId,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The row that `invoice_id` names.
    #[sea_orm(belongs_to, from = "invoice_id", to = "id")]
    pub invoice: BelongsTo<super::invoice::Entity>,
    /// The row that `project_id` names.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<super::project::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
