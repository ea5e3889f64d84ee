//! Who works on a deal besides the client's account team.

use domain::id::{OpportunityId, UserId};
use sea_orm::entity::prelude::*;

/// Who works on a deal besides the client's account team.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opportunity_team_member")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// On which deal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub opportunity_id: OpportunityId,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The row that `user_id` names.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
    /// The row that `opportunity_id` names.
    #[sea_orm(belongs_to, from = "opportunity_id", to = "id")]
    pub opportunity: BelongsTo<super::opportunity::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
