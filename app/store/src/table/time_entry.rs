//! Hours that a person worked on a project.

use domain::effort::Minutes;
use domain::id::{InvoiceId, ProjectId, TaskId, TimeEntryId, UserId};
use sea_orm::entity::prelude::*;

/// Hours that a person worked on a project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "time_entry")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TimeEntryId,
    /// Who worked.
    pub user_id: UserId,
    /// On which project.
    pub project_id: ProjectId,
    /// On which of its tasks.
    pub task_id: Option<TaskId>,
    /// The bill that it stands on; nothing while unbilled.
    pub invoice_id: Option<InvoiceId>,
    /// How long: 1 minute to 24 hours.
    pub minutes: Minutes,
    /// On which day.
    pub date: Date,
    /// What was done.
    pub description: Option<String>,
    /// Whether it may be billed.
    pub billable: bool,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `user_id` names.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
    /// The row that `project_id` names.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<super::project::Entity>,
    /// The row that `task_id` names.
    #[sea_orm(belongs_to, from = "task_id", to = "id")]
    pub task: BelongsTo<Option<super::task::Entity>>,
    /// The row that `invoice_id` names.
    #[sea_orm(belongs_to, from = "invoice_id", to = "id")]
    pub invoice: BelongsTo<Option<super::invoice::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
