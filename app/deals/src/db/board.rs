//! The board: totals over everything, and the first cards of each open stage.

use super::{cards::cards, filter, stages::stages, totals::totals};
use crate::types::{Board, Column, DealFilter};
use domain::policy::{Action, Noun};
use domain::stage::StageKind;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{ColumnTrait, Order, QueryOrder, QuerySelect};
use std::collections::HashMap;
use store::table::opportunity;
use store::{Access, DbError, Handle};

/// Cards of a column before it is scrolled; the totals are over all.
const CARDS: u64 = 25;

/// The board over all deals that the person may see and has asked for.
///
/// # Errors
/// The database fails.
pub async fn board(access: &Access, filter: &DealFilter) -> Result<Board, DbError> {
    access.require(Action::Read, Noun::Deal)?;
    let me = access.actor()?.id;
    let read = access.read().await?;
    let condition = filter::condition(filter, me);
    let stages = stages(&read).await?;
    let all = totals(&read, &stages, condition.clone()).await?;
    let mut rows = Vec::new();
    for stage in stages.iter().filter(|stage| stage.kind == StageKind::Open) {
        // In the order of an index, so that no stage is sorted whole for its first cards.
        let first = read
            .find::<opportunity::Entity>()
            .filter(condition.clone())
            .filter(opportunity::Column::Stage.eq(stage.key.clone()))
            .shape(|query| {
                query
                    .order_by_with_nulls(opportunity::Column::ExpectedCloseDate, Order::Asc, NullOrdering::Last)
                    .order_by_desc(opportunity::Column::Value)
                    .order_by_asc(opportunity::Column::Id)
                    .limit(CARDS)
            })
            .all(&read)
            .await?;
        rows.extend(first);
    }
    let mut by_stage: HashMap<_, Vec<_>> = HashMap::new();
    for card in cards(&read, rows).await? {
        by_stage.entry(card.stage.clone()).or_default().push(card);
    }
    let (open, closed): (Vec<_>, Vec<_>) = all.into_iter().partition(|total| total.stage.kind == StageKind::Open);
    let columns = open.into_iter().map(|total| Column { cards: by_stage.remove(&total.stage.key).unwrap_or_default(), total }).collect();
    Ok(Board { columns, closed })
}
