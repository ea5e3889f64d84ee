//! What is to be done next about the deal: tasks that are about it.

use super::{People, deal};
use crate::deal::types::{PlannedStep, StepField, Steps};
use chrono::NaiveDate;
use domain::date::parse_date;
use domain::id::{OpportunityId, TaskEntityId, TaskId, UserId};
use domain::parse::{Name, ParseError};
use domain::policy::Action;
use domain::task::{Effort, NextStepType, Priority, TaskStatus, TaskType};
use domain::{AppError, FieldErrors};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{NullOrdering, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashSet;
use store::table::{opportunity, task, task_entity};
use store::{Access, DbError, Handle, Read, TypedOver, Write};

/// As many open steps as a page shows.
const OPEN: u64 = 30;
/// As many of the done ones.
const DONE: u64 = 5;

/// Ids of the tasks about the deal.
fn about(id: OpportunityId) -> SelectStatement {
    task_entity::Entity::find()
        .select_only()
        .column(task_entity::Column::TaskId)
        .filter(task_entity::Column::OpportunityId.eq(id))
        .into_query()
}

/// The steps as rows.
pub(super) struct RawSteps {
    open: Vec<task::Model>,
    more: u64,
    done: Vec<task::Model>,
    editable: HashSet<TaskId>,
}

/// Reads them.
pub(super) async fn raw(read: &Read, id: OpportunityId) -> Result<RawSteps, DbError> {
    let tasks = || read.find::<task::Entity>().filter(task::Column::Id.in_subquery(about(id)));
    let open = || tasks().filter(task::Column::Status.ne(TaskStatus::Done));
    let mut rows = open()
        .shape(|query| {
            query
                .order_by_with_nulls(task::Column::DueDate, Order::Asc, NullOrdering::Last)
                .order_by_asc(task::Column::CreatedAt)
                .order_by_asc(task::Column::Id)
                .limit(OPEN + 1)
        })
        .all(read)
        .await?;
    let mut more = 0;
    if rows.len() as u64 > OPEN {
        rows.pop();
        more = open().count(read).await? - OPEN;
    }
    let done = tasks()
        .filter(task::Column::Status.eq(TaskStatus::Done))
        .shape(|query| query.order_by_desc(task::Column::CompletedAt).order_by_desc(task::Column::Id).limit(DONE))
        .all(read)
        .await?;
    let editable = editable(read, rows.iter().chain(&done).map(|task| task.id).collect()).await?;
    Ok(RawSteps { open: rows, more, done, editable })
}

async fn editable(read: &Read, ids: Vec<TaskId>) -> Result<HashSet<TaskId>, DbError> {
    #[derive(FromQueryResult)]
    struct Id {
        id: TaskId,
    }
    if ids.is_empty() || read.everywhere::<task::Entity>(Action::Update) {
        return Ok(ids.into_iter().collect());
    }
    let rows: Vec<Id> = read
        .find_for::<task::Entity>(Action::Update)
        .filter(task::Column::Id.is_in(ids))
        .shape(|query| query.select_only().column(task::Column::Id))
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

impl RawSteps {
    pub(super) fn users(&self) -> Vec<UserId> {
        self.open.iter().chain(&self.done).filter_map(|task| task.assigned_to).collect()
    }

    /// The open step of that title.
    pub(super) fn open_called(&self, title: &str) -> Option<TaskId> {
        self.open.iter().find(|task| task.title == title).map(|task| task.id)
    }

    pub(super) fn named(self, people: &People) -> Steps {
        let step = |task: task::Model| PlannedStep {
            id: task.id,
            title: task.title,
            task_type: task.task_type,
            kind: task.next_step_type,
            due: task.due_date,
            assignee: task.assigned_to.and_then(|id| people.get(&id)).cloned(),
            done: task.completed_at.map(|at| at.date_naive()),
            version: task.version,
            can_edit: self.editable.contains(&task.id),
        };
        Steps { more: self.more, open: self.open.into_iter().map(step).collect(), done: self.done.into_iter().map(step).collect() }
    }
}

/// The open step of the deal with that title, if there is one.
pub(super) async fn planned(write: &Write, id: OpportunityId, title: &str) -> Result<Option<TaskId>, DbError> {
    let open = write
        .find::<task::Entity>()
        .filter(task::Column::Id.in_subquery(about(id)))
        .filter(task::Column::Status.ne(TaskStatus::Done))
        .filter(task::Column::Title.eq(title))
        .shape(|query| query.order_by_asc(task::Column::CreatedAt).limit(1));
    Ok(open.one(write).await?.map(|task| task.id))
}

/// A step to plan.
pub struct NewStep {
    title: String,
    description: Option<String>,
    due: Option<NaiveDate>,
    task_type: TaskType,
    kind: Option<NextStepType>,
}

impl NewStep {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is wrong, with what was typed.
    pub fn parse(title: &str, due: &str, kind: &str, today: NaiveDate) -> Result<Self, AppError> {
        let mut errors = FieldErrors::default().typed("title", title).typed("due", due).typed("kind", kind);
        let parsed = (
            errors.keep("title", title_of(title)),
            errors.keep("due", due_on(due, today)),
            errors.keep("kind", if kind.is_empty() { Ok(NextStepType::Other) } else { kind.parse::<NextStepType>() }),
        );
        let (Some(title), Some(due), Some(kind)) = parsed else { return Err(AppError::Invalid(errors)) };
        Ok(Self { kind: Some(kind), ..Self::plain(title, due, TaskType::NextStep) })
    }

    /// A question to ask, and why.
    pub(super) fn asking(question: &str, why: &str, due: NaiveDate, kind: NextStepType) -> Self {
        Self { description: Some(why.to_owned()), kind: Some(kind), ..Self::plain(question.to_owned(), Some(due), TaskType::NextStep) }
    }

    /// Something to do, and by when.
    pub(in crate::db) const fn plain(title: String, due: Option<NaiveDate>, task_type: TaskType) -> Self {
        Self { title, description: None, due, task_type, kind: None }
    }
}

fn title_of(text: &str) -> Result<String, ParseError> {
    if text.trim().is_empty() {
        return Err(ParseError::new("is empty; say what is to be done"));
    }
    Name::parse(text).map(Name::into_inner)
}

fn due_on(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, ParseError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let due = parse_date(text)?;
    if due < today { Err(ParseError::new("lies in the past; use today or a later day")) } else { Ok(Some(due)) }
}

/// Plans a step, by the person who writes it down.
///
/// # Errors
/// By scope.
pub async fn add(access: &Access, id: OpportunityId, step: NewStep) -> Result<TaskId, DbError> {
    let me = access.actor()?.id;
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal(write, id).await?;
                insert(write, &deal, step, me).await
            })
        })
        .await
}

