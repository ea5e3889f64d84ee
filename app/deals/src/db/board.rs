//! The board: totals over everything, and the first cards of each open stage; then more of a column, or what has become
//! of some cards.

use super::order::{behind, ordered};
use super::whom::{people, rivals};
use super::{ahead::count_steps, cards::cards, filter, pace::pace, stages::stages, totals::totals};
use crate::types::{Board, CardOrder, Changed, Column, DealFilter, MoreCards};
use domain::id::OpportunityId;
use domain::policy::{Action, Noun};
use domain::stage::{StageKey, StageKind};
use sea_orm::{ColumnTrait, QuerySelect};
use std::collections::HashMap;
use store::table::opportunity;
use store::{Access, DbError, Handle};

/// Cards of a column before it is scrolled, and as many more each time; the totals are over all.
const CARDS: u64 = 25;
/// So many changed cards are asked about at once; whoever missed more draws the board anew.
const AT_ONCE: usize = 100;

/// The board over all deals that the person may see and has asked for.
///
/// # Errors
/// The database fails.
pub async fn board(access: &Access, filter: &DealFilter, order: CardOrder) -> Result<Board, DbError> {
    access.require(Action::Read, Noun::Deal)?;
    let me = access.actor()?.id;
    let read = access.read().await?;
    let stages = stages(&read).await?;
    let condition = filter::condition(filter, me, &stages);
    let today = store::id::now().date_naive();
    let mut all = totals(&read, &stages, condition.clone()).await?;
    count_steps(&read, &mut all, condition.clone(), today).await?;
    let pace = pace(&read, today).await?;
    let usual = |stage: &StageKey| pace.iter().find(|(of, _)| of == stage).map(|(_, days)| *days);
    let everything =
        if filter.is_empty() { None } else { Some(read.find::<opportunity::Entity>().filter(filter::open(&stages)).count(&read).await?) };
    let mut rows = Vec::new();
    for stage in stages.iter().filter(|stage| stage.kind == StageKind::Open) {
        // In the order of an index, so that no stage is sorted whole for its first cards.
        let first = read
            .find::<opportunity::Entity>()
            .filter(condition.clone())
            .filter(opportunity::Column::Stage.eq(stage.key.clone()))
            .shape(|query| ordered(query, order).limit(CARDS));
        rows.extend(first.all(&read).await?);
    }
    let mut by_stage: HashMap<_, Vec<_>> = HashMap::new();
    for card in cards(&read, rows).await? {
        by_stage.entry(card.stage.clone()).or_default().push(card);
    }
    let (open, closed): (Vec<_>, Vec<_>) = all.into_iter().partition(|total| total.stage.kind == StageKind::Open);
    let columns: Vec<Column> = open
        .into_iter()
        .map(|total| Column { cards: by_stage.remove(&total.stage.key).unwrap_or_default(), usual_days: usual(&total.stage.key), total })
        .collect();
    let shown = columns.iter().map(|column| column.total.count).sum::<i64>();
    let of = everything.map_or(shown, |count| i64::try_from(count).unwrap_or(i64::MAX));
    let (people, rivals) = (people(&read, &stages).await?, rivals(&read, &stages, filter.competitor).await?);
    Ok(Board { columns, closed, shown, of, people, rivals })
}

/// The cards of a column behind one of them. If that one has gone from the column meanwhile, it still says where it was.
///
/// # Errors
/// The person does not see the card that is gone on from.
pub async fn more(
    access: &Access,
    filter: &DealFilter,
    order: CardOrder,
    stage: &StageKey,
    last: OpportunityId,
) -> Result<MoreCards, DbError> {
    access.require(Action::Read, Noun::Deal)?;
    let me = access.actor()?.id;
    let read = access.read().await?;
    let stages = stages(&read).await?;
    let last = read.find::<opportunity::Entity>().by_id(last).must(&read).await?;
    let mut rows = read
        .find::<opportunity::Entity>()
        .filter(filter::condition(filter, me, &stages))
        .filter(opportunity::Column::Stage.eq(stage.clone()))
        .filter(behind(&last, order))
        .shape(|query| ordered(query, order).limit(CARDS + 1))
        .all(&read)
        .await?;
    let more = rows.len() as u64 > CARDS;
    rows.truncate(usize::try_from(CARDS).unwrap_or(usize::MAX));
    Ok(MoreCards { cards: cards(&read, rows).await?, more })
}

/// What has become of these deals on a board with this filter, and the totals of all.
///
/// # Errors
/// The database fails.
pub async fn changed(access: &Access, filter: &DealFilter, ids: &[OpportunityId]) -> Result<Changed, DbError> {
    access.require(Action::Read, Noun::Deal)?;
    let me = access.actor()?.id;
    let read = access.read().await?;
    let stages = stages(&read).await?;
    let condition = filter::condition(filter, me, &stages);
    let rows = read
        .find::<opportunity::Entity>()
        .filter(condition.clone())
        .filter(opportunity::Column::Id.is_in(ids.iter().take(AT_ONCE).copied()));
    let rows = rows.all(&read).await?;
    let mut totals = totals(&read, &stages, condition.clone()).await?;
    count_steps(&read, &mut totals, condition, store::id::now().date_naive()).await?;
    Ok(Changed { cards: cards(&read, rows).await?, totals })
}
