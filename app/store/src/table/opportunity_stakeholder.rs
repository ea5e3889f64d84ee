//! A person at the client who has to do with a deal. What they are to it is read from their roles.

use domain::id::{ClientId, OpportunityId, StakeholderId};
use sea_orm::entity::prelude::*;

/// A person at the client who has to do with a deal. What they are to it is read from their roles.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opportunity_stakeholder")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub stakeholder_id: StakeholderId,
    /// With which deal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub opportunity_id: OpportunityId,
    /// The client of both; the database holds that they are the same.
    pub client_id: ClientId,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The row that `stakeholder_id` names.
    #[sea_orm(belongs_to, from = "stakeholder_id", to = "id")]
    pub stakeholder: BelongsTo<super::stakeholder::Entity>,
    /// The row that `opportunity_id` names.
    #[sea_orm(belongs_to, from = "opportunity_id", to = "id")]
    pub opportunity: BelongsTo<super::opportunity::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
