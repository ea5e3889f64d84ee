//! What the page of a hand-over shows: the deal, what is missing, what can go along.

use super::promises::promises;
use crate::db::clients::clients;
use crate::db::{courses::courses, stakeholders, team::team};
use crate::handover::{Confirmed, Handover, Missing, Rule};
use crate::types::{Membership, ProjectLink};
use chrono::{Datelike, Days, NaiveDate};
use domain::currency::Currency;
use domain::id::{CriterionId, OpportunityId};
use domain::money::Money;
use domain::policy::Action;
use domain::stage::{StageGate, StageKey, StageKind, StageOverride};
use domain::user::{Actor, UserRole};
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use std::collections::HashSet;
use store::table::{client, criterion_tick, deal_stage, opportunity, opportunity_stage_change, project, stage_criterion};
use store::{Access, DbError, Handle};

/// The page of a deal's hand-over, for who may change the deal.
///
/// # Errors
/// Not found for this person, or the firm has no stage for won deals.
pub async fn form(access: &Access, id: OpportunityId) -> Result<Handover, DbError> {
    let me = access.actor()?;
    let read = access.read().await?;
    let deal = read.find_for::<opportunity::Entity>(Action::Update).by_id(id).must(&read).await?;
    let stages = read.find::<deal_stage::Entity>().all(&read).await?;
    let won = won_stage(&read).await?;
    let stands = stages.iter().find(|stage| stage.key == deal.stage);
    let (kind, stage) = stands.map_or((StageKind::Open, String::new()), |stage| (stage.kind, stage.name.clone()));
    let project = read.find::<project::Entity>().filter(project::Column::OpportunityId.eq(id)).one(&read).await?;
    let team = team(&read, deal.client_id, Some(id)).await?;
    let leads = team.iter().any(|line| line.how == Membership::Lead && line.person.id == me.id);
    let rule = |gate: StageGate, override_by| rule(me, leads, gate, override_by);
    let contract = contract(&read, id, &won.key).await?;
    let lack = match kind {
        StageKind::Open => deals::db::lack_of(&read, me, &deal, &won.key).await?,
        StageKind::Won | StageKind::Lost => None,
    };
    let confirmed: HashSet<CriterionId> = contract.iter().map(|line| line.id).collect();
    let gaps = lack.into_iter().flat_map(|lack| lack.gaps).filter(|gap| !confirmed.contains(&gap.criterion));
    let gaps: Vec<Missing> = gaps.map(|gap| Missing { label: gap.label, stage: gap.stage, check: gap.check }).collect();
    let strict = stages.iter().filter(|stage| stage.gate == StageGate::Block && gaps.iter().any(|gap| gap.stage == stage.name));
    let strictest = strict.map(|stage| stage.override_by).max();
    let today = store::id::now().date_naive();
    let names = clients(&read, std::iter::once(deal.client_id)).await?;
    let client = match names.get(&deal.client_id) {
        Some(name) => name.clone(),
        None => read.client_names(vec![deal.client_id]).await?.remove(&deal.client_id).unwrap_or_default(),
    };
    Ok(Handover {
        deal: id,
        version: deal.version,
        client,
        client_id: names.contains_key(&deal.client_id).then_some(deal.client_id),
        stands: kind,
        stage,
        project: project.map(|row| ProjectLink { id: row.id, name: row.name, status: row.status }),
        may: may(&read, &deal).await?,
        ask: team.iter().filter(|line| line.how == Membership::Lead).map(|line| line.person.clone()).collect(),
        contract_rule: rule(won.gate, won.override_by),
        contract,
        gaps_rule: strictest.map_or_else(|| rule(StageGate::Warn, StageOverride::Lead), |who| rule(StageGate::Block, who)),
        gaps,
        value: Money::new(deal.value, Currency::parse(&deal.currency).unwrap_or(Currency::USD)),
        opened: opened(&read, &deal).await?,
        won_on: deal.actual_close_date.filter(|_| kind == StageKind::Won).unwrap_or(today),
        start: next_monday(today),
        courses: courses(&read).await?,
        stakeholders: stakeholders::of_deal(&read, id).await?,
        others: stakeholders::others(&read, deal.client_id, id).await?,
        promises: promises(&read, id).await?,
        name: deal.name,
        team,
    })
}

/// A project is below its client: whoever may change the client may add one there.
pub(super) async fn may(on: &impl Handle, deal: &opportunity::Model) -> Result<bool, DbError> {
    Ok(on.find_for::<client::Entity>(Action::Update).by_id(deal.client_id).count(on).await? > 0)
}

/// The first stage for won deals.
pub(super) async fn won_stage(on: &impl Handle) -> Result<deal_stage::Model, DbError> {
    let won = on.find::<deal_stage::Entity>().filter(deal_stage::Column::Kind.eq(StageKind::Won));
    let won = won.filter(deal_stage::Column::Retired.eq(false));
    won.shape(|query| query.order_by_asc(deal_stage::Column::Position).limit(1)).must(on).await
}

/// What a person confirms of what that stage asks for, and whether it was before.
pub(super) async fn contract(on: &impl Handle, deal: OpportunityId, won: &StageKey) -> Result<Vec<Confirmed>, DbError> {
    use stage_criterion::Column as C;
    let asked = on
        .find::<stage_criterion::Entity>()
        .filter(C::Stage.eq(won.clone()))
        .filter(C::Kind.eq(domain::criteria::CriterionKind::Tick))
        .shape(|query| query.order_by_asc(C::Position).order_by_asc(C::Id))
        .all(on)
        .await?;
    let ticks = on.find::<criterion_tick::Entity>().filter(criterion_tick::Column::OpportunityId.eq(deal)).all(on).await?;
    let ticked = |id: CriterionId| ticks.iter().any(|tick| tick.criterion_id == id);
    Ok(asked.into_iter().map(|row| Confirmed { id: row.id, label: row.label, ticked: ticked(row.id) }).collect())
}

/// The day of its first step; what was imported has steps older than its row.
pub(super) async fn opened(on: &impl Handle, deal: &opportunity::Model) -> Result<NaiveDate, DbError> {
    use opportunity_stage_change::{Column, Entity};
    let first = on.find::<Entity>().filter(Column::OpportunityId.eq(deal.id));
    let first = first.shape(|query| query.order_by_asc(Column::ChangedAt).limit(1)).one(on).await?;
    Ok(first.map_or(deal.created_at, |first| first.changed_at.min(deal.created_at)).date_naive())
}

fn rule(me: &Actor, leads: bool, gate: StageGate, override_by: StageOverride) -> Rule {
    let blocks = gate == StageGate::Block;
    let may = !blocks || me.role == UserRole::Admin || (leads && override_by == StageOverride::Lead);
    Rule { blocks, override_by, may }
}

fn next_monday(today: NaiveDate) -> NaiveDate {
    let days = 7 - u64::from(today.weekday().num_days_from_monday());
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}
