//! What the next move asks for, and the boxes among it that a person ticks.

use super::{People, deal};
use crate::deal::types::CheckLine;
use chrono::NaiveDate;
use domain::AppError;
use domain::criteria::{Check, Criterion, CriterionKind, Evidence};
use domain::gap::asked_next;
use domain::id::{CriterionId, OpportunityId, UserId};
use domain::stage::Stage;
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use store::table::{criterion_tick, opportunity, stage_criterion};
use store::{Access, DbError, Handle, Read, Write};

/// What people have ticked of the deal.
pub(super) async fn ticks(read: &Read, id: OpportunityId) -> Result<Vec<criterion_tick::Model>, DbError> {
    read.find::<criterion_tick::Entity>().filter(criterion_tick::Column::OpportunityId.eq(id)).all(read).await
}

/// The criteria of the next move, stage by stage in the order of the list.
pub(super) fn lines(
    stages: &[Stage],
    deal: &opportunity::Model,
    criteria: &[Criterion],
    evidence: &Evidence,
    ticks: &[criterion_tick::Model],
    people: &People,
    today: NaiveDate,
) -> Vec<CheckLine> {
    let asked = asked_next(stages, &deal.stage);
    let line = |criterion: &Criterion| {
        let tick = ticks.iter().find(|tick| tick.criterion_id == criterion.id && criterion.check == Check::Tick);
        let by = |tick: &criterion_tick::Model| people.get(&tick.ticked_by).map(|person| person.name.clone()).unwrap_or_default();
        CheckLine {
            id: criterion.id,
            stage: criterion.stage.clone(),
            label: criterion.label.clone(),
            check: criterion.check,
            met: evidence.meets(criterion, today),
            ticked: tick.map(|tick| (by(tick), tick.created_at.date_naive())),
        }
    };
    // In the order of the stages, which is not that of their keys.
    let of = |stage: &Stage| criteria.iter().filter(|criterion| criterion.stage == stage.key).map(line).collect::<Vec<_>>();
    stages.iter().filter(|stage| asked.contains(&stage.key)).flat_map(of).collect()
}

/// Ticks a criterion, or takes the tick away. It is so afterwards, whoever was faster.
///
/// # Errors
/// By scope; no such criterion, or one that is not ticked by hand.
pub async fn tick(access: &Access, id: OpportunityId, criterion: CriterionId, on: bool) -> Result<(), DbError> {
    let me = access.actor()?.id;
    access
        .write(move |write| {
            Box::pin(async move {
                deal(write, id).await?;
                let row = write.find::<stage_criterion::Entity>().by_id(criterion).one(write).await?;
                let row = row.ok_or_else(|| AppError::field("criterion", "There is no such criterion any more; reload the page."))?;
                if row.kind != CriterionKind::Tick {
                    return Err(AppError::field("criterion", format!("“{}” is checked by itself; nobody ticks it.", row.label)).into());
                }
                set_tick(write, me, id, criterion, on).await
            })
        })
        .await
}

/// The same inside the caller's transaction, for a criterion that is ticked by hand.
pub(in crate::db) async fn set_tick(
    write: &mut Write,
    me: UserId,
    id: OpportunityId,
    criterion: CriterionId,
    on: bool,
) -> Result<(), DbError> {
    let before = write.find::<criterion_tick::Entity>().by_id((id, criterion)).one(write).await?;
    match (before, on) {
        (None, true) => {
            let tick = criterion_tick::ActiveModel {
                opportunity_id: Set(id),
                criterion_id: Set(criterion),
                ticked_by: Set(me),
                ..Default::default()
            };
            write.insert::<criterion_tick::Entity>(tick).await.map(drop)
        }
        (Some(before), false) => write.delete::<criterion_tick::Entity>(before).await,
        (None, false) | (Some(_), true) => Ok(()),
    }
}
