//! One field of a project, changed in place.

use chrono::NaiveDate;
use domain::AppError;
use domain::date::{parse_date, short_date};
use domain::id::ProjectId;
use domain::parse::{Name, ParseError};
use domain::project::{ProjectField, ProjectStatus};
use sea_orm::ActiveValue::Set;
use store::table::project::{ActiveModel, Entity, Model};
use store::{Access, DbError, Handle, TypedOver};

/// Changes the field if nobody changed the same one since `version`, and answers the new version.
///
/// # Errors
/// A wrong value; [`AppError::Conflict`] with the newer value; or by scope.
pub async fn edit(access: &Access, id: ProjectId, field: ProjectField, value: &str, version: i32) -> Result<i32, DbError> {
    let value = value.to_owned();
    access
        .write(move |write| {
            Box::pin(async move {
                let before = write.find::<Entity>().by_id(id).must(write).await?;
                let today = store::id::now().date_naive();
                let change = change(&before, field, &value, today).map_err(|error| AppError::field(field.as_str(), error.to_string()))?;
                let theirs = shown(&before, field);
                let typed = TypedOver { seen: version, now: before.version, theirs: &theirs, yours: &value };
                if write.overtaken::<Entity>(&id.to_string(), field.as_str(), typed).await? {
                    return Err(AppError::Conflict { field: field.as_str().to_owned(), theirs, yours: value }.into());
                }
                Ok(write.update::<Entity>(&before, change).await?.version)
            })
        })
        .await
}

fn change(before: &Model, field: ProjectField, value: &str, today: NaiveDate) -> Result<ActiveModel, ParseError> {
    let mut row = ActiveModel::default();
    let day = || if value.trim().is_empty() { Ok(None) } else { parse_date(value).map(Some) };
    match field {
        ProjectField::Name => row.name = Set(Name::parse(value)?.into_inner()),
        ProjectField::Status => row.status = Set(value.parse::<ProjectStatus>()?),
        ProjectField::Start => {
            let start = day()?;
            if let (Some(start), Some(end)) = (start, before.end_date)
                && start > end
            {
                let end = short_date(end, today);
                return Err(ParseError::new(format!("is after the last day, {end}; move that first, or choose an earlier day")));
            }
            row.start_date = Set(start);
        }
        ProjectField::End => {
            let end = day()?;
            if let (Some(start), Some(end)) = (before.start_date, end)
                && start > end
            {
                let start = short_date(start, today);
                return Err(ParseError::new(format!("is before the first day, {start}; choose a later day")));
            }
            row.end_date = Set(end);
        }
    }
    Ok(row)
}

/// A field's text as it stands.
fn shown(row: &Model, field: ProjectField) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    match field {
        ProjectField::Name => row.name.clone(),
        ProjectField::Status => row.status.as_str().to_owned(),
        ProjectField::Start => day(row.start_date),
        ProjectField::End => day(row.end_date),
    }
}
