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

/// The move that won it.
pub(super) type Win = opportunity_stage_change::Model;

/// The deal with what was promised when it was won; nothing for who may not see it.
pub(super) async fn won_deal(on: &impl Handle, id: OpportunityId) -> Result<Option<(WonDeal, Option<Win>)>, DbError> {
    let Some(deal) = on.find::<opportunity::Entity>().by_id(id).one(on).await? else { return Ok(None) };
    let stages = on.find::<deal_stage::Entity>().all(on).await?;
    let change = last_win(on, id).await?;
    let people = firm::db::people(on, change.iter().map(|change| change.changed_by)).await?;
    let gaps = change.as_ref().and_then(|change| change.gaps.as_deref()).unwrap_or_default();
    let deal = WonDeal {
        id,
        name: deal.name,
        value: Money::new(deal.value, Currency::parse(&deal.currency).unwrap_or(Currency::USD)),
        won_on: deal.actual_close_date.filter(|_| deal.outcome == Some(Outcome::Won)),
        stage: stages.into_iter().find(|stage| stage.key == deal.stage).map(|stage| stage.name).unwrap_or_default(),
        by: change.as_ref().and_then(|change| people.get(&change.changed_by)).map(|person| person.name.clone()),
        gaps: gaps.lines().map(str::to_owned).collect(),
        reason: change.as_ref().and_then(|change| change.override_reason.clone()),
    };
    Ok(Some((deal, change)))
}

/// The last move that won the deal.
pub(super) async fn last_win(on: &impl Handle, deal: OpportunityId) -> Result<Option<Win>, DbError> {
    use opportunity_stage_change::{Column, Entity};
    let won = on.find::<deal_stage::Entity>().filter(deal_stage::Column::Kind.eq(StageKind::Won));
    let won = won.shape(|query| query.select_only().column(deal_stage::Column::Key)).into_query();
    let wins = on.find::<Entity>().filter(Column::OpportunityId.eq(deal)).filter(Column::ToStage.in_subquery(won));
    wins.shape(|query| query.order_by_desc(Column::ChangedAt).order_by_desc(Column::Id).limit(1)).one(on).await
}
