//! The deals that a competitor appears in: the figures over all that the person may see, and one page of them.

use super::record::records;
use crate::competitors::{Encounters, Mention};
use crate::db::{cards::cards, stages::stages};
use crate::types::DealCard;
use domain::competitor::CompetitorStatus;
use domain::id::{CompetitorId, OpportunityId};
use domain::list::{PAGE_SIZE, Page, offset};
use domain::policy::{Action, Noun};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use store::table::{competitor, competitor_mention, opportunity};
use store::{Access, DbError, Handle, Read};

/// Open deals first, then by the last change.
///
/// # Errors
/// No such competitor for this person, or the database fails.
pub async fn deals(access: &Access, id: CompetitorId, page: u64) -> Result<Encounters, DbError> {
    access.require(Action::Read, Noun::Competitor)?;
    let read = access.read().await?;
    read.find::<competitor::Entity>().by_id(id).must(&read).await?;
    let record = records(&read, &[id]).await?.remove(&id).unwrap_or_default();
    let rows = of_page(&read, id, page).await?;
    let mut known = mentions(&read, id, &rows).await?;
    let cards = cards(&read, rows).await?;
    let mut stages = stages(&read).await?;
    stages.retain(|stage| cards.iter().any(|card| card.stage == stage.key));
    let mention = |card: DealCard| {
        known.remove(&card.id).map(|(status, notes)| Mention {
            deal: card.id,
            name: card.name,
            client: card.client,
            client_id: card.client_id,
            stage: card.stage,
            value: card.value,
            status,
            notes,
        })
    };
    let rows = cards.into_iter().filter_map(mention).collect();
    let total = u64::try_from(record.all.count).unwrap_or_default();
    Ok(Encounters {
        record,
        page: Page { rows, total, number: page },
        stages,
        sees_all: read.everywhere::<opportunity::Entity>(Action::Read),
    })
}

async fn of_page(read: &Read, id: CompetitorId, page: u64) -> Result<Vec<opportunity::Model>, DbError> {
    let mentioned = competitor_mention::Entity::find()
        .select_only()
        .column(competitor_mention::Column::OpportunityId)
        .filter(competitor_mention::Column::CompetitorId.eq(id))
        .into_query();
    read.find::<opportunity::Entity>()
        .filter(opportunity::Column::Id.in_subquery(mentioned))
        .shape(|query| {
            query
                .order_by(Expr::col((opportunity::Entity, opportunity::Column::Outcome)).is_null(), Order::Desc)
                .order_by_desc(opportunity::Column::UpdatedAt)
                .order_by_asc(opportunity::Column::Id)
                .offset(offset(page))
                .limit(PAGE_SIZE)
        })
        .all(read)
        .await
}

type Standing = (CompetitorStatus, Option<String>);

async fn mentions(read: &Read, id: CompetitorId, deals: &[opportunity::Model]) -> Result<HashMap<OpportunityId, Standing>, DbError> {
    let rows = read
        .find::<competitor_mention::Entity>()
        .filter(competitor_mention::Column::CompetitorId.eq(id))
        .filter(competitor_mention::Column::OpportunityId.is_in(deals.iter().map(|deal| deal.id)))
        .all(read)
        .await?;
    Ok(rows.into_iter().map(|row| (row.opportunity_id, (row.status, row.notes))).collect())
}
