//! Changing one field of an activity where it stands.

use super::log::{deal_of, project_of};
use super::new::{kind, maybe, minutes, moment_of, on, subject};
use chrono::NaiveDate;
use domain::AppError;
use domain::activity::{ActivityField, ActivityType};
use domain::date::full_date;
use domain::id::ActivityId;
use domain::parse::{ParseError, long_text};
use domain::policy::{Action, Noun};
use sea_orm::ActiveValue::Set;
use store::table::activity::{ActiveModel, Entity, Model};
use store::table::{opportunity, project};
use store::{Access, DbError, Handle, TypedOver, Write};

/// Changes the field if nobody changed the same one since `version`, and answers the new version.
///
/// # Errors
/// A wrong value; [`AppError::Conflict`] with the newer value; written by itself; or by scope.
pub async fn edit(
    access: &Access,
    id: ActivityId,
    field: ActivityField,
    value: &str,
    version: i32,
    today: NaiveDate,
) -> Result<i32, DbError> {
    access.require(Action::Update, Noun::Activity)?;
    let value = value.to_owned();
    access
        .write(move |write| {
            Box::pin(async move {
                let before = by_hand(write, id).await?;
                let change = change(write, &before, field, &value, today).await?;
                let theirs = shown(&before, field);
                let typed = TypedOver { seen: version, now: before.version, theirs: &theirs, yours: &value };
                if write.overtaken::<Entity>(&id.to_string(), column(field), typed).await? {
                    let theirs = read(write, &before, field).await?;
                    return Err(AppError::Conflict { field: field.as_str().to_owned(), theirs, yours: value }.into());
                }
                Ok(write.update::<Entity>(&before, change).await?.version)
            })
        })
        .await
}

/// An activity that somebody logged: what a finished task left there goes when the task is opened again, and not otherwise.
pub(super) async fn by_hand(write: &Write, id: ActivityId) -> Result<Model, DbError> {
    let row = write.find::<Entity>().by_id(id).must(write).await?;
    if row.kind == ActivityType::TaskCompleted { Err(AppError::Forbidden.into()) } else { Ok(row) }
}

async fn change(write: &Write, before: &Model, field: ActivityField, value: &str, today: NaiveDate) -> Result<ActiveModel, DbError> {
    let wrong = |error: ParseError| DbError::from(AppError::field(field.as_str(), error.to_string()));
    let mut row = ActiveModel::default();
    match field {
        ActivityField::Kind => row.kind = Set(kind(value).map_err(wrong)?),
        ActivityField::Subject => row.subject = Set(subject(value).map_err(wrong)?),
        ActivityField::On => {
            let day = on(value, today).map_err(wrong)?;
            // The same day keeps its moment.
            let at = if day == before.occurred_at.date_naive() { before.occurred_at } else { moment_of(day, store::id::now()) };
            row.occurred_at = Set(at);
        }
        ActivityField::Minutes => row.duration_minutes = Set(minutes(value).map_err(wrong)?),
        ActivityField::Sentiment => row.sentiment = Set(maybe(value).map_err(wrong)?),
        ActivityField::Deal => {
            let deal = maybe(value).map_err(wrong)?;
            deal_of(write, before.client_id, deal).await?;
            row.opportunity_id = Set(deal);
        }
        ActivityField::Project => {
            let project = maybe(value).map_err(wrong)?;
            project_of(write, before.client_id, project).await?;
            row.project_id = Set(project);
        }
        ActivityField::Description => row.description = Set(long_text(value).map_err(wrong)?),
    }
    Ok(row)
}

/// The column in which a field stands.
const fn column(field: ActivityField) -> &'static str {
    match field {
        ActivityField::Kind => "type",
        ActivityField::Subject => "subject",
        ActivityField::On => "occurred_at",
        ActivityField::Minutes => "duration_minutes",
        ActivityField::Sentiment => "sentiment",
        ActivityField::Deal => "opportunity_id",
        ActivityField::Project => "project_id",
        ActivityField::Description => "description",
    }
}

/// A field's text as it is edited.
fn shown(row: &Model, field: ActivityField) -> String {
    match field {
        ActivityField::Kind => row.kind.as_str().to_owned(),
        ActivityField::Subject => row.subject.clone(),
        ActivityField::On => row.occurred_at.date_naive().to_string(),
        ActivityField::Minutes => row.duration_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        ActivityField::Sentiment => row.sentiment.map(|mood| mood.as_str().to_owned()).unwrap_or_default(),
        ActivityField::Deal => row.opportunity_id.map(|id| id.to_string()).unwrap_or_default(),
        ActivityField::Project => row.project_id.map(|id| id.to_string()).unwrap_or_default(),
        ActivityField::Description => row.description.clone().unwrap_or_default(),
    }
}

/// The same as people read it.
async fn read(write: &Write, row: &Model, field: ActivityField) -> Result<String, DbError> {
    Ok(match field {
        ActivityField::Kind => row.kind.label().to_owned(),
        ActivityField::On => full_date(row.occurred_at.date_naive()),
        ActivityField::Sentiment => row.sentiment.map(|mood| mood.label().to_owned()).unwrap_or_default(),
        ActivityField::Deal => match row.opportunity_id {
            Some(id) => write.find::<opportunity::Entity>().by_id(id).one(write).await?.map(|deal| deal.name).unwrap_or_default(),
            None => String::new(),
        },
        ActivityField::Project => match row.project_id {
            Some(id) => write.find::<project::Entity>().by_id(id).one(write).await?.map(|project| project.name).unwrap_or_default(),
            None => String::new(),
        },
        other => shown(row, other),
    })
}
