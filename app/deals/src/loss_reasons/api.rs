//! What the browser may ask about the list of why deals are lost. Each function: who, parse, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use super::types::LossList;
use domain::AppError;
use domain::id::LossReasonId;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::db::settings as db;
#[cfg(feature = "ssr")]
use firm::{current, land};

/// The list in order, and how many losses it does not explain. Whoever may change it may.
///
/// # Errors
/// Signed out, or no right.
#[server(endpoint = "/loss_reasons")]
pub async fn loss_reasons() -> Result<LossList, AppError> {
    let access = current()?;
    Ok(db::loss_reasons(&access).await?)
}

/// Adds a reason at the end. Whoever may create stages may.
///
/// # Errors
/// A wrong name, one that is taken, or no right.
#[server(endpoint = "/create_loss_reason")]
pub async fn create_loss_reason(name: String) -> Result<LossReasonId, AppError> {
    let access = current()?;
    let id = db::create_loss_reason(&access, &name).await.map_err(|error| AppError::from(error).typed("name", &name))?;
    land("/settings/loss-reasons#add");
    Ok(id)
}

/// Renames a reason and answers its new version. Whoever may change stages may.
///
/// # Errors
/// A wrong name, one that is taken, somebody faster, or no right.
#[server(endpoint = "/rename_loss_reason")]
pub async fn rename_loss_reason(id: LossReasonId, #[server(default)] value: String, version: i32) -> Result<i32, AppError> {
    let access = current()?;
    let renamed = db::rename_loss_reason(&access, id, &value, version).await;
    let version = renamed.map_err(|error| AppError::from(error).typed(&format!("{id}.name"), &value))?;
    land(&format!("/settings/loss-reasons#reason-{id}"));
    Ok(version)
}

/// Puts a reason at a place of the list, counted from 1. Whoever may change stages may.
///
/// # Errors
/// Somebody faster, or no right.
#[server(endpoint = "/place_loss_reason")]
pub async fn place_loss_reason(id: LossReasonId, to: i32, version: i32) -> Result<(), AppError> {
    let access = current()?;
    db::place_loss_reason(&access, id, to, version).await?;
    land(&format!("/settings/loss-reasons#reason-{id}"));
    Ok(())
}

/// Takes a reason off the list. Whoever may remove stages may.
///
/// # Errors
/// It is gone already, or no right.
#[server(endpoint = "/remove_loss_reason")]
pub async fn remove_loss_reason(id: LossReasonId) -> Result<(), AppError> {
    let access = current()?;
    db::remove_loss_reason(&access, id).await?;
    land("/settings/loss-reasons");
    Ok(())
}
