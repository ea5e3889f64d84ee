//! Moves as the pages ask for them, each answered with what the board shows afterwards.

use super::board::changed_by;
use super::gate::{Lack, lack};
use super::stages::stages;
use super::transition::{MoveAsk, Moved, Step, move_in};
use super::undo::undo_in;
use crate::types::{DealFilter, GapSheet, MoveAnswer};
use domain::AppError;
use domain::currency::Currency;
use domain::id::{OpportunityId, StageChangeId};
use domain::money::Money;
use domain::policy::Action;
use domain::stage::{StageGate, StageKey, StageKind, StageOverride};
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use store::table::{client, opportunity, stakeholder};
use store::{Access, DbError, Handle};

/// Moves a deal, or says what is missing.
///
/// # Errors
/// As [`move_in`].
pub async fn move_to(access: &Access, id: OpportunityId, ask: MoveAsk, seen: &DealFilter) -> Result<MoveAnswer, DbError> {
    let me = access.actor()?.clone();
    let to = ask.to.clone();
    let step = access
        .write(move |write| {
            Box::pin(async move {
                let stages = stages(write).await?;
                let deal = write.find::<opportunity::Entity>().by_id(id).must(write).await?;
                let won = stages.iter().any(|stage| stage.key == ask.to && stage.kind == StageKind::Won);
                if won && deal.stage != ask.to {
                    return Ok(None);
                }
                move_in(write, &me, id, ask).await.map(Some)
            })
        })
        .await?;
    match step {
        None => Ok(MoveAnswer::HandOver),
        Some(Step::Lacking(_)) => Ok(MoveAnswer::Lacking(Box::new(gaps(access, id, &to).await?))),
        Some(Step::Moved(moved)) => answer(access, *moved, seen).await,
    }
}

/// Takes a move back; also answers of which deal.
///
/// # Errors
/// As [`undo_in`].
pub async fn undo(access: &Access, change: StageChangeId, seen: &DealFilter) -> Result<(OpportunityId, MoveAnswer), DbError> {
    let me = access.actor()?.clone();
    let moved = access.write(move |write| Box::pin(async move { undo_in(write, &me, change).await })).await?;
    Ok((moved.after.id, answer(access, moved, seen).await?))
}

async fn answer(access: &Access, moved: Moved, seen: &DealFilter) -> Result<MoveAnswer, DbError> {
    let now = changed_by(access, seen, &moved).await?;
    Ok(MoveAnswer::Moved { change: moved.change, from: moved.before.stage, now })
}

/// What a move to this stage lacks, with what is needed to fill it in.
///
/// # Errors
/// By scope, or no such stage.
pub async fn gaps(access: &Access, id: OpportunityId, to: &StageKey) -> Result<GapSheet, DbError> {
    let me = access.actor()?.clone();
    let read = access.read().await?;
    let deal = read.find_for::<opportunity::Entity>(Action::Update).by_id(id).must(&read).await?;
    let stages = stages(&read).await?;
    let find = |key: &StageKey| stages.iter().find(|stage| stage.key == *key).cloned();
    let missing = || AppError::field("to", "There is no such stage any more; reload the page.");
    let to = find(to).ok_or_else(missing)?;
    let from = find(&deal.stage).unwrap_or_else(|| to.clone());
    let lack = lack(&read, &me, &deal, &stages, &from, &to).await?;
    let Lack { gaps, gate, override_by, may } =
        lack.unwrap_or(Lack { gaps: Vec::new(), gate: StageGate::Warn, override_by: StageOverride::Lead, may: true });
    let client = read.find_for::<client::Entity>(Action::Update).by_id(deal.client_id).one(&read).await?;
    let people = read
        .find_for::<stakeholder::Entity>(Action::Update)
        .filter(stakeholder::Column::ClientId.eq(deal.client_id))
        .shape(|query| query.order_by_asc(stakeholder::Column::NameKey).limit(200))
        .all(&read)
        .await?;
    Ok(GapSheet {
        id,
        name: deal.name,
        version: deal.version,
        value: Money::new(deal.value, Currency::parse(&deal.currency).unwrap_or(Currency::USD)),
        from,
        to,
        gaps,
        gate,
        override_by,
        may,
        client: client.map(|client| (client.id, client.version)),
        people: people.into_iter().map(|person| (person.id, person.name)).collect(),
    })
}
