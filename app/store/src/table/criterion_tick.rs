//! A criterion that a person says holds for a deal.

use domain::id::{CriterionId, OpportunityId, UserId};
use sea_orm::entity::prelude::*;

/// A criterion that a person says holds for a deal.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "criterion_tick")]
pub struct Model {
    /// For which deal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub opportunity_id: OpportunityId,
    /// Which criterion.
    #[sea_orm(primary_key, auto_increment = false)]
    pub criterion_id: CriterionId,
    /// Who said so.
    pub ticked_by: UserId,
    /// When.
    pub created_at: DateTimeUtc,
    /// The row that `opportunity_id` names.
    #[sea_orm(belongs_to, from = "opportunity_id", to = "id")]
    pub opportunity: BelongsTo<super::opportunity::Entity>,
    /// The row that `criterion_id` names.
    #[sea_orm(belongs_to, from = "criterion_id", to = "id")]
    pub stage_criterion: BelongsTo<super::stage_criterion::Entity>,
    /// The row that `ticked_by` names.
    #[sea_orm(belongs_to, from = "ticked_by", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
