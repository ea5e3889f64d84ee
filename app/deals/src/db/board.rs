//! The board: totals over everything, and the first cards of each open stage; then more of a column, or what has become
//! of some cards.

use super::order::{behind, ordered};
use super::transition::Moved;
use super::whom::{people, rivals};
use super::{ahead::count_steps, cards::cards, filter, pace::pace, stages::stages, totals::totals};
use crate::types::{Board, CardOrder, Changed, Column, DealCard, DealFilter, MoreCards, StageTotal};
use domain::id::{CompetitorId, OpportunityId};
use domain::policy::{Action, Noun};
use domain::stage::{Stage, StageKey, StageKind};
use firm::Person;
use sea_orm::{ColumnTrait, Condition, QuerySelect};
use std::collections::HashMap;
use store::table::opportunity;
use store::{Access, DbError, Handle, Read};

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
    let twin = access.read_twice().await?;
    let (one, other) = twin.halves();
    let stages = stages(one).await?;
    let condition = filter::condition(filter, me, &stages);
    let (head, cards) = tokio::join!(head(one, filter, condition.clone(), &stages), first_cards(other, condition, order, &stages));
    let (head, mut by_stage) = (head?, cards?);
    let usual = |stage: &StageKey| head.pace.iter().find(|(of, _)| of == stage).map(|(_, days)| *days);
    let (open, closed): (Vec<_>, Vec<_>) = head.totals.into_iter().partition(|total| total.stage.kind == StageKind::Open);
    let columns: Vec<Column> = open
        .into_iter()
        .map(|total| Column { cards: by_stage.remove(&total.stage.key).unwrap_or_default(), usual_days: usual(&total.stage.key), total })
        .collect();
    let shown = columns.iter().map(|column| column.total.count).sum::<i64>();
    let of = head.everything.map_or(shown, |count| i64::try_from(count).unwrap_or(i64::MAX));
    Ok(Board { columns, closed, shown, of, people: head.people, rivals: head.rivals })
}

/// What stands above the cards.
struct Head {
    totals: Vec<StageTotal>,
    pace: Vec<(StageKey, i64)>,
    /// Open deals without the filter, where there is one.
    everything: Option<u64>,
    people: Vec<Person>,
    rivals: Vec<(CompetitorId, String)>,
}

async fn head(read: &Read, filter: &DealFilter, condition: Condition, stages: &[Stage]) -> Result<Head, DbError> {
    let today = store::id::now().date_naive();
    let mut totals = totals(read, stages, condition.clone()).await?;
    count_steps(read, &mut totals, condition, today).await?;
    let open = read.find::<opportunity::Entity>().filter(filter::open(stages));
    Ok(Head {
        totals,
        pace: pace(read, today).await?,
        everything: if filter.is_empty() { None } else { Some(open.count(read).await?) },
        people: people(read, stages).await?,
        rivals: rivals(read, stages, filter.competitor).await?,
    })
}

/// The first cards of each open stage.
async fn first_cards(
    read: &Read,
    condition: Condition,
    order: CardOrder,
    stages: &[Stage],
) -> Result<HashMap<StageKey, Vec<DealCard>>, DbError> {
    let mut rows = Vec::new();
    for stage in stages.iter().filter(|stage| stage.kind == StageKind::Open) {
        // In the order of an index, so that no stage is sorted whole for its first cards.
        let first = read
            .find::<opportunity::Entity>()
            .filter(condition.clone())
            .filter(opportunity::Column::Stage.eq(stage.key.clone()))
            .shape(|query| ordered(query, order).limit(CARDS));
        rows.extend(first.all(read).await?);
    }
    let mut by_stage: HashMap<_, Vec<_>> = HashMap::new();
    for card in cards(read, rows).await? {
        by_stage.entry(card.stage.clone()).or_default().push(card);
    }
    Ok(by_stage)
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

/// What has become of these deals on a board with this filter, and the totals of all stages.
///
/// # Errors
/// The database fails.
pub async fn changed(access: &Access, filter: &DealFilter, ids: &[OpportunityId]) -> Result<Changed, DbError> {
    access.require(Action::Read, Noun::Deal)?;
    let twin = access.read_twice().await?;
    now_of(access, twin.halves(), filter, ids, None).await
}

/// The same of a deal that was just moved, with the totals of the two stages that it touched: whatever else has changed is
/// told by news of its own. Where the deal has gone on since, that may have been anywhere, and all stages are told of.
pub(super) async fn changed_by(access: &Access, filter: &DealFilter, moved: &Moved) -> Result<Changed, DbError> {
    access.require(Action::Read, Noun::Deal)?;
    let twin = access.read_twice().await?;
    let (one, _) = twin.halves();
    let now = one.find::<opportunity::Entity>().by_id(moved.after.id).one(one).await?;
    let touched = now.filter(|now| now.version == moved.after.version).map(|_| [&moved.before.stage, &moved.after.stage]);
    now_of(access, twin.halves(), filter, &[moved.after.id], touched).await
}

async fn now_of(
    access: &Access,
    (one, other): (&Read, &Read),
    filter: &DealFilter,
    ids: &[OpportunityId],
    touched: Option<[&StageKey; 2]>,
) -> Result<Changed, DbError> {
    let me = access.actor()?.id;
    let every = stages(one).await?;
    let condition = filter::condition(filter, me, &every);
    let which = condition.clone().add(opportunity::Column::Id.is_in(ids.iter().take(AT_ONCE).copied()));
    let shown = async { cards(other, other.find::<opportunity::Entity>().filter(which).all(other).await?).await };
    let sums = async {
        let (stages, condition) = match touched {
            Some(keys) => {
                let stages: Vec<Stage> = every.into_iter().filter(|stage| keys.contains(&&stage.key)).collect();
                let only = opportunity::Column::Stage.is_in(stages.iter().map(|stage| stage.key.clone()));
                (stages, condition.add(only))
            }
            None => (every, condition),
        };
        let mut totals = totals(one, &stages, condition.clone()).await?;
        count_steps(one, &mut totals, condition, store::id::now().date_naive()).await?;
        Ok::<_, DbError>(totals)
    };
    let (cards, totals) = tokio::join!(shown, sums);
    Ok(Changed { cards: cards?, totals: totals?, every_stage: touched.is_none() })
}
