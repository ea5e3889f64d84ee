//! The one way to move a deal, whoever asks and by whatever means: stage, place, outcome, dates, history and audit in one
//! transaction.

use super::gate::{Lack, lack, leads, missing};
use super::loss;
use super::place::{Place, rank_at};
use super::stages::stages;
use super::undo::no_longer_lost;
use crate::types::Gap;
use chrono::{DateTime, NaiveDate, Utc};
use domain::AppError;
use domain::id::{CompetitorId, LossReasonId, OpportunityId, StageChangeId, UserId};
use domain::parse::long_text;
use domain::stage::{Move, Stage, StageKey, StageKind, transition};
use domain::user::Actor;
use sea_orm::ActiveValue::Set;
use store::table::{opportunity, opportunity_stage_change};
use store::{DbError, Handle, Write};

/// What is asked of a move.
#[derive(Clone, Debug)]
pub struct MoveAsk {
    /// Where to.
    pub to: StageKey,
    /// The version of the deal that the person saw.
    pub version: i32,
    /// Where in that stage's column; none leaves a deal that stays in its stage where it stands, and else is the top.
    pub place: Option<Place>,
    /// Why, although criteria are not met.
    pub reason: String,
    /// What a loss is asked for.
    pub loss: Loss,
}

impl MoveAsk {
    /// To a stage, with nothing else said.
    #[must_use]
    pub fn to(to: StageKey, version: i32) -> Self {
        Self { to, version, place: None, reason: String::new(), loss: Loss::default() }
    }
}

/// Why a deal is lost, to whom, and when to ask again.
#[derive(Clone, Debug, Default)]
pub struct Loss {
    /// The reason on the firm's list.
    pub reason: Option<LossReasonId>,
    /// The reason in words; one of the two is needed.
    pub text: String,
    /// Who got it.
    pub competitor: Option<CompetitorId>,
    /// When to come back on it; becomes a task.
    pub come_back: Option<NaiveDate>,
}

/// What became of a move.
#[derive(Debug)]
pub enum Step {
    /// It was made.
    Moved(Box<Moved>),
    /// It was not: this is missing, and either no reason was given or the person may not override it.
    Lacking(Box<Lack>),
}

/// A move that was made.
#[derive(Debug)]
pub struct Moved {
    /// The deal as it stood.
    pub before: opportunity::Model,
    /// The deal as it stands.
    pub after: opportunity::Model,
    /// Its row in the history; none where the deal only changed its place in its stage.
    pub change: Option<StageChangeId>,
}

/// Moves a deal inside the caller's transaction.
///
/// # Errors
/// By scope; no such stage; a loss without a reason; [`AppError::Forbidden`] if only a lead or an admin reopens;
/// [`AppError::Conflict`] with the stage that it stands in now.
pub async fn move_in(write: &mut Write, me: &Actor, id: OpportunityId, ask: MoveAsk) -> Result<Step, DbError> {
    let before = write.find::<opportunity::Entity>().by_id(id).must(write).await?;
    let stages = stages(write).await?;
    let find = |key: &StageKey| stages.iter().find(|stage| stage.key == *key);
    let to = find(&ask.to).ok_or_else(|| AppError::field("to", "There is no such stage any more; reload the page."))?;
    // A stage that was taken away meanwhile is left without being asked.
    let from = find(&before.stage).unwrap_or(to);
    if before.version != ask.version {
        return Err(conflict(from, to));
    }
    write.about(before.client_id);
    if from.key == to.key
        && let Some(place) = ask.place
    {
        let rank = rank_at(write, &to.key, place, id).await?;
        let change = opportunity::ActiveModel { rank: Set(Some(rank)), ..Default::default() };
        let after = changed(write, &before, change, &stages, to).await?;
        return Ok(Step::Moved(Box::new(Moved { before, after, change: None })));
    }
    let words = loss::words(write, to, &ask.loss).await?;
    let made = transition(from, to, &words, store::id::now().date_naive())?;
    if made.reopens && !leads(write, &before, me).await? {
        return Err(AppError::Forbidden.into());
    }
    let reason = long_text(&ask.reason).map_err(|error| AppError::field("reason", error.to_string()))?;
    let lack = lack(write, me, &before, &stages, from, to).await?;
    if let Some(lack) = &lack
        && (reason.is_none() || !lack.may)
    {
        return Ok(Step::Lacking(Box::new(lack.clone())));
    }
    let gaps = lack.map(|lack| labels(lack.gaps));
    let rank = rank_at(write, &to.key, ask.place.unwrap_or_default(), id).await?;
    let listed = ask.loss.reason.filter(|_| to.kind == StageKind::Lost);
    let change = carried_out(&made, rank, listed);
    let after = changed(write, &before, change, &stages, to).await?;
    let override_reason = reason.filter(|_| gaps.is_some());
    let change = record(write, &before, &made.to, Recorded { override_reason, gaps, ..Recorded::by(me.id) }).await?;
    if from.kind == StageKind::Lost {
        no_longer_lost(write, &before).await?;
    }
    if to.kind == StageKind::Lost {
        loss::follow_up(write, me, &after, &ask.loss).await?;
    }
    Ok(Step::Moved(Box::new(Moved { before, after, change: Some(change) })))
}