/// A task about the deal, for the person who makes it.
pub(in crate::db) async fn insert(write: &mut Write, deal: &opportunity::Model, step: NewStep, me: UserId) -> Result<TaskId, DbError> {
    let id = store::id::fresh::<TaskId>();
    let row = task::ActiveModel {
        id: Set(id),
        assigned_to: Set(Some(me)),
        title: Set(step.title),
        description: Set(step.description),
        effort: Set(Effort::Light),
        status: Set(TaskStatus::Backlog),
        priority: Set(Priority::Medium),
        task_type: Set(step.task_type),
        next_step_type: Set(step.kind),
        due_date: Set(step.due),
        created_by: Set(me),
        ..Default::default()
    };
    write.insert::<task::Entity>(row).await?;
    let about = task_entity::ActiveModel {
        id: Set(store::id::fresh::<TaskEntityId>()),
        task_id: Set(id),
        opportunity_id: Set(Some(deal.id)),
        ..Default::default()
    };
    write.insert::<task_entity::Entity>(about).await?;
    Ok(id)
}

/// A step of the deal.
async fn step(write: &Write, id: OpportunityId, task: TaskId) -> Result<task::Model, DbError> {
    write.find::<task::Entity>().by_id(task).filter(task::Column::Id.in_subquery(about(id))).must(write).await
}

/// Ticks a step off, which the timeline tells, or takes that back. It is so afterwards, whoever was faster.
///
/// # Errors
/// By scope.
pub async fn complete(access: &Access, id: OpportunityId, task: TaskId, done: bool) -> Result<(), DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal(write, id).await?;
                let before = step(write, id, task).await?;
                let was_done = before.status == TaskStatus::Done;
                if was_done == done {
                    return Ok(());
                }
                let change = task::ActiveModel {
                    status: Set(if done { TaskStatus::Done } else { TaskStatus::Backlog }),
                    completed_at: Set(done.then(store::id::now)),
                    ..Default::default()
                };
                let after = write.update::<task::Entity>(&before, change).await?;
                if done { write.tell_done(&after, &deal).await } else { write.take_back_done(&before, &deal).await }
            })
        })
        .await
}

/// Changes what is to be done or by when, if nobody changed the same since `version`; and answers the new version.
///
/// # Errors
/// A wrong value; [`AppError::Conflict`] with the newer value; or by scope.
pub async fn edit(access: &Access, id: OpportunityId, task: TaskId, field: StepField, value: &str, version: i32) -> Result<i32, DbError> {
    let value = value.to_owned();
    let today = store::id::now().date_naive();
    access
        .write(move |write| {
            Box::pin(async move {
                deal(write, id).await?;
                let before = step(write, id, task).await?;
                let wrong = |error: ParseError| DbError::from(AppError::field("value", error.to_string()));
                let mut change = task::ActiveModel::default();
                let (column, theirs) = match field {
                    StepField::Title => {
                        change.title = Set(title_of(&value).map_err(wrong)?);
                        ("title", before.title.clone())
                    }
                    StepField::Due => {
                        // The day that stands there already may have passed.
                        let same = before.due_date.is_some_and(|due| due.to_string() == value.trim());
                        change.due_date = Set(if same { before.due_date } else { due_on(&value, today).map_err(wrong)? });
                        ("due_date", before.due_date.map(|due| due.to_string()).unwrap_or_default())
                    }
                };
                let typed = TypedOver { seen: version, now: before.version, theirs: &theirs, yours: &value };
                if write.overtaken::<task::Entity>(&task.to_string(), column, typed).await? {
                    return Err(AppError::Conflict { field: "value".into(), theirs, yours: value }.into());
                }
                Ok(write.update::<task::Entity>(&before, change).await?.version)
            })
        })
        .await
}
