//! What the browser may ask about deals. Each function: who, parse, do.

#![expect(clippy::too_many_arguments, reason = "each argument is a field of the form that a function answers")]
#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use crate::people::{ClientPeople, PersonDeal};
use crate::types::{Board, CardOrder, Changed, DealFilter, DealTable, GapSheet, MoreCards, MoveAnswer, OwnMove, Review};
use domain::AppError;
use domain::deal::DealField;
use domain::id::{ClientId, CriterionId, OpportunityId, StageChangeId, StakeholderId};
use domain::stage::StageKey;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{db, parse, types::DealSort};
#[cfg(feature = "ssr")]
use firm::{current, land};

/// The board over all deals that the person may see.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/pipeline_board")]
pub async fn pipeline_board(#[server(default)] filter: DealFilter, #[server(default)] order: CardOrder) -> Result<Board, AppError> {
    let access = current()?;
    Ok(db::board(&access, &filter, order).await?)
}

/// The cards of a column behind one of them.
///
/// # Errors
/// Signed out, an outside user, or a card that this person does not see.
#[server(endpoint = "/column_cards")]
pub async fn column_cards(
    #[server(default)] filter: DealFilter,
    #[server(default)] order: CardOrder,
    stage: StageKey,
    id: OpportunityId,
) -> Result<MoreCards, AppError> {
    let access = current()?;
    Ok(db::more(&access, &filter, order, &stage, id).await?)
}

/// What has become of some deals, on a board with this filter. Those out of sight are left out.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/changed_deals")]
pub async fn changed_deals(#[server(default)] filter: DealFilter, #[server(default)] ids: Vec<OpportunityId>) -> Result<Changed, AppError> {
    let access = current()?;
    Ok(db::changed(&access, &filter, &ids).await?)
}

/// One page of the same deals as a table.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/list_deals")]
pub async fn list_deals(
    #[server(default)] filter: DealFilter,
    #[server(default)] sort: String,
    #[server(default)] descending: bool,
    #[server(default)] page: u64,
) -> Result<DealTable, AppError> {
    let access = current()?;
    Ok(db::table(&access, &filter, DealSort::parse(&sort), descending, page.max(1)).await?)
}

/// The open deals on paper, stage by stage.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/review_deals")]
pub async fn review_deals(#[server(default)] filter: DealFilter) -> Result<Review, AppError> {
    let access = current()?;
    Ok(db::review(&access, &filter).await?)
}

/// The people of a client, with the deals that they are in as far as the person may see them.
///
/// # Errors
/// No such client for this person.
#[server(endpoint = "/client_stakeholders")]
pub async fn client_stakeholders(id: ClientId) -> Result<ClientPeople, AppError> {
    let access = current()?;
    Ok(db::client_stakeholders(&access, id).await?)
}

/// The deals that a person at a client is in. Whoever may see the client's people may.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/stakeholder_deals")]
pub async fn stakeholder_deals(id: StakeholderId) -> Result<Vec<PersonDeal>, AppError> {
    let access = current()?;
    Ok(db::stakeholder_deals(&access, id).await?)
}

/// Changes one field and answers the new version. Whoever may change the deal may.
///
/// # Errors
/// A wrong value, somebody faster, or not theirs.
#[server(endpoint = "/edit_deal")]
pub async fn edit_deal(
    id: OpportunityId,
    field: DealField,
    #[server(default)] value: String,
    version: i32,
    #[server(default)] back: String,
) -> Result<i32, AppError> {
    let access = current()?;
    let version =
        db::edit(&access, id, field, &value, version).await.map_err(|error| AppError::from(error).typed(field.as_str(), &value))?;
    land(&parse::way_back(id, &back).unwrap_or_else(|| format!("/deals/{id}")));
    Ok(version)
}

/// Moves a deal to a stage, or to another place in its own. Whoever may change the deal may; reopening is for the lead
/// and admins. What is missing comes back to be filled in, and a deal is won by its hand-over.
///
/// # Errors
/// No reason for a loss, no such stage, somebody faster, or not theirs.
#[server(endpoint = "/move_deal")]
pub async fn move_deal(
    id: OpportunityId,
    to: StageKey,
    version: i32,
    #[server(default)] after: String,
    #[server(default)] before: String,
    #[server(default)] reason: String,
    #[server(default)] loss_reason: String,
    #[server(default)] loss_reason_id: String,
    #[server(default)] competitor: String,
    #[server(default)] come_back: String,
    #[server(default)] filter: DealFilter,
    #[server(default)] back: String,
) -> Result<MoveAnswer, AppError> {
    let access = current()?;
    let words = parse::LossWords { text: &loss_reason, listed: &loss_reason_id, competitor: &competitor, come_back: &come_back };
    let loss = words.read()?;
    let ask = db::MoveAsk { to: to.clone(), version, place: parse::place(&after, &before)?, reason: reason.clone(), loss };
    let answer = db::move_to(&access, id, ask, &filter).await;
    let answer = answer.map_err(|error| words.kept(AppError::from(error)).typed("reason", &reason))?;
    land(&parse::landing(id, &to, &answer, &back));
    Ok(answer)
}

