//! A usual course of a project: the phases that it is planned with at first.

use domain::id::PhaseTemplateId;
use sea_orm::entity::prelude::*;

/// A usual course of a project: the phases that it is planned with at first.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phase_template")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PhaseTemplateId,
    /// What it is called; unique whatever the case.
    pub name: String,
    /// `lower(name)`, kept by the database for search and order that ignore case; never set it.
    pub name_key: String,
    /// Where it stands in the list, from 1.
    pub position: i32,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
