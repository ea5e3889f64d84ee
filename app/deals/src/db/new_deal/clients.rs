//! The clients that a person may make deals for, and what a deal with each most likely is.

use crate::new_deal::ClientChoice;
use ::clients::db::choose::{self, Choice};
use domain::deal::{OpportunityType, Outcome};
use domain::id::ClientId;
use domain::policy::{Action, Noun};
use sea_orm::{ColumnTrait, FromQueryResult, QuerySelect};
use std::collections::HashSet;
use store::table::opportunity;
use store::{Access, DbError, Handle, Read};

/// The clients whose names hold the text, those that begin with it first; for no text, those that were changed last.
///
/// # Errors
/// No right to create deals, or the database fails.
pub async fn clients_for(access: &Access, text: &str) -> Result<Vec<ClientChoice>, DbError> {
    access.require(Action::Create, Noun::Deal)?;
    let read = access.read().await?;
    let found = choose::named(&read, text).await?;
    choices(&read, found).await
}

/// One client as a choice.
pub(super) async fn choice(read: &Read, id: ClientId) -> Result<ClientChoice, DbError> {
    let found = choose::chosen(read, id).await?.into_iter().collect();
    choices(read, found).await?.pop().ok_or_else(|| domain::AppError::NotFound.into())
}

async fn choices(read: &Read, found: Vec<Choice>) -> Result<Vec<ClientChoice>, DbError> {
    let ids: Vec<ClientId> = found.iter().map(|client| client.id).collect();
    let won = won_from(read, &ids).await?;
    let choice = |client: Choice| ClientChoice {
        id: client.id,
        currency: client.currency(),
        kind: if won.contains(&client.id) { OpportunityType::Expansion } else { OpportunityType::New },
        name: client.name,
        industry: client.industry,
    };
    Ok(found.into_iter().map(choice).collect())
}

/// Those of these clients from whom we have won a deal.
pub(crate) async fn won_from(on: &impl Handle, ids: &[ClientId]) -> Result<HashSet<ClientId>, DbError> {
    #[derive(FromQueryResult)]
    struct Won {
        client_id: ClientId,
    }
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<Won> = on
        .find::<opportunity::Entity>()
        .filter(opportunity::Column::ClientId.is_in(ids.iter().copied()))
        .filter(opportunity::Column::Outcome.eq(Outcome::Won))
        .shape(|query| query.select_only().column(opportunity::Column::ClientId).distinct())
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.client_id).collect())
}
