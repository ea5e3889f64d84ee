//! How the open deals of each stage stand to what it asks: a handful of queries for all stages together.

use crate::db::evidence::evidence;
use chrono::{DateTime, NaiveDate, Utc};
use domain::criteria::{Criterion, Evidence};
use domain::date::days_between;
use domain::id::{CriterionId, OpportunityId};
use domain::stage::{Stage, StageKey, StageKind};
use domain::task::TaskStatus;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationDef};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::table::{opportunity, opportunity_stage_change, task, task_entity};
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
            let days = days_between(since.get(&deal.id).copied().unwrap_or(deal.created_at), now);
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

/// Which of these deals have a next step: a task about them that is still to be done.
pub(super) async fn planned(read: &Read, ids: &[OpportunityId]) -> Result<HashSet<OpportunityId>, DbError> {
    #[derive(FromQueryResult)]
    struct Planned {
        opportunity_id: OpportunityId,
    }
    let about: RelationDef = task::Entity::belongs_to(task_entity::Entity).from(task::Column::Id).to(task_entity::Column::TaskId).into();
    let rows: Vec<Planned> = read
        .find::<task::Entity>()
        .filter(task_entity::Column::OpportunityId.is_in(ids.iter().copied()))
        .filter(task::Column::Status.ne(TaskStatus::Done))
        .shape(|query| query.join(JoinType::InnerJoin, about).select_only().column(task_entity::Column::OpportunityId).distinct())
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| row.opportunity_id).collect())
}

/// When each of these deals came to where it stands: its last step.
async fn since(read: &Read, ids: &[OpportunityId]) -> Result<HashMap<OpportunityId, DateTime<Utc>>, DbError> {
    #[derive(FromQueryResult)]
    struct Since {
        opportunity_id: OpportunityId,
        at: DateTime<Utc>,
    }
    use opportunity_stage_change::Column as C;
    let rows: Vec<Since> = read
        .find::<opportunity_stage_change::Entity>()
        .filter(C::OpportunityId.is_in(ids.iter().copied()))
        .shape(|query| {
            let query = query.select_only().column(C::OpportunityId).column_as(C::ChangedAt.max(), "at");
            query.group_by(C::OpportunityId)
        })
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| (row.opportunity_id, row.at)).collect())
}
