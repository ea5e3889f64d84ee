//! A competitor in a deal.

use domain::competitor::CompetitorStatus;
use domain::id::{CompetitorId, OpportunityId};
use sea_orm::entity::prelude::*;

/// A competitor in a deal.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "competitor_mention")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub competitor_id: CompetitorId,
    /// In which deal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub opportunity_id: OpportunityId,
    /// How they stand in it.
    pub status: CompetitorStatus,
    /// What we know about it.
    pub notes: Option<String>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `competitor_id` names.
    #[sea_orm(belongs_to, from = "competitor_id", to = "id")]
    pub competitor: BelongsTo<super::competitor::Entity>,
    /// The row that `opportunity_id` names.
    #[sea_orm(belongs_to, from = "opportunity_id", to = "id")]
    pub opportunity: BelongsTo<super::opportunity::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
