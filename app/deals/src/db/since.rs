//! Since when deals stand where they stand. A move that was taken back, and the taking back, leave no trace here.

use chrono::{DateTime, Utc};
use domain::id::{OpportunityId, StageChangeId};
use domain::stage::StageKey;
use domain::stay::{Moved, Stay, stays};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect};
use std::collections::HashMap;
use store::table::opportunity_stage_change::{Column as C, Entity};
use store::{DbError, Handle};

/// The move that brought a deal to where it stands.
pub(super) struct Came {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Why, if it came over gaps.
    pub(super) reason: Option<String>,
}

/// Of each of these deals that was ever moved.
pub(super) async fn since(on: &impl Handle, ids: &[OpportunityId]) -> Result<HashMap<OpportunityId, Came>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: StageChangeId,
        opportunity_id: OpportunityId,
        to_stage: StageKey,
        changed_at: DateTime<Utc>,
        reverts: Option<StageChangeId>,
        override_reason: Option<String>,
    }
    let rows: Vec<Row> = on
        .find::<Entity>()
        .filter(C::OpportunityId.is_in(ids.iter().copied()))
        .shape(|query| {
            let columns = [C::Id, C::OpportunityId, C::ToStage, C::ChangedAt, C::Reverts, C::OverrideReason];
            query.select_only().columns(columns).order_by_asc(C::OpportunityId).order_by_asc(C::ChangedAt).order_by_asc(C::Id)
        })
        .all_as(on)
        .await?;
    let now = store::id::now();
    let came = |moves: &[Row]| {
        let told: Vec<Moved> =
            moves.iter().map(|row| Moved { id: row.id, to: row.to_stage.clone(), at: row.changed_at, reverts: row.reverts }).collect();
        let last = stays(&told, now).iter().position(|stay| matches!(stay, Stay::Lasting(_)))?;
        let row = moves.get(last)?;
        Some((row.opportunity_id, Came { at: row.changed_at, reason: row.override_reason.clone() }))
    };
    Ok(rows.chunk_by(|a, b| a.opportunity_id == b.opportunity_id).filter_map(came).collect())
}

/// Ids of deals that came to a stage at this moment or after it.
pub(super) fn came_since(stage: &StageKey, moment: DateTime<Utc>) -> SelectStatement {
    let taken_back = undoing("undoing", (Entity.into(), C::Id), undoing("again", (Alias::new("undoing").into(), C::Id), None).into());
    Query::select()
        .column(C::OpportunityId)
        .from(Entity)
        .and_where(C::ToStage.eq(stage.clone()))
        .and_where(C::ChangedAt.gte(moment))
        .and_where(C::Reverts.is_null())
        .and_where(Expr::exists(taken_back).not())
        .take()
}

/// The move, called by this name, that takes another one back, and that none of these takes back in turn.
fn undoing(name: &'static str, (of, id): (sea_orm::sea_query::DynIden, C), unless: Option<SelectStatement>) -> SelectStatement {
    let this = Alias::new(name);
    let mut query = Query::select();
    query
        .expr(Expr::val(1))
        .from_as(Entity, this.clone())
        .and_where(Expr::col((this.clone(), C::OpportunityId)).equals((of.clone(), C::OpportunityId)))
        .and_where(Expr::col((this, C::Reverts)).equals((of, id)));
    if let Some(unless) = unless {
        query.and_where(Expr::exists(unless).not());
    }
    query
}
