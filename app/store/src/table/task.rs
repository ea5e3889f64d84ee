//! A piece of work of a project, or a next step of a sale.

use domain::id::{PhaseId, ProjectId, TaskId, UserId};
use domain::task::{DependencyType, Effort, NextStepType, Priority, TaskStatus, TaskType};
use sea_orm::entity::prelude::*;

/// A piece of work of a project, or a next step of a sale.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    /// Of which project; required for project work.
    pub project_id: Option<ProjectId>,
    /// In which phase of that project.
    pub phase_id: Option<PhaseId>,
    /// Who does it.
    pub assigned_to: Option<UserId>,
    /// What is to be done; 1 to 200 characters.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// How much work it is.
    pub effort: Effort,
    /// Where it stands.
    pub status: TaskStatus,
    /// How soon it matters.
    pub priority: Priority,
    /// What it is for.
    pub task_type: TaskType,
    /// What the next step of a sale is; for that type only.
    pub next_step_type: Option<NextStepType>,
    /// First day.
    pub start_date: Option<Date>,
    /// Last day; not before the first.
    pub due_date: Option<Date>,
    /// A point rather than a stretch of work.
    pub is_milestone: bool,
    /// The plan hangs on it.
    pub is_critical: bool,
    /// The task that it is a part of.
    pub parent_task_id: Option<TaskId>,
    /// Its place among its siblings.
    pub sequence_order: Option<i32>,
    /// How its own subtasks run.
    pub dependency_type: Option<DependencyType>,
    /// When it was done; set exactly while it is.
    pub completed_at: Option<DateTimeUtc>,
    /// Who wrote it down.
    pub created_by: UserId,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `project_id` names.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<Option<super::project::Entity>>,
    /// The row that `phase_id` names.
    #[sea_orm(belongs_to, from = "phase_id", to = "id")]
    pub phase: BelongsTo<Option<super::phase::Entity>>,
    /// The row that `assigned_to` names.
    #[sea_orm(belongs_to, from = "assigned_to", to = "id")]
    pub user: BelongsTo<Option<super::user::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