/// A move that was made already, as a file tells it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Where to.
    pub to: StageKey,
    /// Who made it.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// The day on which the deal ended, if it did and the file says so.
    pub closed: Option<NaiveDate>,
    /// Why it was lost, if it was.
    pub loss_reason: String,
    /// Where the file is from: the history's reason for what the move lacks.
    pub source: String,
}

/// Does what a file tells, inside the caller's transaction. It happened, so nothing stands in its way; what it lacked is
/// kept with it, as of any move.
///
/// # Errors
/// By scope; no such stage; it stands there already; a loss without a reason; somebody was faster.
pub async fn told_in(write: &mut Write, before: opportunity::Model, told: Told) -> Result<Moved, DbError> {
    let stages = stages(write).await?;
    let find = |key: &StageKey| stages.iter().find(|stage| stage.key == *key);
    let to = find(&told.to).ok_or_else(|| AppError::field("to", "There is no such stage any more."))?;
    let from = find(&before.stage).unwrap_or(to);
    write.about(before.client_id);
    let made = transition(from, to, &told.loss_reason, told.at.date_naive())?;
    let made = Move { actual_close_date: told.closed.filter(|_| made.outcome.is_some()).or(made.actual_close_date), ..made };
    let gaps = missing(write, &before, &stages, from, to).await?.map(|(gaps, ..)| labels(gaps));
    let rank = rank_at(write, &to.key, Place::default(), before.id).await?;
    let after = changed(write, &before, carried_out(&made, rank, None), &stages, to).await?;
    let override_reason = gaps.is_some().then_some(told.source);
    let step = Recorded { at: told.at, override_reason, gaps, ..Recorded::by(told.by) };
    let change = record(write, &before, &made.to, step).await?;
    if from.kind == StageKind::Lost {
        no_longer_lost(write, &before).await?;
    }
    Ok(Moved { before, after, change: Some(change) })
}

pub(super) fn labels(gaps: Vec<Gap>) -> String {
    gaps.into_iter().map(|gap| gap.label).collect::<Vec<_>>().join("\n")
}

fn carried_out(made: &Move, rank: String, listed: Option<LossReasonId>) -> opportunity::ActiveModel {
    opportunity::ActiveModel {
        stage: Set(made.to.clone()),
        rank: Set(Some(rank)),
        outcome: Set(made.outcome),
        actual_close_date: Set(made.actual_close_date),
        loss_reason: Set(made.loss_reason.clone()),
        loss_reason_id: Set(listed),
        ..Default::default()
    }
}

/// What the history keeps of a move beside from where to where.
pub(super) struct Recorded {
    pub(super) by: UserId,
    pub(super) at: DateTime<Utc>,
    pub(super) override_reason: Option<String>,
    pub(super) gaps: Option<String>,
    pub(super) reverts: Option<StageChangeId>,
}

impl Recorded {
    /// Somebody's move, made now.
    pub(super) fn by(by: UserId) -> Self {
        Self { by, at: store::id::now(), override_reason: None, gaps: None, reverts: None }
    }
}

/// Writes the move's row of the history.
pub(super) async fn record(
    write: &mut Write,
    before: &opportunity::Model,
    to: &StageKey,
    step: Recorded,
) -> Result<StageChangeId, DbError> {
    let id = store::id::fresh::<StageChangeId>();
    let row = opportunity_stage_change::ActiveModel {
        id: Set(id),
        opportunity_id: Set(before.id),
        from_stage: Set(Some(before.stage.clone())),
        to_stage: Set(to.clone()),
        changed_by: Set(step.by),
        changed_at: Set(step.at),
        override_reason: Set(step.override_reason),
        gaps: Set(step.gaps),
        reverts: Set(step.reverts),
    };
    write.insert::<opportunity_stage_change::Entity>(row).await?;
    Ok(id)
}

/// Writes the change. If somebody was faster at this very moment, the answer says where the deal stands by now.
pub(super) async fn changed(
    write: &mut Write,
    before: &opportunity::Model,
    change: opportunity::ActiveModel,
    stages: &[Stage],
    wanted: &Stage,
) -> Result<opportunity::Model, DbError> {
    match write.update::<opportunity::Entity>(before, change).await {
        Err(DbError::App(AppError::Conflict { .. })) => {
            let now = write.find::<opportunity::Entity>().by_id(before.id).must(write).await?;
            let stands = stages.iter().find(|stage| stage.key == now.stage).unwrap_or(wanted);
            Err(conflict(stands, wanted))
        }
        other => other,
    }
}

fn conflict(now: &Stage, wanted: &Stage) -> DbError {
    AppError::Conflict { field: "to".into(), theirs: now.name.clone(), yours: wanted.name.clone() }.into()
}
