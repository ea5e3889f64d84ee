//! Removing an activity, and bringing it back: the audit log knows what it was.

use super::edit::by_hand;
use super::log::take_part;
use chrono::{DateTime, TimeDelta, Utc};
use domain::AppError;
use domain::activity::{ActivityType, Sentiment};
use domain::id::{ActivityId, ClientId, OpportunityId, ProjectId, StakeholderId, UserId};
use domain::policy::{Action, Noun};
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use store::table::{activity, activity_stakeholder, opportunity, project, stakeholder};
use store::{Access, DbError, Handle, Write};

/// For how long a removal can be taken back.
const BACK_WITHIN: TimeDelta = TimeDelta::days(1);

/// Removes it with who took part.
///
/// # Errors
/// Written by itself, or by scope.
pub async fn remove(access: &Access, id: ActivityId) -> Result<(), DbError> {
    use activity_stakeholder::{Column, Entity};
    access.require(Action::Delete, Noun::Activity)?;
    access
        .write(move |write| {
            Box::pin(async move {
                write.serialise().await?;
                let row = by_hand(write, id).await?;
                write.about(row.client_id);
                // One by one, so that the log knows of each when it is asked to bring them back.
                for part in write.find::<Entity>().filter(Column::ActivityId.eq(id)).all(write).await? {
                    write.delete::<Entity>(part).await?;
                }
                write.delete::<activity::Entity>(row).await
            })
        })
        .await
}

/// An activity as the log keeps it.
#[derive(Deserialize)]
struct Kept {
    #[serde(rename = "type")]
    kind: ActivityType,
    subject: String,
    description: Option<String>,
    occurred_at: DateTime<Utc>,
    duration_minutes: Option<i32>,
    client_id: ClientId,
    opportunity_id: Option<OpportunityId>,
    project_id: Option<ProjectId>,
    created_by: UserId,
    sentiment: Option<Sentiment>,
    created_at: DateTime<Utc>,
    version: i32,
}

#[derive(Deserialize)]
struct Part {
    stakeholder_id: StakeholderId,
}

/// Brings back what the person removed: as it was, with whatever of it there still is. Twice is the same as once.
///
/// # Errors
/// Removed by somebody else or too long ago, or by scope.
pub async fn restore(access: &Access, id: ActivityId) -> Result<(), DbError> {
    access.require(Action::Create, Noun::Activity)?;
    access
        .write(move |write| {
            Box::pin(async move {
                write.serialise().await?;
                if write.find::<activity::Entity>().by_id(id).count(write).await? > 0 {
                    return Ok(());
                }
                let since = store::id::now() - BACK_WITHIN;
                let kept = write.removed::<activity::Entity>(&id.to_string(), since).await?.ok_or(AppError::NotFound)?;
                let kept: Kept = serde_json::from_value(kept).map_err(|error| DbError::Corrupt(error.to_string()))?;
                let parts = write.parts_removed::<activity::Entity, activity_stakeholder::Entity>(&id.to_string(), since).await?;
                let with = parts.into_iter().filter_map(|part| serde_json::from_value::<Part>(part).ok()).map(|part| part.stakeholder_id);
                put_back(write, id, kept, with.collect()).await
            })
        })
        .await
}

async fn put_back(write: &mut Write, id: ActivityId, kept: Kept, with: Vec<StakeholderId>) -> Result<(), DbError> {
    write.about(kept.client_id);
    let deal = match kept.opportunity_id {
        Some(deal) if write.find::<opportunity::Entity>().by_id(deal).count(write).await? > 0 => Some(deal),
        _ => None,
    };
    let project = match kept.project_id {
        Some(project) if write.find::<project::Entity>().by_id(project).count(write).await? > 0 => Some(project),
        _ => None,
    };
    let row = activity::ActiveModel {
        id: Set(id),
        kind: Set(kept.kind),
        subject: Set(kept.subject),
        description: Set(kept.description),
        occurred_at: Set(kept.occurred_at),
        duration_minutes: Set(kept.duration_minutes),
        client_id: Set(kept.client_id),
        opportunity_id: Set(deal),
        project_id: Set(project),
        created_by: Set(kept.created_by),
        sentiment: Set(kept.sentiment),
        created_at: Set(kept.created_at),
        // Whoever still has it open from before has seen an older one.
        version: Set(kept.version + 1),
        ..Default::default()
    };
    write.insert::<activity::Entity>(row).await?;
    let still = write
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.eq(kept.client_id))
        .filter(stakeholder::Column::Id.is_in(with))
        .all(write)
        .await?;
    for person in still {
        take_part(write, id, person.id).await?;
    }
    Ok(())
}
