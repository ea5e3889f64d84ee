//! Who of the client took part in an activity; their last contact is read from here.

use domain::id::{ActivityId, StakeholderId};
use sea_orm::entity::prelude::*;

/// Who of the client took part in an activity; their last contact is read from here.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_stakeholder")]
pub struct Model {
    /// In which activity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub activity_id: ActivityId,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub stakeholder_id: StakeholderId,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The row that `activity_id` names.
    #[sea_orm(belongs_to, from = "activity_id", to = "id")]
    pub activity: BelongsTo<super::activity::Entity>,
    /// The row that `stakeholder_id` names.
    #[sea_orm(belongs_to, from = "stakeholder_id", to = "id")]
    pub stakeholder: BelongsTo<super::stakeholder::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
