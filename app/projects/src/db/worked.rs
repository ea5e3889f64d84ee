//! Whether anybody has worked in a project: what stands in the way of undoing the win that made it.

use crate::types::Worked;
use domain::id::{OpportunityId, ProjectId};
use domain::project::PhaseStatus;
use domain::task::{TaskStatus, TaskType};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, QuerySelect};
use store::table::{invoice_project, phase, task, task_entity, time_entry};
use store::{DbError, Handle};

/// Counts it, for a person who may see all of the project.
pub(super) async fn worked(on: &impl Handle, project: ProjectId, deal: OpportunityId) -> Result<Worked, DbError> {
    let tasks = || on.find::<task::Entity>().filter(task::Column::ProjectId.eq(project));
    Ok(Worked {
        hours: on.find::<time_entry::Entity>().filter(time_entry::Column::ProjectId.eq(project)).count(on).await?,
        invoices: on.find::<invoice_project::Entity>().filter(invoice_project::Column::ProjectId.eq(project)).count(on).await?,
        done: tasks().filter(task::Column::Status.eq(TaskStatus::Done)).count(on).await?,
        planned: tasks().filter(task::Column::Status.ne(TaskStatus::Done)).filter(carried(on, deal).not()).count(on).await?,
        begun: on
            .find::<phase::Entity>()
            .filter(phase::Column::ProjectId.eq(project))
            .filter(phase::Column::Status.ne(PhaseStatus::Pending))
            .count(on)
            .await?,
    })
}

/// Tasks that came along from the deal: they are about it still, and can be without a project.
pub(super) fn carried(on: &impl Handle, deal: OpportunityId) -> Condition {
    Condition::all().add(task::Column::Id.in_subquery(about(on, deal))).add(task::Column::TaskType.ne(TaskType::ProjectWork))
}

/// Ids of the tasks that are about a deal.
pub(super) fn about(on: &impl Handle, deal: OpportunityId) -> SelectStatement {
    let links = on.find::<task_entity::Entity>().filter(task_entity::Column::OpportunityId.eq(deal));
    links.shape(|query| query.select_only().column(task_entity::Column::TaskId)).into_query()
}
