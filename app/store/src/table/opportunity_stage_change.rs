//! One move of a deal; days in stage, velocity and conversion are read from these.

use domain::id::{OpportunityId, StageChangeId, UserId};
use domain::stage::StageKey;
use sea_orm::entity::prelude::*;

/// One move of a deal; days in stage, velocity and conversion are read from these.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opportunity_stage_change")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StageChangeId,
    /// Which deal.
    pub opportunity_id: OpportunityId,
    /// Where it stood; nowhere if it was just opened.
    pub from_stage: Option<StageKey>,
    /// Where it went.
    pub to_stage: StageKey,
    /// Who moved it.
    pub changed_by: UserId,
    /// When.
    pub changed_at: DateTimeUtc,
    /// Why it moved although exit criteria were not met.
    pub override_reason: Option<String>,
    /// The move that this one takes back.
    pub reverts: Option<StageChangeId>,
    /// The criteria that were not met, a line each, as they were called then.
    pub gaps: Option<String>,
    /// The row that `opportunity_id` names.
    #[sea_orm(belongs_to, from = "opportunity_id", to = "id")]
    pub opportunity: BelongsTo<super::opportunity::Entity>,
    /// The row that `changed_by` names.
    #[sea_orm(belongs_to, from = "changed_by", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
