//! What the browser may ask about one deal and change on its page. Each function: who, parse, do. `id` is always the deal's.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use super::types::{DealDetail, Findable, Found, RivalField, StepField};
use domain::AppError;
use domain::competitor::CompetitorStatus;
use domain::id::{CompetitorId, CriterionId, OpportunityId, StakeholderId, TaskId, UserId};
use domain::meddpicc::Letter;
use domain::stakeholder::MeddpiccRole;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::db;
#[cfg(feature = "ssr")]
use firm::{current, land, visit};

/// A deal's page. Whoever may see the deal may. A page that asks `again` has its stakeholders' addresses already.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/show_deal")]
pub async fn show_deal(id: OpportunityId, #[server(default)] again: bool) -> Result<DealDetail, AppError> {
    let access = current()?;
    Ok(db::look(&access, id, again).await?)
}

/// The first things by name that hold the text and can be added to the deal. Whoever may change the deal may.
///
/// # Errors
/// Not theirs.
#[server(endpoint = "/find_for_deal")]
pub async fn find_for_deal(id: OpportunityId, what: Findable, #[server(default)] text: String) -> Result<Vec<Found>, AppError> {
    let access = current()?;
    Ok(db::find(&access, id, what, &text).await?)
}

/// Ticks a criterion that no data can tell, or takes the tick away. Whoever may change the deal may.
///
/// # Errors
/// Not theirs, or not to be ticked.
#[server(endpoint = "/tick_criterion")]
pub async fn tick_criterion(id: OpportunityId, criterion: CriterionId, #[server(default)] on: bool) -> Result<(), AppError> {
    let access = current()?;
    db::tick(&access, id, criterion, on).await?;
    land(&format!("/deals/{id}#checks"));
    Ok(())
}

/// Plans to ask a letter's question, once. Whoever may change the deal may.
///
/// # Errors
/// Not theirs.
#[server(endpoint = "/ask_letter")]
pub async fn ask_letter(id: OpportunityId, letter: Letter) -> Result<TaskId, AppError> {
    let access = current()?;
    let step = db::ask(&access, id, letter).await?;
    land(&format!("/deals/{id}#step-{step}"));
    Ok(step)
}

/// Plans a step. Whoever may change the deal may.
///
/// # Errors
/// A wrong value, or not theirs.
#[server(endpoint = "/add_step")]
pub async fn add_step(
    id: OpportunityId,
    title: String,
    #[server(default)] due: String,
    #[server(default)] kind: String,
) -> Result<TaskId, AppError> {
    let access = current()?;
    let new = db::NewStep::parse(&title, &due, &kind, visit()?.today)?;
    let step = db::add_step(&access, id, new).await?;
    land(&format!("/deals/{id}#step-{step}"));
    Ok(step)
}

/// Ticks a step off, or takes that back. Whoever may change the deal and the step may.
///
/// # Errors
/// Not theirs.
#[server(endpoint = "/complete_step")]
pub async fn complete_step(id: OpportunityId, task: TaskId, #[server(default)] done: bool) -> Result<(), AppError> {
    let access = current()?;
    db::complete_step(&access, id, task, done).await?;
    land(&format!("/deals/{id}#steps"));
    Ok(())
}

/// Changes what a step is or by when, and answers its new version. Whoever may change the deal and the step may.
///
/// # Errors
/// A wrong value, somebody faster, or not theirs.
#[server(endpoint = "/edit_step")]
pub async fn edit_step(
    id: OpportunityId,
    task: TaskId,
    field: StepField,
    #[server(default)] value: String,
    version: i32,
) -> Result<i32, AppError> {
    let access = current()?;
    let edited = db::edit_step(&access, id, task, field, &value, version).await;
    let version = edited.map_err(|error| of_place(error.into(), &format!("{task}-{}", field.as_str()), &value))?;
    land(&format!("/deals/{id}#step-{task}"));
    Ok(version)
}

/// Puts a colleague on the deal's own team. Whoever may change the deal may.
///
/// # Errors
/// Somebody who has left or is on the team through the client, or not theirs.
#[server(endpoint = "/add_team_member")]
pub async fn add_team_member(id: OpportunityId, user: UserId) -> Result<(), AppError> {
    let access = current()?;
    db::add_member(&access, id, user).await?;
    land(&format!("/deals/{id}#team"));
    Ok(())
}

/// Takes somebody off the deal's own team. Whoever may change the deal may; who loses sight of it by that must be `sure`.
///
/// # Errors
/// Not sure, or not theirs.
#[server(endpoint = "/remove_team_member")]
pub async fn remove_team_member(id: OpportunityId, user: UserId, #[server(default)] sure: bool) -> Result<(), AppError> {
    let access = current()?;
    db::remove_member(&access, id, user, sure).await?;
    // Who was sure may not see the deal any more.
    land(&if sure { "/deals".to_owned() } else { format!("/deals/{id}#team") });
    Ok(())
}

