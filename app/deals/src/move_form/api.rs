//! What the browser may ask about moves to come. Each function: who, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use super::types::{LossChoices, MovePage};
use domain::AppError;
use domain::id::OpportunityId;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::db;
#[cfg(feature = "ssr")]
use firm::current;

/// Where a deal can go, and what a loss would be asked for. Whoever may change the deal may.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/show_move")]
pub async fn show_move(id: OpportunityId) -> Result<MovePage, AppError> {
    let access = current()?;
    Ok(db::ways(&access, id).await?)
}

/// What a loss is asked for, for a sheet on the board. Whoever may change the deal may.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/show_loss")]
pub async fn show_loss(id: OpportunityId) -> Result<LossChoices, AppError> {
    let access = current()?;
    Ok(db::loss_choices(&access, id).await?)
}
