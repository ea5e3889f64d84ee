//! How the open deals of each stage stand to what it asks: a handful of queries for all stages together.

use crate::db::evidence::evidence;
use crate::db::next_steps::planned;
use crate::db::since::since;
use chrono::NaiveDate;
use domain::criteria::{Criterion, Evidence};
use domain::date::days_between;
use domain::id::{CriterionId, OpportunityId};
use domain::stage::{Stage, StageKey, StageKind};
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, HashMap};
use store::table::opportunity;
use store::{DbError, Handle, Read};

/// Deals of one stage that are looked at one by one at most.
pub(super) const OF_ONE: i64 = 1_000;
/// Deals of all stages together; each is named several times in a query, whose values both engines bound.
const OF_ALL: i64 = 8_000;

/// The deals of a stage, held against what it asks for.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) met: HashMap<CriterionId, i64>,
    pub(super) standing: crate::stages::Standing,
}

/// By stage; a stage with more deals than are looked at is not there. Won asks the deals of the last open stage.
pub(super) async fn standing(
    read: &Read,
    stages: &[Stage],
    criteria: &[Criterion],
    counts: &HashMap<StageKey, i64>,
) -> Result<HashMap<StageKey, Standing>, DbError> {
    let few = few(stages, counts);
    let deals = read
        .find::<opportunity::Entity>()
        .filter(opportunity::Column::Stage.is_in(few.iter().map(|key| (*key).clone())))
        .shape(|query| query.order_by_asc(opportunity::Column::Id).limit(OF_ALL.unsigned_abs()))
        .all(read)
        .await?;
    let ids: Vec<OpportunityId> = deals.iter().map(|deal| deal.id).collect();
    let files = evidence(read, &deals, &planned(read, &ids).await?).await?;
    let since = since(read, &ids).await?;
    let now = store::id::now();
    let asks = |key: &StageKey| criteria.iter().filter(|criterion| criterion.stage == *key).collect::<Vec<_>>();
    let mut all = HashMap::new();
    for key in &few {
        let mine: Vec<_> = deals.iter().filter(|deal| deal.stage == **key).collect();
        let file = |deal: &&opportunity::Model| files.get(&deal.id).cloned().unwrap_or_default();
        let mut one = held_against(&asks(key), mine.iter().map(file), now.date_naive());
        let mut ages: BTreeMap<i64, i64> = BTreeMap::new();
        for deal in mine {
            let days = days_between(since.get(&deal.id).map_or(deal.created_at, |came| came.at), now);
            *ages.entry(days).or_default() += 1;
        }
        one.standing.ages = ages.into_iter().collect();
        all.insert((*key).clone(), one);
    }
    let last = stages.iter().rfind(|stage| stage.kind == StageKind::Open).filter(|stage| few.contains(&&stage.key));
    let won = stages.iter().find(|stage| stage.kind == StageKind::Won);
    if let (Some(last), Some(won)) = (last, won) {
        let files = deals.iter().filter(|deal| deal.stage == last.key).map(|deal| files.get(&deal.id).cloned().unwrap_or_default());
        all.insert(won.key.clone(), held_against(&asks(&won.key), files, now.date_naive()));
    }
    Ok(all)
}

/// The open stages whose deals are few enough, in order, until there are too many together.
fn few<'a>(stages: &'a [Stage], counts: &HashMap<StageKey, i64>) -> Vec<&'a StageKey> {
    let mut room = OF_ALL;
    let mut fits = |stage: &&Stage| {
        let count = counts.get(&stage.key).copied().unwrap_or_default();
        let fits = stage.kind == StageKind::Open && count <= OF_ONE && count <= room;
        room -= if fits { count } else { 0 };
        fits
    };
    stages.iter().filter(|stage| fits(stage)).map(|stage| &stage.key).collect()
}

fn held_against(asked: &[&Criterion], files: impl Iterator<Item = Evidence>, today: NaiveDate) -> Standing {
    let mut all = Standing::default();
    for file in files {
        let met = asked.iter().filter(|criterion| file.meets(criterion, today)).map(|criterion| criterion.id);
        let met: Vec<CriterionId> = met.collect();
        all.standing.deals += 1;
        all.standing.lacking += i64::from(met.len() < asked.len());
        for id in met {
            *all.met.entry(id).or_default() += 1;
        }
    }
    all
}
