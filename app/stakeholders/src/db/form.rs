//! What the form of somebody new asks: the clients to choose from.

use crate::types::StakeholderStart;
use clients::db::choose::{self, Choice};
use domain::id::ClientId;
use domain::policy::{Action, Noun};
use store::{Access, DbError};

/// What the form begins with; the client that the address names, if it is one of theirs.
///
/// # Errors
/// No right to add anybody, or the database fails.
pub async fn form(access: &Access, client: Option<ClientId>) -> Result<StakeholderStart, DbError> {
    access.require(Action::Create, Noun::Stakeholder)?;
    let read = access.read().await?;
    let client = match client {
        Some(id) => choose::chosen(&read, id).await?.map(Choice::told),
        None => None,
    };
    Ok(StakeholderStart { client, likely: choose::likely(&read).await? })
}
