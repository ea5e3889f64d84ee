//! What the browser may ask while a deal is made. Each function: who, parse, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use super::types::{ClientChoice, DealChoices, DealDraft, SimilarDeal};
use domain::AppError;
use domain::id::{ClientId, OpportunityId};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::db;
#[cfg(feature = "ssr")]
use firm::{current, land};

/// What the form of a new deal offers; `client` is whom the deal is to be with. Whoever may create deals may.
///
/// # Errors
/// No such client for this person.
#[server(endpoint = "/new_deal_form")]
pub async fn new_deal_form(#[server(default)] client: Option<ClientId>) -> Result<DealChoices, AppError> {
    let access = current()?;
    Ok(db::new_deal::choices(&access, client).await?)
}

/// The first twenty clients that the person may make deals for and whose names hold the text.
///
/// # Errors
/// No right to create deals.
#[server(endpoint = "/clients_for_deal")]
pub async fn clients_for_deal(#[server(default)] text: String) -> Result<Vec<ClientChoice>, AppError> {
    let access = current()?;
    Ok(db::new_deal::clients_for(&access, &text).await?)
}

/// At most five deals of the client `id` whose names are like the text, or its open ones while there is none.
///
/// # Errors
/// No such client for this person.
#[server(endpoint = "/similar_deals")]
pub async fn similar_deals(id: ClientId, #[server(default)] name: String) -> Result<Vec<SimilarDeal>, AppError> {
    let access = current()?;
    Ok(db::new_deal::similar(&access, id, &name).await?)
}

/// Makes a deal, and its client where that was asked for. Whoever may create deals for that client may.
///
/// # Errors
/// A wrong value, a client that is not theirs, or an open deal of this name.
#[server(endpoint = "/create_deal")]
pub async fn create_deal(#[server(default)] deal: DealDraft) -> Result<OpportunityId, AppError> {
    let access = current()?;
    let id = db::create(&access, deal).await?;
    land(&format!("/deals/{id}"));
    Ok(id)
}
