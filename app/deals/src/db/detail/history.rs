//! The way that a deal went.

use super::People;
use crate::deal::types::Step;
use domain::date::moment;
use domain::id::{OpportunityId, UserId};
use domain::stage::{Stage, StageKey};
use domain::stay::{Moved, Stay, stays};
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use store::table::opportunity_stage_change::{Column, Entity, Model};
use store::{DbError, Handle, Read};

/// As many moves of one deal as a page shows.
const SHOWN: u64 = 200;
/// The moves as rows, the newest first.
pub(super) struct RawHistory(Vec<Model>);

/// Reads them.
pub(super) async fn raw(read: &Read, id: OpportunityId) -> Result<RawHistory, DbError> {
    let rows = read
        .find::<Entity>()
        .filter(Column::OpportunityId.eq(id))
        .shape(|query| query.order_by_desc(Column::ChangedAt).order_by_desc(Column::Id).limit(SHOWN))
        .all(read)
        .await?;
    Ok(RawHistory(rows))
}

impl RawHistory {
    pub(super) fn users(&self) -> Vec<UserId> {
        self.0.iter().map(|row| row.changed_by).collect()
    }

    /// The steps, the newest first, each with how long the deal stayed there. `stages` are all that there ever were.
    pub(super) fn named(self, stages: &[Stage], people: &People) -> Vec<Step> {
        let moves: Vec<Moved> = self
            .0
            .iter()
            .rev()
            .map(|row| Moved { id: row.id, to: row.to_stage.clone(), at: row.changed_at, reverts: row.reverts })
            .collect();
        let stays = stays(&moves, store::id::now());
        let stage = |key: &StageKey| stages.iter().find(|stage| stage.key == *key);
        let step = |(row, stay): (Model, &Stay)| {
            Some(Step {
                id: row.id,
                from: row.from_stage.as_ref().and_then(stage).map(|stage| stage.name.clone()),
                to: stage(&row.to_stage)?.clone(),
                by: people.get(&row.changed_by).map(|person| person.name.clone()).unwrap_or_default(),
                at: moment(row.changed_at),
                on: row.changed_at.date_naive(),
                stayed: match stay {
                    Stay::Over(days) | Stay::Lasting(days) => Some(*days),
                    Stay::TakenBack => None,
                },
                lasts: matches!(stay, Stay::Lasting(_)),
                undoes: row.reverts.is_some(),
                undone: row.reverts.is_none() && *stay == Stay::TakenBack,
                reason: row.override_reason,
                gaps: row.gaps.unwrap_or_default().lines().map(str::to_owned).filter(|gap| !gap.is_empty()).collect(),
            })
        };
        self.0.into_iter().zip(stays.iter().rev()).filter_map(step).collect()
    }
}
