//! What a person is to a deal; anyone holds any number of these.

use domain::id::StakeholderId;
use domain::stakeholder::MeddpiccRole;
use sea_orm::entity::prelude::*;

/// What a person is to a deal; anyone holds any number of these.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stakeholder_meddpicc_role")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub stakeholder_id: StakeholderId,
    /// What they are.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meddpicc_role: MeddpiccRole,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The row that `stakeholder_id` names.
    #[sea_orm(belongs_to, from = "stakeholder_id", to = "id")]
    pub stakeholder: BelongsTo<super::stakeholder::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
