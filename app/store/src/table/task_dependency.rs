//! A link between two tasks of a plan. That there is no circle is for whoever writes one to see to.

use domain::id::TaskId;
use domain::task::LinkKind;
use sea_orm::entity::prelude::*;

/// A link between two tasks of a plan. That there is no circle is for whoever writes one to see to.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_dependency")]
pub struct Model {
    /// The task that is waited for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub predecessor_id: TaskId,
    /// The task that waits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub successor_id: TaskId,
    /// Which ends are tied together.
    pub kind: LinkKind,
    /// Days between the two ends; negative lets them overlap.
    pub lag_days: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The row that `successor_id` names.
    #[sea_orm(belongs_to, from = "successor_id", to = "id")]
    pub task: BelongsTo<super::task::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
