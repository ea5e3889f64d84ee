//! The one way to move a deal: stage, outcome, dates, history and audit in one transaction.

use super::stages::stages;
use domain::AppError;
use domain::id::{OpportunityId, StageChangeId};
use domain::stage::{Stage, StageKey, transition};
use domain::user::{AssignmentRole, UserRole};
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use store::table::{client_assignment, opportunity, opportunity_stage_change};
use store::{Access, DbError, Handle, Write};

/// Moves a deal that the person saw in `version`.
///
/// # Errors
/// By scope; no such stage; a loss without a reason; [`AppError::Conflict`] with the stage that it stands in now.
pub async fn move_to(access: &Access, id: OpportunityId, to: StageKey, version: i32, loss_reason: &str) -> Result<(), DbError> {
    let me = access.actor()?.clone();
    let loss_reason = loss_reason.to_owned();
    access
        .write(move |write| {
            Box::pin(async move {
                let before = write.find::<opportunity::Entity>().by_id(id).must(write).await?;
                let stages = stages(write).await?;
                let find = |key: &StageKey| stages.iter().find(|stage| stage.key == *key);
                let missing = || DbError::from(AppError::field("to", "There is no such stage; reload the page."));
                let (from, to) = (find(&before.stage).ok_or_else(missing)?, find(&to).ok_or_else(missing)?);
                if before.version != version {
                    return Err(conflict(from, to));
                }
                let made = transition(from, to, &loss_reason, store::id::now().date_naive())?;
                if made.reopens && me.role != UserRole::Admin && !leads(write, &before, me.id).await? {
                    return Err(AppError::Forbidden.into());
                }
                write.about(before.client_id);
                let change = opportunity::ActiveModel {
                    stage: Set(made.to.clone()),
                    outcome: Set(made.outcome),
                    actual_close_date: Set(made.actual_close_date),
                    loss_reason: Set(made.loss_reason),
                    ..Default::default()
                };
                write.update::<opportunity::Entity>(&before, change).await.map_err(|error| match error {
                    DbError::App(AppError::Conflict { .. }) => conflict(from, to),
                    other => other,
                })?;
                let step = opportunity_stage_change::ActiveModel {
                    id: Set(store::id::fresh::<StageChangeId>()),
                    opportunity_id: Set(id),
                    from_stage: Set(Some(before.stage.clone())),
                    to_stage: Set(made.to),
                    changed_by: Set(me.id),
                    changed_at: Set(store::id::now()),
                    override_reason: Set(None),
                    ..Default::default()
                };
                write.insert::<opportunity_stage_change::Entity>(step).await?;
                Ok(())
            })
        })
        .await
}

fn conflict(now: &Stage, wanted: &Stage) -> DbError {
    AppError::Conflict { field: "to".into(), theirs: now.name.clone(), yours: wanted.name.clone() }.into()
}

async fn leads(write: &Write, deal: &opportunity::Model, me: domain::id::UserId) -> Result<bool, DbError> {
    let lead = write
        .find::<client_assignment::Entity>()
        .filter(client_assignment::Column::ClientId.eq(deal.client_id))
        .filter(client_assignment::Column::UserId.eq(me))
        .filter(client_assignment::Column::Role.eq(AssignmentRole::Lead));
    Ok(lead.count(write).await? > 0)
}
