//! What a finished task leaves on the timeline of the client whose deal it was for.

use super::Write;
use crate::access::Principal;
use crate::error::DbError;
use crate::id::{fresh, now};
use crate::row;
use crate::table::{activity, opportunity, task, task_entity};
use domain::AppError;
use domain::activity::ActivityType;
use domain::audit::AuditAction;
use domain::id::ActivityId;
use domain::policy::Action;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

impl Write {
    /// Tells the client's timeline that a task of this deal is done. Not through `insert`: whoever is on the deal's team
    /// alone does not see the client's activities, and yet what they did belongs there. So it tells of a task that the
    /// person may change and of a deal that the task is about, and of nothing else.
    ///
    /// # Errors
    /// The task is not theirs to change or is not about the deal.
    pub async fn tell_done(&mut self, task: &task::Model, deal: &opportunity::Model) -> Result<(), DbError> {
        self.of_deal(task, deal).await?;
        let (Principal::Person(actor), Some(at)) = (self.principal.clone(), task.completed_at) else { return Ok(()) };
        let done = activity::ActiveModel {
            id: Set(fresh::<ActivityId>()),
            kind: Set(ActivityType::TaskCompleted),
            subject: Set(task.title.clone()),
            occurred_at: Set(at),
            client_id: Set(deal.client_id),
            opportunity_id: Set(Some(deal.id)),
            created_by: Set(actor.id),
            created_at: Set(now()),
            updated_at: Set(now()),
            ..Default::default()
        };
        let done = activity::Entity::insert(done).exec_with_returning(&self.transaction).await?;
        self.record::<activity::Entity>(AuditAction::Create, &done, row::changes::<activity::Entity>(None, Some(&done)));
        Ok(())
    }

    /// Takes that back: the task, as it was while it was done, was not done after all. The audit log keeps both.
    ///
    /// # Errors
    /// As [`Write::tell_done`].
    pub async fn take_back_done(&mut self, task: &task::Model, deal: &opportunity::Model) -> Result<(), DbError> {
        self.of_deal(task, deal).await?;
        let Some(at) = task.completed_at else { return Ok(()) };
        // The moment is one of a million in a second: it is this task's.
        let told = activity::Entity::find()
            .filter(activity::Column::OpportunityId.eq(deal.id))
            .filter(activity::Column::OccurredAt.eq(at))
            .filter(activity::Column::Kind.eq(ActivityType::TaskCompleted))
            .filter(activity::Column::Subject.eq(task.title.clone()))
            .one(&self.transaction)
            .await?;
        if let Some(told) = told {
            activity::Entity::delete_by_id(told.id).exec(&self.transaction).await?;
            self.record::<activity::Entity>(AuditAction::Delete, &told, row::changes::<activity::Entity>(Some(&told), None));
        }
        Ok(())
    }

    async fn of_deal(&self, task: &task::Model, deal: &opportunity::Model) -> Result<(), DbError> {
        self.allowed::<task::Entity>(Action::Update, task).await?;
        let link = task_entity::Entity::find()
            .filter(task_entity::Column::TaskId.eq(task.id))
            .filter(task_entity::Column::OpportunityId.eq(deal.id));
        if link.count(&self.transaction).await? == 0 { Err(AppError::NotFound.into()) } else { Ok(()) }
    }
}
