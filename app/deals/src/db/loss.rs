//! What a loss leaves behind: its reason, who got it, and the day to ask again.

use super::detail::{NewStep, insert_step as insert};
use super::transition::Loss;
use domain::AppError;
use domain::competitor::CompetitorStatus;
use domain::id::{TaskEntityId, TaskId};
use domain::stage::{Stage, StageKind};
use domain::task::TaskType;
use domain::user::Actor;
use sea_orm::ActiveValue::Set;
use store::table::{client, competitor, competitor_mention, loss_reason, opportunity, task_entity};
use store::{DbError, Handle, Write};

/// The reason in words: what was typed, or else what the list calls it.
pub(super) async fn words(write: &Write, to: &Stage, loss: &Loss) -> Result<String, DbError> {
    let (StageKind::Lost, Some(id)) = (to.kind, loss.reason) else { return Ok(loss.text.clone()) };
    let listed = write.find::<loss_reason::Entity>().by_id(id).one(write).await?;
    let listed = listed.ok_or_else(|| AppError::field("loss_reason_id", "That reason was taken off the list; choose another."))?;
    Ok(if loss.text.trim().is_empty() { listed.name } else { loss.text.clone() })
}

/// Marks the competitor who got it, and plans the day to come back.
pub(super) async fn follow_up(write: &mut Write, me: &Actor, deal: &opportunity::Model, loss: &Loss) -> Result<(), DbError> {
    if let Some(id) = loss.competitor {
        let known = write.find::<competitor::Entity>().by_id(id).one(write).await?;
        if known.is_none() {
            return Err(AppError::field("competitor", "There is no such competitor any more; choose another.").into());
        }
        match write.find::<competitor_mention::Entity>().by_id((id, deal.id)).one(write).await? {
            Some(mention) if mention.status == CompetitorStatus::LostTo => {}
            Some(mention) => {
                let change = competitor_mention::ActiveModel { status: Set(CompetitorStatus::LostTo), ..Default::default() };
                write.update::<competitor_mention::Entity>(&mention, change).await?;
            }
            None => {
                let (competitor_id, opportunity_id, status) = (Set(id), Set(deal.id), Set(CompetitorStatus::LostTo));
                let row = competitor_mention::ActiveModel { competitor_id, opportunity_id, status, ..Default::default() };
                write.insert::<competitor_mention::Entity>(row).await?;
            }
        }
    }
    if let Some(day) = loss.come_back {
        if day <= store::id::now().date_naive() {
            return Err(AppError::field("come_back", "The day to come back lies ahead; choose a later one.").into());
        }
        let title: String = format!("Come back on {}", deal.name).chars().take(200).collect();
        let task = plan(write, me, deal, title, Some(day), TaskType::FollowUp).await?;
        about_the_client(write, task, deal).await?;
    }
    Ok(())
}

/// The client's page shows the task too, if it is open to the person: whoever is on the deal alone links nothing to it.
async fn about_the_client(write: &mut Write, task: TaskId, deal: &opportunity::Model) -> Result<(), DbError> {
    if write.find::<client::Entity>().by_id(deal.client_id).count(write).await? == 0 {
        return Ok(());
    }
    let link = task_entity::ActiveModel {
        id: Set(store::id::fresh::<TaskEntityId>()),
        task_id: Set(task),
        client_id: Set(Some(deal.client_id)),
        ..Default::default()
    };
    write.insert::<task_entity::Entity>(link).await.map(drop)
}

/// A task about the deal, for the person who makes it.
pub(super) async fn plan(
    write: &mut Write,
    me: &Actor,
    deal: &opportunity::Model,
    title: String,
    due: Option<chrono::NaiveDate>,
    task_type: TaskType,
) -> Result<TaskId, DbError> {
    insert(write, deal, NewStep::plain(title, due, task_type), me.id).await
}
