//! The whole pipeline with what hangs on it, for its settings.

use super::standing::standing;
use crate::db::stages::{criterion, every_stage, stage};
use crate::db::totals::totals;
use crate::stages::{AskedCriterion, PipelineSettings, RetiredStage, StageSetting};
use crate::types::StageTotal;
use domain::policy::{Action, Noun};
use domain::stage::{Stage, StageKey};
use sea_orm::{Condition, QueryOrder};
use std::collections::HashMap;
use store::table::{deal_stage, stage_criterion};
use store::{Access, DbError, Handle};

/// Every stage with its deals, what it asks for, and how its deals stand to that.
///
/// # Errors
/// No right to change stages.
pub async fn settings(access: &Access) -> Result<PipelineSettings, DbError> {
    access.require(Action::Update, Noun::Stage)?;
    let read = access.read().await?;
    let (retired, used): (Vec<_>, Vec<_>) = every_stage(&read).await?.into_iter().partition(|(_, retired)| *retired);
    let (retired, mut used) = (names(retired), names(used));
    used.sort_by_key(|stage| stage.kind);
    let every: Vec<Stage> = used.iter().chain(&retired).cloned().collect();
    let totals = totals(&read, &every, Condition::all()).await?;
    let counts: HashMap<StageKey, i64> = totals.iter().map(|total| (total.stage.key.clone(), total.count)).collect();
    let rows = read.find::<stage_criterion::Entity>().shape(|query| {
        use stage_criterion::Column as C;
        query.order_by_asc(C::Stage).order_by_asc(C::Position).order_by_asc(C::Id)
    });
    let versioned = |row: stage_criterion::Model| (row.version, criterion(row));
    let asked: Vec<_> = rows.all(&read).await?.into_iter().map(versioned).filter_map(|(version, row)| Some((version, row?))).collect();
    let criteria: Vec<_> = asked.iter().map(|(_, criterion)| criterion.clone()).collect();
    let mut standing = standing(&read, &used, &criteria, &counts).await?;
    let (count, sums) = (|key: &StageKey| counts.get(key).copied().unwrap_or_default(), |key: &StageKey| sums(&totals, key));
    let mut setting = |stage: Stage| {
        let found = standing.remove(&stage.key);
        let mine = asked.iter().filter(|(_, criterion)| criterion.stage == stage.key);
        let met = |criterion: &domain::criteria::Criterion| found.as_ref().map(|all| all.met.get(&criterion.id).copied().unwrap_or(0));
        let criteria =
            mine.map(|(version, criterion)| AskedCriterion { criterion: criterion.clone(), version: *version, met: met(criterion) });
        let (criteria, deals, sums) = (criteria.collect(), count(&stage.key), sums(&stage.key));
        StageSetting { stage, deals, sums, criteria, standing: found.map(|all| all.standing) }
    };
    Ok(PipelineSettings {
        stages: used.into_iter().map(&mut setting).collect(),
        retired: retired.into_iter().map(|stage| RetiredStage { deals: count(&stage.key), stage }).collect(),
        can_start_over: counts.values().all(|count| *count == 0),
    })
}

fn names(stages: Vec<(Stage, bool)>) -> Vec<Stage> {
    stages.into_iter().map(|(stage, _)| stage).collect()
}

fn sums(totals: &[StageTotal], key: &StageKey) -> Vec<domain::Money> {
    let mine = totals.iter().find(|total| total.stage.key == *key);
    mine.map(|total| total.sums.iter().map(|sum| sum.value).collect()).unwrap_or_default()
}

/// One stage as it is now, retired or not.
///
/// # Errors
/// No such stage, or no right to change stages.
pub async fn show(access: &Access, key: StageKey) -> Result<Stage, DbError> {
    access.require(Action::Update, Noun::Stage)?;
    let read = access.read().await?;
    Ok(stage(&read.find::<deal_stage::Entity>().by_id(key).must(&read).await?))
}
