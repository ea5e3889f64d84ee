//! The names of clients, for who may open their pages.

use domain::id::ClientId;
use sea_orm::{ColumnTrait, FromQueryResult, QuerySelect};
use std::collections::{HashMap, HashSet};
use store::table::client;
use store::{DbError, Handle, Read};

/// Those of these clients that the person may see, with their names.
pub(super) async fn clients(read: &Read, ids: impl Iterator<Item = ClientId>) -> Result<HashMap<ClientId, String>, DbError> {
    #[derive(FromQueryResult)]
    struct Named {
        id: ClientId,
        name: String,
    }
    let ids: HashSet<ClientId> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<Named> = read
        .find::<client::Entity>()
        .filter(client::Column::Id.is_in(ids))
        .shape(|query| query.select_only().columns([client::Column::Id, client::Column::Name]))
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
