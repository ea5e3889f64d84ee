//! One thing that a deal must have before it leaves a stage.

use domain::activity::ActivityType;
use domain::criteria::{CriterionField, CriterionKind};
use domain::id::CriterionId;
use domain::stage::StageKey;
use domain::stakeholder::MeddpiccRole;
use sea_orm::entity::prelude::*;

/// One thing that a deal must have before it leaves a stage.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stage_criterion")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CriterionId,
    /// The stage that asks for it.
    pub stage: StageKey,
    /// Where it stands in its stage's list, from 1.
    pub position: i32,
    /// What people call it; 1 to 200 characters.
    pub label: String,
    /// How it is checked.
    pub kind: CriterionKind,
    /// What must be filled; only where the kind says so.
    pub field: Option<CriterionField>,
    /// Who must be there, or must have taken part.
    pub role: Option<MeddpiccRole>,
    /// What kind of activity.
    pub activity: Option<ActivityType>,
    /// No more days ago than this, 1 to 3650.
    pub within_days: Option<i32>,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `stage` names.
    #[sea_orm(belongs_to, from = "stage", to = "key")]
    pub deal_stage: BelongsTo<super::deal_stage::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