/// Moves a deal on to a stage although something is missing, for a reason. Whoever may change the deal may, as far as its
/// stage lets it go.
///
/// # Errors
/// No reason, no such stage, somebody faster, or not theirs.
#[server(endpoint = "/move_anyway")]
pub async fn move_anyway(
    id: OpportunityId,
    to: StageKey,
    version: i32,
    #[server(default)] reason: String,
    #[server(default)] back: String,
) -> Result<MoveAnswer, AppError> {
    let access = current()?;
    let ask = db::MoveAsk { to: to.clone(), version, place: None, reason: parse::reason(&reason)?, loss: db::Loss::default() };
    let answer = db::move_to(&access, id, ask, &DealFilter::default()).await;
    let answer = answer.map_err(|error| AppError::from(error).typed("reason", &reason))?;
    land(&parse::landing(id, &to, &answer, &back));
    Ok(answer)
}

/// Takes a deal's last move back. Whoever may change the deal may, by the rules of moves.
///
/// # Errors
/// It was moved again since, it lies too far back, a project came of it, or not theirs.
#[server(endpoint = "/undo_move")]
pub async fn undo_move(
    id: StageChangeId,
    #[server(default)] filter: DealFilter,
    #[server(default)] back: String,
) -> Result<MoveAnswer, AppError> {
    let access = current()?;
    let (deal, answer) = db::undo(&access, id, &filter).await?;
    land(&parse::way_back(deal, &back).unwrap_or_else(|| format!("/deals/{deal}")));
    Ok(answer)
}

/// One's own moves of the last days, with those that can be taken back. Whoever may move deals may ask.
///
/// # Errors
/// Signed out, or somebody who moves nothing.
#[server(endpoint = "/own_moves")]
pub async fn own_moves() -> Result<Vec<OwnMove>, AppError> {
    let access = current()?;
    Ok(db::own_moves(&access).await?)
}

/// What a move to this stage lacks. Whoever may change the deal may ask.
///
/// # Errors
/// No such stage, or not theirs.
#[server(endpoint = "/move_gaps")]
pub async fn move_gaps(id: OpportunityId, to: StageKey) -> Result<GapSheet, AppError> {
    let access = current()?;
    Ok(db::gaps(&access, id, &to).await?)
}

/// Fills in something that a move to `to` lacks, and answers what it lacks then. Whoever may change what is filled in may.
///
/// # Errors
/// A wrong value, no such criterion, or not theirs.
#[server(endpoint = "/fix_gap")]
pub async fn fix_gap(
    id: OpportunityId,
    criterion: CriterionId,
    to: StageKey,
    #[server(default)] value: String,
    #[server(default)] who: String,
    #[server(default)] kind: String,
    #[server(default)] on: String,
    #[server(default)] back: String,
) -> Result<GapSheet, AppError> {
    let access = current()?;
    let named = |error: AppError| error.typed("criterion", &criterion.to_string());
    let fix = parse::fix(&value, &who, &kind, &on).map_err(named)?;
    db::fix(&access, id, criterion, fix).await.map_err(|error| named(AppError::from(error).typed("value", &value)))?;
    let sheet = db::gaps(&access, id, &to).await?;
    land(&parse::sheet(id, &to, &back));
    Ok(sheet)
}

/// Plans a next step for a deal, for the person who asks. Whoever may change the deal may.
///
/// # Errors
/// Nothing to do, a wrong day, or not theirs.
#[server(endpoint = "/plan_step")]
pub async fn plan_step(
    id: OpportunityId,
    title: String,
    #[server(default)] due: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    let access = current()?;
    let (title, due) = parse::step(&title, &due)?;
    db::plan_step(&access, id, title, due).await?;
    land(&parse::way_back(id, &back).unwrap_or_else(|| format!("/deals/{id}")));
    Ok(())
}
