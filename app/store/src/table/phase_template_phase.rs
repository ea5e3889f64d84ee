//! A phase of a usual course.

use domain::id::{PhaseTemplateId, TemplatePhaseId};
use sea_orm::entity::prelude::*;

/// A phase of a usual course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phase_template_phase")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TemplatePhaseId,
    /// Of which course.
    pub template_id: PhaseTemplateId,
    /// What it is called; 1 to 200 characters.
    pub name: String,
    /// Its place, from 1; ties are broken by id.
    pub position: i32,
    /// How long it takes, in working weeks: 1 to 260.
    pub weeks: i32,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `template_id` names.
    #[sea_orm(belongs_to, from = "template_id", to = "id")]
    pub phase_template: BelongsTo<super::phase_template::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
