//! What the browser may ask about the pipeline's settings. Each function: who, parse, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use super::types::{PipelineSettings, StageRemoval, Tried};
use domain::AppError;
use domain::id::CriterionId;
use domain::pipeline::{CriterionForm, StageField, StageTemplate};
use domain::stage::{Stage, StageKey};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::db::settings as db;
#[cfg(feature = "ssr")]
use firm::{current, land};

/// Every stage with its deals and what it asks for. Whoever may change stages may.
///
/// # Errors
/// Signed out, or no right.
#[server(endpoint = "/show_stages")]
pub async fn show_stages() -> Result<PipelineSettings, AppError> {
    let access = current()?;
    Ok(db::settings(&access).await?)
}

/// One stage as it is now. Whoever may change stages may.
///
/// # Errors
/// No such stage, or no right.
#[server(endpoint = "/show_stage")]
pub async fn show_stage(id: StageKey) -> Result<Stage, AppError> {
    let access = current()?;
    Ok(db::show(&access, known(&id)?).await?)
}

/// Changes one value and answers the stage as it is then. Whoever may change stages may.
///
/// # Errors
/// A wrong value, somebody faster, or no right.
#[server(endpoint = "/edit_stage")]
pub async fn edit_stage(id: StageKey, field: StageField, #[server(default)] value: String, version: i32) -> Result<Stage, AppError> {
    let access = current()?;
    let key = known(&id)?;
    let place = format!("{key}.{field}");
    let stage = db::edit(&access, key, field, &value, version).await.map_err(|error| AppError::from(error).typed(&place, &value))?;
    land(&unfolded(&stage.key));
    Ok(stage)
}

/// Puts an open stage at a place, counted from 1. Whoever may change stages may.
///
/// # Errors
/// Won or lost, somebody faster, or no right.
#[server(endpoint = "/place_stage")]
pub async fn place_stage(id: StageKey, to: i32, version: i32) -> Result<(), AppError> {
    let access = current()?;
    let key = known(&id)?;
    db::place(&access, key.clone(), to, version).await?;
    land(&format!("/settings/stages#stage-{key}"));
    Ok(())
}

/// Adds an open stage before won. Whoever may create stages may.
///
/// # Errors
/// A wrong value, a name that is taken, too many stages, or no right.
#[server(endpoint = "/create_stage")]
pub async fn create_stage(
    name: String,
    #[server(default)] probability: String,
    #[server(default)] hue: String,
) -> Result<StageKey, AppError> {
    let access = current()?;
    let new = db::NewStage::parse(&name, &probability, &hue)?;
    let typed = |error: AppError| error.typed("name", &name).typed("probability", &probability).typed("hue", &hue);
    let key = db::create(&access, new).await.map_err(|error| typed(AppError::from(error)))?;
    land(&unfolded(&key));
    Ok(key)
}

/// What hangs on a stage that is to go. Whoever may remove stages may.
///
/// # Errors
/// No such open stage, or no right.
#[server(endpoint = "/stage_to_remove")]
pub async fn stage_to_remove(id: StageKey) -> Result<StageRemoval, AppError> {
    let access = current()?;
    Ok(db::removal(&access, known(&id)?).await?)
}

/// Removes an open stage; the `deals` that it holds go to another one. Whoever may remove stages may.
///
/// # Errors
/// The last open stage, nowhere to go, other deals than were seen, or no right.
#[server(endpoint = "/remove_stage")]
pub async fn remove_stage(id: StageKey, #[server(default)] to: String, deals: i64) -> Result<(), AppError> {
    let access = current()?;
    let key = known(&id)?;
    let target = Some(to.as_str()).filter(|to| !to.is_empty()).map(StageKey::parse).transpose();
    let target = target.map_err(|error| AppError::field("to", error.to_string()))?;
    let retired = db::remove(&access, key, target, deals).await.map_err(|error| AppError::from(error).typed("to", &to))?;
    land(if retired { "/settings/stages?done=retired" } else { "/settings/stages?done=gone" });
    Ok(())
}