/// Links one of the client's people to the deal, and gives them a role if one is named. Whoever may change the client's
/// people may.
///
/// # Errors
/// Nobody of this client, or not theirs.
#[server(endpoint = "/link_stakeholder")]
pub async fn link_stakeholder(
    id: OpportunityId,
    stakeholder: StakeholderId,
    #[server(default)] role: Option<MeddpiccRole>,
) -> Result<(), AppError> {
    let access = current()?;
    db::link_stakeholder(&access, id, stakeholder, role).await?;
    land(&format!("/deals/{id}#person-{stakeholder}"));
    Ok(())
}

/// Takes one of the client's people off the deal. Whoever may change the client's people may.
///
/// # Errors
/// Not theirs.
#[server(endpoint = "/unlink_stakeholder")]
pub async fn unlink_stakeholder(id: OpportunityId, stakeholder: StakeholderId) -> Result<(), AppError> {
    let access = current()?;
    db::unlink_stakeholder(&access, id, stakeholder).await?;
    land(&format!("/deals/{id}#stakeholders"));
    Ok(())
}

/// Adds somebody to the client's people and to the deal. Whoever may add to the client's people may.
///
/// # Errors
/// A wrong value, somebody of that name, or not theirs.
#[server(endpoint = "/add_stakeholder")]
pub async fn add_stakeholder(
    id: OpportunityId,
    name: String,
    #[server(default)] job_title: String,
    #[server(default)] roles: Vec<MeddpiccRole>,
) -> Result<StakeholderId, AppError> {
    let access = current()?;
    let new = stakeholders::db::NewPerson::parse(&name, &job_title, &roles)?;
    let added = db::add_stakeholder(&access, id, new).await;
    let added = added.map_err(|error| AppError::from(error).typed("name", &name).typed("job_title", &job_title))?;
    land(&format!("/deals/{id}#person-{added}"));
    Ok(added)
}

/// Gives one of the deal's stakeholders a role, takes one, or both. Whoever may change the client's people may.
///
/// # Errors
/// Nobody of this deal, or not theirs.
#[server(endpoint = "/set_role")]
pub async fn set_role(
    id: OpportunityId,
    stakeholder: StakeholderId,
    #[server(default)] give: Option<MeddpiccRole>,
    #[server(default)] take: Option<MeddpiccRole>,
) -> Result<(), AppError> {
    let access = current()?;
    db::set_role(&access, id, stakeholder, give, take).await?;
    land(&format!("/deals/{id}#person-{stakeholder}"));
    Ok(())
}

/// Puts a competitor into the deal, by id or by the name of one that nobody knows yet. Whoever may change the deal may.
///
/// # Errors
/// A wrong value, or not theirs.
#[server(endpoint = "/add_rival")]
pub async fn add_rival(
    id: OpportunityId,
    #[server(default)] competitor: Option<CompetitorId>,
    #[server(default)] name: String,
    #[server(default)] status: Option<CompetitorStatus>,
    #[server(default)] notes: String,
) -> Result<CompetitorId, AppError> {
    let access = current()?;
    let new = db::Rivalry::parse(competitor, &name, status, &notes)?;
    let competitor = db::add_rival(&access, id, new).await?;
    land(&format!("/deals/{id}#rival-{competitor}"));
    Ok(competitor)
}

/// Changes how a competitor stands in the deal or what we know about it, and answers the new version. Whoever may change the
/// deal may.
///
/// # Errors
/// A wrong value, somebody faster, or not theirs.
#[server(endpoint = "/edit_rival")]
pub async fn edit_rival(
    id: OpportunityId,
    competitor: CompetitorId,
    field: RivalField,
    #[server(default)] value: String,
    version: i32,
) -> Result<i32, AppError> {
    let access = current()?;
    let edited = db::edit_rival(&access, id, competitor, field, &value, version).await;
    let version = edited.map_err(|error| of_place(error.into(), &format!("{competitor}-{}", field.as_str()), &value))?;
    land(&format!("/deals/{id}#rival-{competitor}"));
    Ok(version)
}

/// Takes a competitor out of the deal. Whoever may change the deal may.
///
/// # Errors
/// Not theirs.
#[server(endpoint = "/remove_rival")]
pub async fn remove_rival(id: OpportunityId, competitor: CompetitorId) -> Result<(), AppError> {
    let access = current()?;
    db::remove_rival(&access, id, competitor).await?;
    land(&format!("/deals/{id}#competitors"));
    Ok(())
}

/// A fault of `value`, as the one place on the page that it came from knows it: a page has many such places.
#[cfg(feature = "ssr")]
fn of_place(error: AppError, place: &str, value: &str) -> AppError {
    match error {
        AppError::Invalid(errors) => {
            let message = errors.of("value").unwrap_or_default();
            AppError::field(place, message).typed(place, value)
        }
        AppError::Conflict { theirs, yours, .. } => AppError::Conflict { field: place.to_owned(), theirs, yours },
        other => other,
    }
}
