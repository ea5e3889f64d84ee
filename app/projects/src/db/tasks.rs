//! A project's tasks, as far as its page shows them.

use crate::types::TaskLine;
use domain::id::ProjectId;
use domain::task::TaskStatus;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{ColumnTrait, Order, QueryOrder, QuerySelect};
use store::table::task;
use store::{DbError, Handle};

/// Tasks that stand on a project's page.
const SHOWN: u64 = 50;

/// The tasks that are not done, those due first.
pub(super) async fn open(on: &impl Handle, project: ProjectId) -> Result<Vec<TaskLine>, DbError> {
    let rows = on
        .find::<task::Entity>()
        .filter(task::Column::ProjectId.eq(project))
        .filter(task::Column::Status.ne(TaskStatus::Done))
        .shape(|query| {
            query
                .order_by_with_nulls(task::Column::DueDate, Order::Asc, NullOrdering::Last)
                .order_by_asc(task::Column::SequenceOrder)
                .order_by_asc(task::Column::Id)
                .limit(SHOWN)
        })
        .all(on)
        .await?;
    lines(on, rows).await
}

/// Tasks as lines, in their order.
pub(super) async fn lines(on: &impl Handle, rows: Vec<task::Model>) -> Result<Vec<TaskLine>, DbError> {
    let people = firm::db::people(on, rows.iter().filter_map(|row| row.assigned_to).collect::<std::collections::HashSet<_>>()).await?;
    let line = |row: task::Model| TaskLine {
        id: row.id,
        title: row.title,
        status: row.status,
        due: row.due_date,
        who: row.assigned_to.and_then(|id| people.get(&id)).cloned(),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// How many are not done, and how many are.
pub(super) async fn counts(on: &impl Handle, project: ProjectId) -> Result<(u64, u64), DbError> {
    let of = || on.find::<task::Entity>().filter(task::Column::ProjectId.eq(project));
    let open = of().filter(task::Column::Status.ne(TaskStatus::Done)).count(on).await?;
    Ok((open, of().filter(task::Column::Status.eq(TaskStatus::Done)).count(on).await?))
}
