//! What the browser may ask about competitors. Each function: who, parse, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use super::types::{CompetitorDetail, CompetitorList, CompetitorName, Encounters};
use domain::AppError;
use domain::competitor::CompetitorField;
use domain::id::CompetitorId;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::types::CompetitorSort;
#[cfg(feature = "ssr")]
use crate::db::competitors as db;
#[cfg(feature = "ssr")]
use firm::{current, land};

/// One page of the competitors. `text` is searched for in names and web addresses. Everybody inside may.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/list_competitors")]
pub async fn list_competitors(
    #[server(default)] text: String,
    #[server(default)] sort: String,
    #[server(default)] descending: bool,
    #[server(default)] page: u64,
) -> Result<CompetitorList, AppError> {
    let access = current()?;
    Ok(db::list(&access, &text, CompetitorSort::parse(&sort), descending, page.max(1)).await?)
}

/// The first twenty competitors whose names hold the text, to choose from. Everybody inside may.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/find_competitors")]
pub async fn find_competitors(#[server(default)] text: String) -> Result<Vec<CompetitorName>, AppError> {
    let access = current()?;
    Ok(db::named(&access, &text).await?)
}

/// A competitor's profile. Everybody inside may.
///
/// # Errors
/// No such competitor.
#[server(endpoint = "/show_competitor")]
pub async fn show_competitor(id: CompetitorId) -> Result<CompetitorDetail, AppError> {
    let access = current()?;
    Ok(db::detail(&access, id).await?)
}

/// The deals that a competitor appears in, as far as the person may see them: figures over all, and one page.
///
/// # Errors
/// No such competitor.
#[server(endpoint = "/competitor_deals")]
pub async fn competitor_deals(id: CompetitorId, #[server(default)] page: u64) -> Result<Encounters, AppError> {
    let access = current()?;
    Ok(db::deals(&access, id, page.max(1)).await?)
}

/// Adds a competitor. Whoever may create competitors may.
///
/// # Errors
/// A wrong value, or a name that is taken.
#[server(endpoint = "/create_competitor")]
pub async fn create_competitor(name: String, #[server(default)] website: String) -> Result<CompetitorId, AppError> {
    let access = current()?;
    let new = db::NewCompetitor::parse(&name, &website)?;
    let id = db::create(&access, new).await.map_err(|error| AppError::from(error).typed("name", &name).typed("website", &website))?;
    land(&format!("/competitors/{id}"));
    Ok(id)
}

/// Changes one field and answers the new version. Whoever may change competitors may.
///
/// # Errors
/// A wrong value, a name that is taken, or somebody faster.
#[server(endpoint = "/edit_competitor")]
pub async fn edit_competitor(
    id: CompetitorId,
    field: CompetitorField,
    #[server(default)] value: String,
    version: i32,
) -> Result<i32, AppError> {
    let access = current()?;
    let version =
        db::edit(&access, id, field, &value, version).await.map_err(|error| AppError::from(error).typed(field.as_str(), &value))?;
    land(&format!("/competitors/{id}"));
    Ok(version)
}

/// Takes a competitor off the list, with its mentions in deals; `mentions` is how many the person was shown. Only admins.
///
/// # Errors
/// No such competitor, or it is mentioned in more or fewer deals by now.
#[server(endpoint = "/delete_competitor")]
pub async fn delete_competitor(id: CompetitorId, mentions: i64) -> Result<(), AppError> {
    let access = current()?;
    db::delete(&access, id, mentions).await?;
    land("/competitors");
    Ok(())
}
