//! Which of our people own the relationship to a stakeholder.

use domain::id::{StakeholderId, UserId};
use sea_orm::entity::prelude::*;

/// Which of our people own the relationship to a stakeholder.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stakeholder_relationship_owner")]
pub struct Model {
    /// To whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub stakeholder_id: StakeholderId,
    /// Who of ours.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The row that `stakeholder_id` names.
    #[sea_orm(belongs_to, from = "stakeholder_id", to = "id")]
    pub stakeholder: BelongsTo<super::stakeholder::Entity>,
    /// The row that `user_id` names.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
