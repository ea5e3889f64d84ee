//! What one of us still has to do.

use crate::types::{OpenTask, OpenTasks, TaskOf};
use domain::AppError;
use domain::id::{OpportunityId, ProjectId, TaskId, UserId};
use domain::policy::{Action, Noun};
use domain::task::TaskStatus;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{ColumnTrait, FromQueryResult, Order, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use store::table::{opportunity, project, task, task_entity};
use store::{Access, DbError, Handle, Read};

/// So many stand on their page.
const SHOWN: u64 = 50;

/// What they have to do, as far as the asker may see it: what is due first stands first.
///
/// # Errors
/// No such colleague, or the database fails.
pub async fn open_tasks(access: &Access, user: UserId) -> Result<OpenTasks, DbError> {
    access.require(Action::Read, Noun::Colleague)?;
    let read = access.read().await?;
    read.colleague(user).await?.ok_or(AppError::NotFound)?;
    let theirs = || read.find::<task::Entity>().filter(task::Column::AssignedTo.eq(user)).filter(task::Column::Status.ne(TaskStatus::Done));
    let total = theirs().count(&read).await?;
    let rows = theirs()
        .shape(|query| {
            query.order_by_with_nulls(task::Column::DueDate, Order::Asc, NullOrdering::Last).order_by_asc(task::Column::Id).limit(SHOWN)
        })
        .all(&read)
        .await?;
    let deals = deals(&read, rows.iter().filter(|row| row.project_id.is_none()).map(|row| row.id)).await?;
    let projects = projects(&read, rows.iter().filter_map(|row| row.project_id)).await?;
    let told = |row: task::Model| OpenTask {
        id: row.id,
        title: row.title,
        status: row.status,
        due: row.due_date,
        of: match row.project_id {
            Some(id) => projects.get(&id).map(|name| TaskOf::Project(id, name.clone())),
            None => deals.get(&row.id).map(|(id, name)| TaskOf::Deal(*id, name.clone())),
        },
    };
    Ok(OpenTasks { tasks: rows.into_iter().map(told).collect(), total })
}

/// What these projects are called, as far as the asker may see them.
async fn projects(read: &Read, ids: impl Iterator<Item = ProjectId>) -> Result<HashMap<ProjectId, String>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ProjectId,
        name: String,
    }
    let ids: HashSet<ProjectId> = ids.collect();
    let rows: Vec<Row> = read
        .find::<project::Entity>()
        .filter(project::Column::Id.is_in(ids))
        .shape(|query| query.select_only().columns([project::Column::Id, project::Column::Name]))
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The deal that each of these tasks is about, as far as the asker may see it.
async fn deals(read: &Read, tasks: impl Iterator<Item = TaskId>) -> Result<HashMap<TaskId, (OpportunityId, String)>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: OpportunityId,
        name: String,
    }
    let tasks: HashSet<TaskId> = tasks.collect();
    let about = read
        .find::<task_entity::Entity>()
        .filter(task_entity::Column::TaskId.is_in(tasks))
        .filter(task_entity::Column::OpportunityId.is_not_null())
        .all(read)
        .await?;
    let ids: HashSet<OpportunityId> = about.iter().filter_map(|row| row.opportunity_id).collect();
    let rows: Vec<Row> = read
        .find::<opportunity::Entity>()
        .filter(opportunity::Column::Id.is_in(ids))
        .shape(|query| query.select_only().columns([opportunity::Column::Id, opportunity::Column::Name]))
        .all_as(read)
        .await?;
    let names: HashMap<OpportunityId, String> = rows.into_iter().map(|row| (row.id, row.name)).collect();
    let named = |row: task_entity::Model| {
        let id = row.opportunity_id?;
        Some((row.task_id, (id, names.get(&id)?.clone())))
    };
    Ok(about.into_iter().filter_map(named).collect())
}
