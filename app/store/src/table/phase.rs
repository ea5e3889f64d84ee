//! A part of a project.

use domain::id::{PhaseId, ProjectId};
use domain::project::PhaseStatus;
use sea_orm::entity::prelude::*;

/// A part of a project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phase")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PhaseId,
    /// Of which project.
    pub project_id: ProjectId,
    /// What it is called; 1 to 200 characters.
    pub name: String,
    /// Its place among the phases; ties are broken by id.
    pub order: i32,
    /// First day.
    pub start_date: Option<Date>,
    /// Last day; not before the first.
    pub end_date: Option<Date>,
    /// Where it stands.
    pub status: PhaseStatus,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `project_id` names.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<super::project::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
