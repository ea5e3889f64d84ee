//! A competitor taken off the list, with its mentions.

use domain::AppError;
use domain::id::{ClientId, CompetitorId, OpportunityId};
use domain::policy::{Action, Noun};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait};
use std::collections::HashMap;
use store::table::{competitor, competitor_mention, opportunity};
use store::{Access, DbError, Handle, Write};

/// Removes it and every mention of it. `mentions` is how many the person was told would go: if there are others by now,
/// nothing goes.
///
/// # Errors
/// No right to remove competitors, no such competitor, or another number of mentions.
pub async fn delete(access: &Access, id: CompetitorId, mentions: i64) -> Result<(), DbError> {
    access.require(Action::Delete, Noun::Competitor)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let row = write.find::<competitor::Entity>().by_id(id).must(write).await?;
                let going =
                    write.find::<competitor_mention::Entity>().filter(competitor_mention::Column::CompetitorId.eq(id)).all(write).await?;
                if i64::try_from(going.len()).ok() != Some(mentions) {
                    return Err(AppError::field("mentions", "The deals that it appears in have changed meanwhile; look again.").into());
                }
                let clients = clients(write, id).await?;
                // The database would take them along unsaid. One by one, each deal's log says that it lost its mention.
                for mention in going {
                    if let Some(client) = clients.get(&mention.opportunity_id) {
                        write.about(*client);
                    }
                    write.delete::<competitor_mention::Entity>(mention).await?;
                }
                write.about_no_client();
                write.delete::<competitor::Entity>(row).await
            })
        })
        .await
}

#[derive(FromQueryResult)]
struct Whose {
    id: OpportunityId,
    client_id: ClientId,
}

/// Whose each of the deals is.
async fn clients(write: &Write, id: CompetitorId) -> Result<HashMap<OpportunityId, ClientId>, DbError> {
    let mentioned = competitor_mention::Entity::find()
        .select_only()
        .column(competitor_mention::Column::OpportunityId)
        .filter(competitor_mention::Column::CompetitorId.eq(id))
        .into_query();
    let rows: Vec<Whose> = write
        .find::<opportunity::Entity>()
        .filter(opportunity::Column::Id.in_subquery(mentioned))
        .shape(|query| query.select_only().columns([opportunity::Column::Id, opportunity::Column::ClientId]))
        .all_as(write)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.client_id)).collect())
}
