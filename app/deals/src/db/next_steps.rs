//! What is planned next for deals: the open tasks that are about them.

use super::loss::plan;
use crate::types::NextStep;
use domain::id::{OpportunityId, TaskId};
use domain::policy::Action;
use domain::task::{TaskStatus, TaskType};
use sea_orm::sea_query::NullOrdering;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryOrder, QuerySelect, RelationDef};
use std::collections::{HashMap, HashSet};
use store::table::{opportunity, task, task_entity};
use store::{Access, DbError, Handle};

#[derive(FromQueryResult)]
struct Open {
    opportunity_id: OpportunityId,
    id: TaskId,
    title: String,
    due_date: Option<chrono::NaiveDate>,
}

fn about() -> RelationDef {
    task::Entity::belongs_to(task_entity::Entity).from(task::Column::Id).to(task_entity::Column::TaskId).into()
}

/// The next step of each deal that has one: the open task that is due first.
pub(super) async fn next_steps(on: &impl Handle, ids: &[OpportunityId]) -> Result<HashMap<OpportunityId, NextStep>, DbError> {
    let rows: Vec<Open> = on
        .find::<task::Entity>()
        .filter(task_entity::Column::OpportunityId.is_in(ids.iter().copied()))
        .filter(task::Column::Status.ne(TaskStatus::Done))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, about())
                .select_only()
                .column(task_entity::Column::OpportunityId)
                .columns([task::Column::Id, task::Column::Title, task::Column::DueDate])
                .order_by_with_nulls(task::Column::DueDate, Order::Asc, NullOrdering::Last)
                .order_by_asc(task::Column::Id)
        })
        .all_as(on)
        .await?;
    let mut steps = HashMap::new();
    for row in rows {
        steps.entry(row.opportunity_id).or_insert(NextStep { id: row.id, title: row.title, due: row.due_date });
    }
    Ok(steps)
}

/// Which of these deals have any step planned, whoever may see it.
pub(super) async fn planned(on: &impl Handle, ids: &[OpportunityId]) -> Result<HashSet<OpportunityId>, DbError> {
    #[derive(FromQueryResult)]
    struct Planned {
        opportunity_id: OpportunityId,
    }
    let rows: Vec<Planned> = on
        .find_beyond::<task::Entity>("whether a deal has a next step")
        .filter(task_entity::Column::OpportunityId.is_in(ids.iter().copied()))
        .filter(task::Column::Status.ne(TaskStatus::Done))
        .shape(|query| query.join(JoinType::InnerJoin, about()).select_only().column(task_entity::Column::OpportunityId).distinct())
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.opportunity_id).collect())
}

/// Plans a step for the person who asks.
///
/// # Errors
/// By scope.
pub async fn plan_step(access: &Access, id: OpportunityId, title: String, due: Option<chrono::NaiveDate>) -> Result<(), DbError> {
    let me = access.actor()?.clone();
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = write.find_for::<opportunity::Entity>(Action::Update).by_id(id).must(write).await?;
                write.about(deal.client_id);
                plan(write, &me, &deal, title, due, TaskType::NextStep).await.map(drop)
            })
        })
        .await
}
