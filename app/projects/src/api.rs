//! What the browser may ask about projects. Each function: who, parse, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use crate::handover::{HandOverAsk, Handover};
use crate::types::{OpenTasks, ProjectDetail, ProjectLink, ProjectList};
use domain::AppError;
use domain::id::{ClientId, OpportunityId, ProjectId, UserId};
use domain::project::ProjectField;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{db, types::ProjectSort};
#[cfg(feature = "ssr")]
use firm::{current, land};

/// One page of the projects that the person may see. `text` is searched for in the names of projects and clients.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/list_projects")]
pub async fn list_projects(
    #[server(default)] text: String,
    #[server(default)] status: String,
    #[server(default)] client: Option<ClientId>,
    #[server(default)] sort: String,
    #[server(default)] descending: bool,
    #[server(default)] page: u64,
) -> Result<ProjectList, AppError> {
    let access = current()?;
    let filter = db::Filter { text, status: status.parse().ok(), client };
    Ok(db::list(&access, &filter, ProjectSort::parse(&sort), descending, page.max(1)).await?)
}

/// What one of us still has to do. Everybody inside may ask, and hears of what they may see.
///
/// # Errors
/// No such colleague.
#[server(endpoint = "/list_open_tasks")]
pub async fn list_open_tasks(id: UserId) -> Result<OpenTasks, AppError> {
    let access = current()?;
    Ok(db::open_tasks(&access, id).await?)
}

/// A project's page. Whoever may see the project may.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/show_project")]
pub async fn show_project(id: ProjectId) -> Result<ProjectDetail, AppError> {
    let access = current()?;
    Ok(db::detail(&access, id).await?)
}

/// Changes one field and answers the new version. Whoever may change the project may.
///
/// # Errors
/// A wrong value, somebody faster, or not theirs.
#[server(endpoint = "/edit_project")]
pub async fn edit_project(id: ProjectId, field: ProjectField, #[server(default)] value: String, version: i32) -> Result<i32, AppError> {
    let access = current()?;
    let edited = db::edit(&access, id, field, &value, version).await;
    let version = edited.map_err(|error| AppError::from(error).typed(field.as_str(), &value))?;
    land(&format!("/projects/{id}"));
    Ok(version)
}

/// The project that a deal became, if any that the person may see.
///
/// # Errors
/// The deal is not found for this person.
#[server(endpoint = "/project_of_deal")]
pub async fn project_of_deal(id: OpportunityId) -> Result<Option<ProjectLink>, AppError> {
    let access = current()?;
    Ok(db::of_deal(&access, id).await?)
}

/// The page of a deal's hand-over. Whoever may change the deal may look at it.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/show_handover")]
pub async fn show_handover(id: OpportunityId) -> Result<Handover, AppError> {
    let access = current()?;
    Ok(db::form(&access, id).await?)
}

/// Wins a deal and makes its project; answers the project that is there already, where there is one. Whoever may add a
/// project to the client may.
///
/// # Errors
/// A wrong field, something missing, a lost deal, somebody faster, or not theirs.
#[server(endpoint = "/hand_over")]
pub async fn hand_over(id: OpportunityId, version: i32, #[server(default)] ask: HandOverAsk) -> Result<ProjectId, AppError> {
    let access = current()?;
    let project = db::hand_over(&access, id, version, ask).await?;
    land(&format!("/projects/{project}"));
    Ok(project)
}

/// Takes a win back: removes the project and moves its deal back, while nobody has worked in it; answers the deal.
/// Whoever may remove the project and move the deal back may.
///
/// # Errors
/// Work has begun, somebody was faster, or not theirs.
#[server(endpoint = "/take_back_win")]
pub async fn take_back_win(id: ProjectId, version: i32) -> Result<OpportunityId, AppError> {
    let access = current()?;
    let deal = db::take_back(&access, id, version).await?;
    land(&format!("/deals/{deal}"));
    Ok(deal)
}
