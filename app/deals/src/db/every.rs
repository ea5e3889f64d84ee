//! Every deal that a filter leaves, stage by stage, for paper and for files: read in portions, so that no query is endless.

use super::{cards::cards, filter, stages::stages, totals::totals, words::words};
use crate::types::{DealCard, DealFilter, Review, ReviewStage};
use domain::audit::AuditAction;
use domain::id::OpportunityId;
use domain::policy::{Action, Noun};
use domain::stage::{Stage, StageKind};
use sea_orm::{ColumnTrait, Condition, QueryOrder, QuerySelect};
use store::table::opportunity;
use store::{Access, DbError, Handle, Read};

/// Deals read at once.
const PORTION: u64 = 500;
/// Deals on paper; more than that nobody goes through in a meeting.
const ON_PAPER: usize = 2_000;
/// Rows of a file.
const IN_A_FILE: usize = 100_000;

/// The open deals that are asked for, stage by stage.
///
/// # Errors
/// The database fails.
pub async fn review(access: &Access, filter: &DealFilter) -> Result<Review, DbError> {
    access.require(Action::Read, Noun::Deal)?;
    let me = access.actor()?.id;
    let read = access.read().await?;
    let every = stages(&read).await?;
    let condition = filter::condition(filter, me, &every);
    let totals = totals(&read, &every, condition.clone()).await?;
    let deals = portions(&read, condition.add(filter::open(&every)), ON_PAPER).await?;
    let open = totals.iter().filter(|total| total.stage.kind == StageKind::Open).map(|total| total.count).sum::<i64>();
    let shown = i64::try_from(deals.len()).unwrap_or(i64::MAX);
    let sheets = totals.iter().filter(|total| total.stage.kind == StageKind::Open && total.count > 0).map(|total| {
        let mut mine: Vec<DealCard> = deals.iter().filter(|deal| deal.stage == total.stage.key).cloned().collect();
        mine.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        ReviewStage { total: total.clone(), deals: mine }
    });
    let asked = words(&read, filter, &every).await?;
    Ok(Review { stages: sheets.collect(), totals: totals.clone(), left_out: (open - shown).max(0), asked })
}

/// Everything that is asked for, as the rows of a file; the audit log keeps that it was taken out, and in which format.
///
/// # Errors
/// The database fails.
pub async fn export(access: &Access, filter: &DealFilter, format: &'static str) -> Result<(Vec<Stage>, Vec<DealCard>), DbError> {
    access.require(Action::Read, Noun::Deal)?;
    let me = access.actor()?.id;
    let read = access.read().await?;
    let every = stages(&read).await?;
    let mut deals = portions(&read, filter::condition(filter, me, &every), IN_A_FILE).await?;
    drop(read);
    let place = |deal: &DealCard| every.iter().position(|stage| stage.key == deal.stage);
    deals.sort_by(|a, b| (place(a), &a.rank, a.id).cmp(&(place(b), &b.rank, b.id)));
    let note = serde_json::json!({ "rows": deals.len(), "format": format, "filter": filter });
    access
        .write(move |write| {
            Box::pin(async move {
                write.note(AuditAction::Export, "opportunity", None, Some(note));
                Ok(())
            })
        })
        .await?;
    Ok((every, deals))
}

async fn portions(read: &Read, condition: Condition, at_most: usize) -> Result<Vec<DealCard>, DbError> {
    let mut all = Vec::new();
    let mut last: Option<OpportunityId> = None;
    loop {
        let mut query = read.find::<opportunity::Entity>().filter(condition.clone());
        if let Some(last) = last {
            query = query.filter(opportunity::Column::Id.gt(last));
        }
        let rows = query.shape(|query| query.order_by_asc(opportunity::Column::Id).limit(PORTION)).all(read).await?;
        let full = rows.len() as u64 == PORTION;
        last = rows.last().map(|row| row.id);
        all.extend(cards(read, rows).await?);
        if !full || all.len() >= at_most {
            all.truncate(at_most);
            return Ok(all);
        }
    }
}
