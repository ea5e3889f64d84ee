//! What the form of a new deal asks: the clients to choose from, and the deals that may be meant already.

mod clients;
mod similar;

pub use clients::clients_for;
pub(super) use clients::won_from;
pub use similar::similar;

use crate::new_deal::DealChoices;
use ::clients::db::choose::likely;
use clients::choice;
use domain::id::ClientId;
use domain::policy::{Action, Noun};
use domain::stage::StageKind;
use store::{Access, DbError};

/// What the form offers; `client` is whom the address names.
///
/// # Errors
/// No right to create deals; no such client for this person.
pub async fn choices(access: &Access, client: Option<ClientId>) -> Result<DealChoices, DbError> {
    access.require(Action::Create, Noun::Deal)?;
    let read = access.read().await?;
    let stages = super::stages::stages(&read).await?;
    let (client, similar) = match client {
        Some(id) => (Some(choice(&read, id).await?), similar::open(&read, id, &stages).await?),
        None => (None, Vec::new()),
    };
    Ok(DealChoices {
        stages: stages.into_iter().filter(|stage| stage.kind == StageKind::Open).map(|stage| (stage.key, stage.name)).collect(),
        likely: likely(&read).await?,
        client,
        similar,
        can_found: access.may(Action::Create, Noun::Client),
    })
}
