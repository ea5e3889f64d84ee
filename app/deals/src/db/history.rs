//! The way that a deal went.

use crate::types::Step;
use domain::date::{days_between, moment};
use domain::id::OpportunityId;
use domain::stage::Stage;
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use store::table::opportunity_stage_change::{Column, Entity};
use store::{DbError, Handle, Read};

/// The steps, the newest first, each with how long the deal stayed there. They name stages that are gone from the board too.
pub(super) async fn history(read: &Read, id: OpportunityId, every: &[(Stage, bool)]) -> Result<Vec<Step>, DbError> {
    let rows = read
        .find::<Entity>()
        .filter(Column::OpportunityId.eq(id))
        .shape(|query| query.order_by_desc(Column::ChangedAt).order_by_desc(Column::Id).limit(200))
        .all(read)
        .await?;
    let people = firm::db::people(read, rows.iter().map(|row| row.changed_by)).await?;
    let stage = |key: &domain::stage::StageKey| every.iter().map(|(stage, _)| stage).find(|stage| stage.key == *key);
    let mut left = None;
    let mut steps = Vec::with_capacity(rows.len());
    for row in rows {
        let at = row.changed_at;
        let Some(to) = stage(&row.to_stage) else { continue };
        steps.push(Step {
            from: row.from_stage.as_ref().and_then(stage).map(|stage| stage.name.clone()),
            to: to.clone(),
            by: people.get(&row.changed_by).map(|person| person.name.clone()).unwrap_or_default(),
            at: moment(at),
            on: at.date_naive(),
            stayed: left.map(|left| days_between(at, left)),
            reason: row.override_reason,
        });
        left = Some(at);
    }
    Ok(steps)
}
