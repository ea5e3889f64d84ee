//! The deal that a project was sold by.

use crate::types::WonDeal;
use domain::currency::Currency;
use domain::deal::Outcome;
use domain::id::OpportunityId;
use domain::money::Money;
use domain::stage::StageKind;
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use store::table::{deal_stage, opportunity, opportunity_stage_change};
use store::{DbError, Handle};

/// The deal with what was promised when it was won; nothing for who may not see it.
pub(super) async fn won_deal(on: &impl Handle, id: OpportunityId) -> Result<Option<WonDeal>, DbError> {
    let Some(deal) = on.find::<opportunity::Entity>().by_id(id).one(on).await? else { return Ok(None) };
    let stages = on.find::<deal_stage::Entity>().all(on).await?;
    let won: Vec<_> = stages.iter().filter(|stage| stage.kind == StageKind::Won).map(|stage| stage.key.clone()).collect();
    let change = last_win(on, id, won).await?;
    let people = firm::db::people(on, change.iter().map(|change| change.changed_by)).await?;
    let gaps = change.as_ref().and_then(|change| change.gaps.as_deref()).unwrap_or_default();
    Ok(Some(WonDeal {
        id,
        name: deal.name,
        value: Money::new(deal.value, Currency::parse(&deal.currency).unwrap_or(Currency::USD)),
        won_on: deal.actual_close_date.filter(|_| deal.outcome == Some(Outcome::Won)),
        stage: stages.into_iter().find(|stage| stage.key == deal.stage).map(|stage| stage.name).unwrap_or_default(),
        by: change.as_ref().and_then(|change| people.get(&change.changed_by)).map(|person| person.name.clone()),
        gaps: gaps.lines().map(str::to_owned).collect(),
        reason: change.and_then(|change| change.override_reason),
    }))
}

/// The last move that won the deal.
pub(super) async fn last_win(
    on: &impl Handle,
    deal: OpportunityId,
    won: Vec<domain::stage::StageKey>,
) -> Result<Option<opportunity_stage_change::Model>, DbError> {
    use opportunity_stage_change::{Column, Entity};
    let wins = on.find::<Entity>().filter(Column::OpportunityId.eq(deal)).filter(Column::ToStage.is_in(won));
    wins.shape(|query| query.order_by_desc(Column::ChangedAt).order_by_desc(Column::Id).limit(1)).one(on).await
}
