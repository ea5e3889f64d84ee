//! What was promised in a deal and is not done: its open tasks that are in no project yet.

use crate::db::worked::about;
use crate::handover::Promise;
use domain::id::OpportunityId;
use domain::task::TaskStatus;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{ColumnTrait, Condition, Order, QueryOrder, QuerySelect};
use std::collections::HashSet;
use store::table::task;
use store::{DbError, Handle};

/// More than anybody reads.
const AT_MOST: u64 = 100;

/// The condition on tasks.
pub(super) fn open(on: &impl Handle, deal: OpportunityId) -> Condition {
    Condition::all()
        .add(task::Column::Id.in_subquery(about(on, deal)))
        .add(task::Column::ProjectId.is_null())
        .add(task::Column::Status.ne(TaskStatus::Done))
}

/// Those due first.
pub(super) async fn promises(on: &impl Handle, deal: OpportunityId) -> Result<Vec<Promise>, DbError> {
    let rows = on
        .find::<task::Entity>()
        .filter(open(on, deal))
        .shape(|query| {
            let by_day = query.order_by_with_nulls(task::Column::DueDate, Order::Asc, NullOrdering::Last);
            by_day.order_by_asc(task::Column::Id).limit(AT_MOST)
        })
        .all(on)
        .await?;
    let people = firm::db::people(on, rows.iter().filter_map(|row| row.assigned_to).collect::<HashSet<_>>()).await?;
    let promise = |row: task::Model| Promise {
        id: row.id,
        title: row.title,
        kind: row.task_type,
        due: row.due_date,
        who: row.assigned_to.and_then(|id| people.get(&id)).cloned(),
    };
    Ok(rows.into_iter().map(promise).collect())
}
