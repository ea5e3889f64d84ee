//! The way that a deal went, and how long the firm's deals take for such a way.

use super::People;
use crate::deal::types::Step;
use chrono::{NaiveDate, TimeDelta};
use domain::date::moment;
use domain::id::{OpportunityId, UserId};
use domain::stage::{Stage, StageKey};
use domain::stay::{Moved, Stay, medians, stays};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect};
use store::table::opportunity;
use store::table::opportunity_stage_change::{Column, Entity, Model};
use store::{DbError, Handle, Read};

/// As many moves of one deal as a page shows.
const SHOWN: u64 = 200;
/// Medians are of deals that were won or lost within so many days,
const PACE_DAYS: i64 = 365;
/// of the last so many of them,
const PACE_DEALS: u64 = 500;
/// and of so many of their moves.
const PACE_MOVES: u64 = 10_000;

/// The moves as rows, the newest first.
pub(super) struct RawHistory(Vec<Model>);

/// Reads them.
pub(super) async fn raw(read: &Read, id: OpportunityId) -> Result<RawHistory, DbError> {
    let rows = read
        .find::<Entity>()
        .filter(Column::OpportunityId.eq(id))
        .shape(|query| query.order_by_desc(Column::ChangedAt).order_by_desc(Column::Id).limit(SHOWN))
        .all(read)
        .await?;
    Ok(RawHistory(rows))
}

impl RawHistory {
    pub(super) fn users(&self) -> Vec<UserId> {
        self.0.iter().map(|row| row.changed_by).collect()
    }

    /// The steps, the newest first, each with how long the deal stayed there. `stages` are all that there ever were.
    pub(super) fn named(self, stages: &[Stage], people: &People) -> Vec<Step> {
        let moves: Vec<Moved> = self
            .0
            .iter()
            .rev()
            .map(|row| Moved { id: row.id, to: row.to_stage.clone(), at: row.changed_at, reverts: row.reverts })
            .collect();
        let stays = stays(&moves, store::id::now());
        let stage = |key: &StageKey| stages.iter().find(|stage| stage.key == *key);
        let step = |(row, stay): (Model, &Stay)| {
            Some(Step {
                id: row.id,
                from: row.from_stage.as_ref().and_then(stage).map(|stage| stage.name.clone()),
                to: stage(&row.to_stage)?.clone(),
                by: people.get(&row.changed_by).map(|person| person.name.clone()).unwrap_or_default(),
                at: moment(row.changed_at),
                on: row.changed_at.date_naive(),
                stayed: match stay {
                    Stay::Over(days) | Stay::Lasting(days) => Some(*days),
                    Stay::TakenBack => None,
                },
                lasts: matches!(stay, Stay::Lasting(_)),
                undoes: row.reverts.is_some(),
                undone: row.reverts.is_none() && *stay == Stay::TakenBack,
                reason: row.override_reason,
                gaps: row.gaps.unwrap_or_default().lines().map(str::to_owned).filter(|gap| !gap.is_empty()).collect(),
            })
        };
        self.0.into_iter().zip(stays.iter().rev()).filter_map(step).collect()
    }
}

/// The median of the days that deals stayed in each stage, where at least [`domain::stay::FEWEST_STAYS`] stays are known: over
/// the 500 deals that were closed last, no longer than 365 days ago by their day of closing. A stay is as
/// [`domain::stay::stays`] tells it; one that has not ended does not count. The firm's figure, so it is read past the
/// person's scope, and no single deal can be told from it.
pub(super) async fn pace(on: &impl Handle, today: NaiveDate) -> Result<Vec<(StageKey, i64)>, DbError> {
    const WHY: &str = "the firm's median time in a stage";
    #[derive(FromQueryResult)]
    struct Row {
        id: domain::id::StageChangeId,
        opportunity_id: OpportunityId,
        to_stage: StageKey,
        changed_at: chrono::DateTime<chrono::Utc>,
        reverts: Option<domain::id::StageChangeId>,
    }
    use opportunity::Column as O;
    let closed = on
        .find_beyond::<opportunity::Entity>(WHY)
        .filter(O::Outcome.is_not_null())
        .filter(O::ActualCloseDate.gte(today - TimeDelta::days(PACE_DAYS)))
        .shape(|query| query.select_only().column(O::Id).order_by_desc(O::ActualCloseDate).order_by_desc(O::Id).limit(PACE_DEALS))
        .into_query();
    let rows: Vec<Row> = on
        .find_beyond::<Entity>(WHY)
        .filter(Expr::col((Entity, Column::OpportunityId)).in_subquery(closed))
        .shape(|query| {
            query
                .select_only()
                .columns([Column::Id, Column::OpportunityId, Column::ToStage, Column::ChangedAt, Column::Reverts])
                .order_by_asc(Column::OpportunityId)
                .order_by_asc(Column::ChangedAt)
                .order_by_asc(Column::Id)
                .limit(PACE_MOVES)
        })
        .all_as(on)
        .await?;
    let deals: Vec<Vec<Moved>> = rows
        .chunk_by(|a, b| a.opportunity_id == b.opportunity_id)
        .map(|moves| {
            let moved = |row: &Row| Moved { id: row.id, to: row.to_stage.clone(), at: row.changed_at, reverts: row.reverts };
            moves.iter().map(moved).collect()
        })
        .collect();
    Ok(medians(deals.iter().map(Vec::as_slice), store::id::now()).into_iter().collect())
}
