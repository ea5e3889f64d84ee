//! One field of a person at a client, changed in place.

use super::sealed;
use domain::AppError;
use domain::id::{ClientId, StakeholderId};
use domain::parse::{Name, ParseError, short_text};
use domain::stakeholder::{EngagementLevel, StakeholderField, no_circle};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, FromQueryResult, QuerySelect};
use std::collections::HashMap;
use store::table::stakeholder::{ActiveModel, Column, Entity, Model};
use store::{Access, DbError, Handle, TypedOver, Write};

/// Changes the field if nobody changed the same one since `version`, and answers the new version. Empty text clears every
/// field but name and engagement.
///
/// # Errors
/// A wrong value, a manager who reports to this person; [`AppError::Conflict`] with the newer value; or by scope.
pub async fn edit(access: &Access, id: StakeholderId, field: StakeholderField, value: &str, version: i32) -> Result<i32, DbError> {
    let value = value.to_owned();
    access.write(move |write| Box::pin(async move { edit_in(write, id, field, value, version).await })).await
}

async fn edit_in(write: &mut Write, id: StakeholderId, field: StakeholderField, value: String, version: i32) -> Result<i32, DbError> {
    if field == StakeholderField::ReportsTo {
        // Two who are made each other's manager at once would both find the way free.
        write.serialise().await?;
    }
    let before = write.find::<Entity>().by_id(id).must(write).await?;
    let change = change(write, &before, field, &value).await?;
    let keys = write.store().keys()?;
    let theirs = if field.is_personal() { sealed::compared(&keys, &before, field) } else { shown(&before, field) };
    let typed = TypedOver { seen: version, now: before.version, theirs: &theirs, yours: &value };
    if write.overtaken::<Entity>(&id.to_string(), field.as_str(), typed).await? {
        let theirs = read(write, &before, field, theirs).await?;
        return Err(AppError::Conflict { field: field.as_str().to_owned(), theirs, yours: value }.into());
    }
    Ok(write.update::<Entity>(&before, change).await?.version)
}

async fn change(write: &Write, before: &Model, field: StakeholderField, value: &str) -> Result<ActiveModel, DbError> {
    let wrong = |error: ParseError| DbError::from(AppError::field(field.as_str(), error.to_string()));
    let mut row = ActiveModel::default();
    match field {
        StakeholderField::Name => row.name = Set(Name::parse(value).map_err(wrong)?.into_inner()),
        StakeholderField::JobTitle => row.job_title = Set(short_text(value).map_err(wrong)?),
        StakeholderField::Engagement => row.engagement_level = Set(value.parse::<EngagementLevel>().map_err(wrong)?),
        StakeholderField::ReportsTo => row.reports_to = Set(manager(write, before, value.trim()).await?),
        StakeholderField::Email | StakeholderField::Phone | StakeholderField::Notes => {
            let text = sealed::parse(field, value).map_err(wrong)?;
            sealed::put(&*write.store().keys()?, &mut row, before.id, field, text.as_deref())?;
        }
    }
    Ok(row)
}

/// Whom the person is to report to; nobody for empty text.
async fn manager(write: &Write, person: &Model, value: &str) -> Result<Option<StakeholderId>, DbError> {
    let wrong = |message: String| DbError::from(AppError::field(StakeholderField::ReportsTo.as_str(), message));
    if value.is_empty() {
        return Ok(None);
    }
    let nobody = || wrong("is none of this client's people; choose one of the list".into());
    let manager: StakeholderId = value.parse().map_err(|_| nobody())?;
    let people = people(write, person.client_id).await?;
    if !people.contains_key(&manager) {
        return Err(nobody());
    }
    no_circle(person.id, manager, |id| people.get(&id).and_then(|one| one.reports_to)).map_err(|way| {
        let name = |id: &StakeholderId| people.get(id).map_or("somebody", |one| one.name.as_str());
        let boss = way.last().map(name);
        wrong(match (boss, way.len()) {
            (None, _) => "is the same person; choose somebody else".into(),
            (Some(boss), 1) => format!("is {boss}, who reports to {}; change that first", person.name),
            (Some(boss), _) => {
                let first = name(&manager);
                format!("is {first}, who reports to {} through {boss}; change that first", person.name)
            }
        })
    })?;
    Ok(Some(manager))
}

#[derive(FromQueryResult)]
struct Named {
    id: StakeholderId,
    name: String,
    reports_to: Option<StakeholderId>,
}

async fn people(write: &Write, client: ClientId) -> Result<HashMap<StakeholderId, Named>, DbError> {
    let rows: Vec<Named> = write
        .find::<Entity>()
        .filter(Column::ClientId.eq(client))
        .shape(|query| query.select_only().columns([Column::Id, Column::Name, Column::ReportsTo]))
        .all_as(write)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A field's text as it is edited; what is personal is not among it.
fn shown(row: &Model, field: StakeholderField) -> String {
    match field {
        StakeholderField::Name => row.name.clone(),
        StakeholderField::JobTitle => row.job_title.clone().unwrap_or_default(),
        StakeholderField::Engagement => row.engagement_level.as_str().to_owned(),
        StakeholderField::ReportsTo => row.reports_to.map(|id| id.to_string()).unwrap_or_default(),
        StakeholderField::Email | StakeholderField::Phone | StakeholderField::Notes => String::new(),
    }
}

/// The same as people read it. What is personal stands in no error: an error may travel in an address.
async fn read(write: &Write, row: &Model, field: StakeholderField, edited: String) -> Result<String, DbError> {
    Ok(match field {
        StakeholderField::Engagement => row.engagement_level.label().to_owned(),
        StakeholderField::ReportsTo => match row.reports_to {
            Some(id) => people(write, row.client_id).await?.remove(&id).map(|one| one.name).unwrap_or_default(),
            None => String::new(),
        },
        field if field.is_personal() && !edited.is_empty() => "something else".to_owned(),
        _ => edited,
    })
}
