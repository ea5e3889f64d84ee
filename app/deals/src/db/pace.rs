//! How long the firm's deals take for their way.

use chrono::{NaiveDate, TimeDelta};
use domain::id::OpportunityId;
use domain::stage::StageKey;
use domain::stay::{Moved, medians};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect};
use store::table::opportunity;
use store::table::opportunity_stage_change::{Column, Entity};
use store::{DbError, Handle};

/// Medians are of deals that were won or lost within so many days,
const PACE_DAYS: i64 = 365;
/// of the last so many of them,
const PACE_DEALS: u64 = 200;
/// and of so many of their moves.
const PACE_MOVES: u64 = 4_000;

/// The median of the days that deals stayed in each stage, where at least [`domain::stay::FEWEST_STAYS`] stays are known: over
/// the 200 deals that were closed last, no longer than 365 days ago by their day of closing. A stay is as
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
