//! Taking a move back: a move of its own, which the history keeps as one.

use super::gate::leads;
use super::place::{Place, rank_at};
use super::stages::stages;
use super::transition::{Moved, Recorded, changed, record};
use chrono::TimeDelta;
use domain::AppError;
use domain::competitor::CompetitorStatus;
use domain::deal::Outcome;
use domain::id::{LossReasonId, StageChangeId};
use domain::stage::{StageKey, StageKind};
use domain::user::Actor;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use serde_json::Value;
use store::table::{competitor_mention, opportunity, opportunity_stage_change, project};
use store::{DbError, Handle, Write};

/// A move can be taken back for so many days.
pub(super) const DAYS: i64 = 30;
/// Whoever closed a deal by mistake may open it again themselves for so many hours.
const OWN_HOURS: i64 = 24;

/// Takes the deal's last move back inside the caller's transaction: it stands as it stood before, in its very place.
///
/// # Errors
/// By scope; it was moved again since; it lies too far back; a project came of it; only a lead or an admin may.
pub async fn undo_in(write: &mut Write, me: &Actor, change: StageChangeId) -> Result<Moved, DbError> {
    let step = write.find::<opportunity_stage_change::Entity>().by_id(change).must(write).await?;
    let before = write.find::<opportunity::Entity>().by_id(step.opportunity_id).must(write).await?;
    let refuse = |words: &str| DbError::from(AppError::field("to", words));
    let Some(back) = step.from_stage.clone() else { return Err(refuse("It was opened there; there is no move to take back.")) };
    if last(write, &before).await? != Some(change) || before.stage != step.to_stage {
        return Err(refuse("It was moved again since; take that move back first."));
    }
    let age = store::id::now() - step.changed_at;
    if age > TimeDelta::days(DAYS) {
        return Err(refuse("It was moved more than 30 days ago; move it by hand."));
    }
    let stages = stages(write).await?;
    let find = |key: &StageKey| stages.iter().find(|stage| stage.key == *key);
    let from = find(&before.stage).ok_or_else(|| refuse("Its stage was taken away meanwhile; move it by hand."))?;
    let to = find(&back).ok_or_else(|| refuse("The stage that it came from was taken away meanwhile; move it by hand."))?;
    if from.kind != to.kind && !own(me, &step) && !leads(write, &before, me).await? {
        return Err(AppError::Forbidden.into());
    }
    if from.kind == StageKind::Won && came_of_it(write, &before).await? {
        return Err(refuse("A project came of it; take the win back on the project's page."));
    }
    write.about(before.client_id);
    let was = write.last_change::<opportunity::Entity>(&before.id.to_string(), "stage").await?;
    let was = was.map(|changes| changes["before"].clone()).unwrap_or_default();
    let text = |name: &str| was.get(name).and_then(Value::as_str).map(str::to_owned);
    let rank = match text("rank") {
        Some(rank) => rank,
        None => rank_at(write, &to.key, Place::Top, before.id).await?,
    };
    let outcome = to.kind.outcome();
    let closed = text("actual_close_date").and_then(|day| day.parse().ok());
    let reason = text("loss_reason").filter(|_| outcome == Some(Outcome::Lost));
    if outcome.is_some() && closed.is_none() || outcome == Some(Outcome::Lost) && reason.is_none() {
        return Err(refuse("How it was closed is no longer on file; close it by hand."));
    }
    let row = opportunity::ActiveModel {
        stage: Set(to.key.clone()),
        rank: Set(Some(rank)),
        outcome: Set(outcome),
        actual_close_date: Set(closed.filter(|_| outcome.is_some())),
        loss_reason: Set(reason),
        loss_reason_id: Set(text("loss_reason_id").and_then(|id| id.parse::<LossReasonId>().ok()).filter(|_| outcome.is_some())),
        ..Default::default()
    };
    let after = changed(write, &before, row, &stages, to).await?;
    if from.kind == StageKind::Lost {
        no_longer_lost(write, &before).await?;
    }
    let change = record(write, &before, &to.key, Recorded { reverts: Some(change), ..Recorded::by(me.id) }).await?;
    Ok(Moved { before, after, change: Some(change) })
}

/// A deal that is open again is lost to nobody.
pub(super) async fn no_longer_lost(write: &mut Write, deal: &opportunity::Model) -> Result<(), DbError> {
    use competitor_mention::Column as C;
    let lost =
        write.find::<competitor_mention::Entity>().filter(C::OpportunityId.eq(deal.id)).filter(C::Status.eq(CompetitorStatus::LostTo));
    // A deal is lost to one at most.
    if let Some(mention) = lost.one(write).await? {
        let change = competitor_mention::ActiveModel { status: Set(CompetitorStatus::Active), ..Default::default() };
        write.update::<competitor_mention::Entity>(&mention, change).await?;
    }
    Ok(())
}

/// Whether the person may take back this move, which closed a deal, if it was the deal's last one.
#[must_use]
pub fn may_undo(me: &Actor, leads: bool, step: &opportunity_stage_change::Model) -> bool {
    store::id::now() - step.changed_at <= TimeDelta::days(DAYS) && (leads || own(me, step))
}

fn own(me: &Actor, step: &opportunity_stage_change::Model) -> bool {
    step.changed_by == me.id && store::id::now() - step.changed_at <= TimeDelta::hours(OWN_HOURS)
}

async fn last(write: &Write, deal: &opportunity::Model) -> Result<Option<StageChangeId>, DbError> {
    use opportunity_stage_change::Column as C;
    let steps = write.find::<opportunity_stage_change::Entity>().filter(C::OpportunityId.eq(deal.id));
    let steps = steps.shape(|query| query.order_by_desc(C::ChangedAt).order_by_desc(C::Id).limit(1));
    Ok(steps.one(write).await?.map(|step| step.id))
}

async fn came_of_it(write: &Write, deal: &opportunity::Model) -> Result<bool, DbError> {
    let projects = write.find_beyond::<project::Entity>("whether a project came of a deal");
    Ok(projects.filter(project::Column::OpportunityId.eq(deal.id)).count(write).await? > 0)
}
