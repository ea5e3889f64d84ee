//! What the browser may ask about activities. Each function: who, parse, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use crate::of::Of;
use crate::types::{ActivityDetail, ActivityForm, ActivityStart, Timeline};
use domain::AppError;
use domain::activity::ActivityField;
use domain::id::{ActivityId, ClientId, StakeholderId};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::db;
#[cfg(feature = "ssr")]
use firm::{current, land, visit};

/// A page of a timeline. Whoever may see what it is of may; they find what they may see of it. `kind` and `by` leave others
/// out, `earlier` is where it begins, `rows` how many there are at most.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/list_activities")]
pub async fn list_activities(
    #[server(default)] of: Of,
    #[server(default)] kind: String,
    #[server(default)] by: String,
    #[server(default)] earlier: String,
    #[server(default)] rows: u64,
) -> Result<Timeline, AppError> {
    let access = current()?;
    Ok(db::timeline(&access, of, &db::Sought { kind: &kind, by: &by, earlier: &earlier, rows }).await?)
}

/// An activity's page. Whoever may see the client's activities may.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/show_activity")]
pub async fn show_activity(id: ActivityId) -> Result<ActivityDetail, AppError> {
    let access = current()?;
    Ok(db::detail(&access, id).await?)
}

/// What the form begins with: of a page that is about something, or of a client by id or name. Whoever may log anything may.
///
/// # Errors
/// Signed out, or no right to.
#[server(endpoint = "/start_activity")]
pub async fn start_activity(
    #[server(default)] of: Of,
    #[server(default)] client: Option<ClientId>,
    #[server(default)] client_name: String,
) -> Result<ActivityStart, AppError> {
    let access = current()?;
    Ok(db::start(&access, of, client, &client_name).await?)
}

/// Writes down a call, a meeting, an e-mail or a note. Whoever may add to the client's activities may.
///
/// # Errors
/// A wrong value, or not theirs.
#[server(endpoint = "/log_activity")]
pub async fn log_activity(#[server(default)] of: Of, activity: ActivityForm) -> Result<ActivityId, AppError> {
    let access = current()?;
    let new = db::NewActivity::parse(&activity, visit()?.today)?;
    let logged = db::log(&access, &activity.client, &activity.client_name, new).await;
    let id = logged.map_err(|error| db::typed(AppError::from(error), &activity))?;
    land(&of.place());
    Ok(id)
}

/// Changes one field and answers the new version. Whoever may change the client's activities may.
///
/// # Errors
/// A wrong value, somebody faster, or not theirs.
#[server(endpoint = "/edit_activity")]
pub async fn edit_activity(id: ActivityId, field: ActivityField, #[server(default)] value: String, version: i32) -> Result<i32, AppError> {
    let access = current()?;
    let edited = db::edit(&access, id, field, &value, version, visit()?.today).await;
    let version = edited.map_err(|error| AppError::from(error).typed(field.as_str(), &value))?;
    land(&format!("/activities/{id}"));
    Ok(version)
}

/// Says who of theirs took part: these, where it was those who were `held` to have. Whom somebody else named or took out
/// meanwhile stays named or out. Whoever may change the client's activities may.
///
/// # Errors
/// Somebody of another client, or not theirs.
#[server(endpoint = "/set_participants")]
pub async fn set_participants(
    id: ActivityId,
    #[server(default)] with: Vec<StakeholderId>,
    #[server(default)] held: Vec<StakeholderId>,
) -> Result<(), AppError> {
    let access = current()?;
    db::set_participants(&access, id, &with, &held).await?;
    land(&format!("/activities/{id}#with"));
    Ok(())
}

/// Removes it; who did can take that back for a day. Whoever may remove the client's activities may.
///
/// # Errors
/// Written by itself, or not theirs.
#[server(endpoint = "/remove_activity")]
pub async fn remove_activity(id: ActivityId) -> Result<(), AppError> {
    let access = current()?;
    db::remove(&access, id).await?;
    land(&format!("/activities?removed={id}"));
    Ok(())
}

/// Takes a removal back. Who removed it may, for a day, as long as they may add to the client's activities.
///
/// # Errors
/// Removed by somebody else, too long ago, or not theirs.
#[server(endpoint = "/restore_activity")]
pub async fn restore_activity(id: ActivityId) -> Result<(), AppError> {
    let access = current()?;
    db::restore(&access, id).await?;
    land(&format!("/activities/{id}"));
    Ok(())
}
