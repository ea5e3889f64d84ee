//! What the browser may ask about people at clients. Each function: who, parse, do.

#![expect(clippy::too_many_arguments, reason = "each argument is a field of the form that a function answers")]
#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use crate::types::{SimilarPerson, Sought, StakeholderDetail, StakeholderList, StakeholderStart};
use domain::AppError;
use domain::id::{ClientId, StakeholderId, UserId};
use domain::stakeholder::{MeddpiccRole, StakeholderField};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{db, types::StakeholderSort};
#[cfg(feature = "ssr")]
use firm::{current, land};

/// One page of the people at the clients that the person may see.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/list_stakeholders")]
pub async fn list_stakeholders(
    #[server(default)] sought: Sought,
    #[server(default)] sort: String,
    #[server(default)] descending: bool,
    #[server(default)] page: u64,
) -> Result<StakeholderList, AppError> {
    let access = current()?;
    Ok(db::list(&access, &sought, StakeholderSort::parse(&sort), descending, page.max(1)).await?)
}

/// A person's page, with what is personal opened. Whoever may see the client's people may.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/show_stakeholder")]
pub async fn show_stakeholder(id: StakeholderId) -> Result<StakeholderDetail, AppError> {
    let access = current()?;
    Ok(db::detail(&access, id).await?)
}

/// Changes one field and answers the new version. Whoever may change the client's people may.
///
/// # Errors
/// A wrong value, somebody faster, or not theirs. What is personal is not repeated in the error of a plain form, which
/// travels in an address.
#[server(endpoint = "/edit_stakeholder")]
pub async fn edit_stakeholder(
    id: StakeholderId,
    field: StakeholderField,
    #[server(default)] value: String,
    version: i32,
) -> Result<i32, AppError> {
    let access = current()?;
    let edited = db::edit(&access, id, field, &value, version).await;
    let version = edited.map_err(|error| private(field, AppError::from(error), &value))?;
    land(&format!("/stakeholders/{id}"));
    Ok(version)
}

#[cfg(feature = "ssr")]
fn private(field: StakeholderField, error: AppError, value: &str) -> AppError {
    match error {
        AppError::Conflict { field: name, theirs, .. } if field.is_personal() => {
            AppError::Conflict { field: name, theirs, yours: String::new() }
        }
        error if field.is_personal() => error,
        error => error.typed(field.as_str(), value),
    }
}

/// Gives somebody a role, takes one, or both. Whoever may change the client's people may.
///
/// # Errors
/// Not theirs.
#[server(endpoint = "/set_stakeholder_role")]
pub async fn set_stakeholder_role(
    id: StakeholderId,
    #[server(default)] give: Option<MeddpiccRole>,
    #[server(default)] take: Option<MeddpiccRole>,
) -> Result<(), AppError> {
    let access = current()?;
    db::set_role(&access, id, give, take).await?;
    land(&format!("/stakeholders/{id}#roles"));
    Ok(())
}

/// Says that one of us owns the relationship with somebody, or does not. Whoever may change the client's people may.
///
/// # Errors
/// Somebody who is not with the firm, or not theirs.
#[server(endpoint = "/set_owner")]
pub async fn set_owner(id: StakeholderId, user: UserId, #[server(default)] owns: bool) -> Result<(), AppError> {
    let access = current()?;
    db::set_owner(&access, id, user, owns).await?;
    land(&format!("/stakeholders/{id}#owners"));
    Ok(())
}

/// What the form of somebody new begins with. Whoever may add people may.
///
/// # Errors
/// Signed out, or no right to.
#[server(endpoint = "/new_stakeholder_form")]
pub async fn new_stakeholder_form(#[server(default)] client: Option<ClientId>) -> Result<StakeholderStart, AppError> {
    let access = current()?;
    Ok(db::form(&access, client).await?)
}

/// Who may be the same as somebody who is being added. Whoever may see people may.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/similar_stakeholders")]
pub async fn similar_stakeholders(
    #[server(default)] client: Option<ClientId>,
    #[server(default)] name: String,
    #[server(default)] email: String,
) -> Result<Vec<SimilarPerson>, AppError> {
    let access = current()?;
    Ok(db::similar(&access, client, &name, &email).await?)
}

/// Adds somebody to a client's people. Whoever may change the client may.
///
/// # Errors
/// A wrong value, no client of theirs, or a namesake that was not confirmed.
#[server(endpoint = "/create_stakeholder")]
pub async fn create_stakeholder(
    #[server(default)] client: String,
    #[server(default)] client_name: String,
    #[server(default)] name: String,
    #[server(default)] job_title: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] engagement: String,
    #[server(default)] roles: Vec<MeddpiccRole>,
    #[server(default)] anyway: bool,
) -> Result<StakeholderId, AppError> {
    let access = current()?;
    let sent = db::Sent {
        client: &client,
        client_name: &client_name,
        name: &name,
        job_title: &job_title,
        email: &email,
        phone: &phone,
        engagement: &engagement,
        roles: &roles,
        anyway,
    };
    // What is personal does not come back with an error: it would stand in an address.
    let held: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    let again = |error: AppError| {
        error
            .typed("client", &client)
            .typed("client_name", &client_name)
            .typed("name", &name)
            .typed("job_title", &job_title)
            .typed("engagement", &engagement)
            .typed("roles", &held.join(" "))
    };
    let new = db::NewStakeholder::parse(&sent).map_err(again)?;
    let id = db::create(&access, new).await.map_err(|error| again(AppError::from(error)))?;
    land(&format!("/stakeholders/{id}"));
    Ok(id)
}