/// Brings a retired stage back. Whoever may change stages may.
///
/// # Errors
/// Not retired, a name that is taken by now, too many stages, or no right.
#[server(endpoint = "/restore_stage")]
pub async fn restore_stage(id: StageKey) -> Result<(), AppError> {
    let access = current()?;
    let key = known(&id)?;
    db::restore(&access, key.clone()).await?;
    land(&unfolded(&key));
    Ok(())
}

/// Starts over with a whole pipeline, as long as there is no deal. Whoever may create stages may.
///
/// # Errors
/// There are deals, or no right.
#[server(endpoint = "/choose_stages")]
pub async fn choose_stages(template: StageTemplate) -> Result<(), AppError> {
    let access = current()?;
    db::choose(&access, template).await?;
    land("/settings/stages?done=template");
    Ok(())
}

/// How many deals would meet a criterion if it were kept; `criterion` is the one that is being changed, if there is one.
/// Whoever may change stages may.
///
/// # Errors
/// Something wrong in the form, or no right.
#[server(endpoint = "/try_criterion")]
pub async fn try_criterion(
    id: StageKey,
    #[server(default)] criterion: Option<CriterionId>,
    #[server(default)] form: CriterionForm,
) -> Result<Tried, AppError> {
    let access = current()?;
    let check = form.checks()?;
    Ok(db::try_criterion(&access, known(&id)?, criterion, check).await?)
}

/// Adds a criterion to a stage's list. Whoever may change stages may.
///
/// # Errors
/// Something wrong in the form, or no right.
#[server(endpoint = "/create_criterion")]
pub async fn create_criterion(id: StageKey, #[server(default)] form: CriterionForm) -> Result<CriterionId, AppError> {
    let access = current()?;
    let key = known(&id)?;
    let criterion = db::create_criterion(&access, key.clone(), &form).await.map_err(|error| filled(error.into(), &form))?;
    land(&unfolded(&key));
    Ok(criterion)
}

/// Changes what a criterion is called and what it checks. Whoever may change stages may.
///
/// # Errors
/// Something wrong in the form, somebody faster, or no right.
#[server(endpoint = "/edit_criterion")]
pub async fn edit_criterion(id: CriterionId, #[server(default)] form: CriterionForm, version: i32) -> Result<(), AppError> {
    let access = current()?;
    let stage = db::edit_criterion(&access, id, &form, version).await.map_err(|error| filled(error.into(), &form))?;
    land(&unfolded(&stage));
    Ok(())
}

/// Puts a criterion at a place of its stage's list, counted from 1. Whoever may change stages may.
///
/// # Errors
/// Somebody faster, or no right.
#[server(endpoint = "/place_criterion")]
pub async fn place_criterion(id: CriterionId, to: i32, version: i32) -> Result<(), AppError> {
    let access = current()?;
    let stage = db::place_criterion(&access, id, to, version).await?;
    land(&unfolded(&stage));
    Ok(())
}

/// Takes a criterion away. Whoever may change stages may.
///
/// # Errors
/// It is gone already, or no right.
#[server(endpoint = "/remove_criterion")]
pub async fn remove_criterion(id: CriterionId) -> Result<(), AppError> {
    let access = current()?;
    let stage = db::remove_criterion(&access, id).await?;
    land(&unfolded(&stage));
    Ok(())
}

/// A key that may be one: what has another form names no stage.
#[cfg(feature = "ssr")]
fn known(id: &StageKey) -> Result<StageKey, AppError> {
    StageKey::parse(id.as_str()).map_err(|_| AppError::NotFound)
}

/// The page with this stage unfolded.
#[cfg(feature = "ssr")]
fn unfolded(key: &StageKey) -> String {
    format!("/settings/stages?stage={key}#stage-{key}")
}

/// The error with the form as it was filled in.
#[cfg(feature = "ssr")]
fn filled(error: AppError, form: &CriterionForm) -> AppError {
    form.fields().into_iter().fold(error, |error, (field, text)| error.typed(field, text))
}
