//! What somebody moved themselves, to be found again and taken back.

use super::cards::cards;
use super::stages::every_stage;
use super::undo::{DAYS, may_undo};
use crate::types::OwnMove;
use chrono::{DateTime, TimeDelta, Utc};
use domain::date::moment;
use domain::id::{OpportunityId, StageChangeId};
use domain::policy::{Action, Noun};
use domain::stage::{StageKey, StageKind};
use domain::user::UserRole;
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use store::table::opportunity;
use store::table::opportunity_stage_change::{Column, Entity};
use store::{Access, DbError, Handle, Read};

/// As many as the list shows.
const SHOWN: u64 = 100;

/// The person's own moves of the days in which a move can be taken back, the newest first, of deals that they still see.
///
/// # Errors
/// Signed out, or somebody who moves nothing.
pub async fn own_moves(access: &Access) -> Result<Vec<OwnMove>, DbError> {
    access.require(Action::Update, Noun::Deal)?;
    let me = access.actor()?.clone();
    let read = access.read().await?;
    let steps = read
        .find::<Entity>()
        .filter(Column::ChangedBy.eq(me.id))
        .filter(Column::ChangedAt.gte(store::id::now() - TimeDelta::days(DAYS)))
        .filter(Column::FromStage.is_not_null())
        .shape(|query| query.order_by_desc(Column::ChangedAt).order_by_desc(Column::Id).limit(SHOWN))
        .all(&read)
        .await?;
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let stages = every_stage(&read).await?;
    let stage = |key: &StageKey| stages.iter().find(|(stage, _)| stage.key == *key).cloned();
    let ids: Vec<OpportunityId> = steps.iter().map(|step| step.opportunity_id).collect::<HashSet<_>>().into_iter().collect();
    let last = last(&read, &ids).await?;
    let undone = taken_back(&read, steps.iter().map(|step| step.id).collect()).await?;
    let rows = read.find::<opportunity::Entity>().filter(opportunity::Column::Id.is_in(ids)).all(&read).await?;
    let deals: HashMap<_, _> = cards(&read, rows).await?.into_iter().map(|card| (card.id, card)).collect();
    let told = steps.into_iter().filter_map(|step| {
        let deal = deals.get(&step.opportunity_id)?;
        let ((from, no_way_back), (to, left_behind)) = (stage(step.from_stage.as_ref()?)?, stage(&step.to_stage)?);
        let is_last = last.get(&deal.id) == Some(&step.changed_at) && deal.stage == step.to_stage;
        // A closed deal is opened again by whoever has just closed it or by an admin; the deal's page knows who else may.
        let may = from.kind == to.kind || may_undo(&me, me.role == UserRole::Admin, &step);
        let in_use = !no_way_back && !left_behind;
        let takes_back = is_last && in_use && step.reverts.is_none() && deal.can_move && may && to.kind != StageKind::Won;
        Some(OwnMove {
            id: step.id,
            deal: deal.id,
            name: deal.name.clone(),
            client: deal.client.clone(),
            from: from.name,
            to,
            at: moment(step.changed_at),
            on: step.changed_at.date_naive(),
            undoes: step.reverts.is_some(),
            undone: undone.contains(&step.id),
            takes_back,
            reason: step.override_reason,
        })
    });
    Ok(told.collect())
}

/// When each deal was last moved, by whomever.
async fn last(read: &Read, ids: &[OpportunityId]) -> Result<HashMap<OpportunityId, DateTime<Utc>>, DbError> {
    #[derive(FromQueryResult)]
    struct Last {
        deal: OpportunityId,
        at: DateTime<Utc>,
    }
    let rows: Vec<Last> = read
        .find::<Entity>()
        .filter(Column::OpportunityId.is_in(ids.iter().copied()))
        .shape(|query| {
            query
                .select_only()
                .column_as(Column::OpportunityId, "deal")
                .column_as(Column::ChangedAt.max(), "at")
                .group_by(Column::OpportunityId)
        })
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| (row.deal, row.at)).collect())
}

/// Which of these moves were taken back.
async fn taken_back(read: &Read, ids: Vec<StageChangeId>) -> Result<HashSet<StageChangeId>, DbError> {
    let rows = read.find::<Entity>().filter(Column::Reverts.is_in(ids)).all(read).await?;
    Ok(rows.into_iter().filter_map(|row| row.reverts).collect())
}
