//! A stage that a deal can be in. An admin may change all of it but what won and lost mean.

use domain::stage::{StageGate, StageHue, StageKind, StageOverride};
use sea_orm::entity::prelude::*;

/// A stage that a deal can be in. An admin may change all of it but what won and lost mean.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deal_stage")]
pub struct Model {
    /// The fixed word, as `StageKey` reads it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: domain::stage::StageKey,
    /// What people call it; 1 to 200 characters.
    pub name: String,
    /// What it is.
    pub kind: StageKind,
    /// Where it stands on the board, from 1.
    pub position: i32,
    /// The chance of winning from here, in percent; 100 if won, 0 if lost.
    pub probability: i32,
    /// What must hold before a deal leaves it.
    pub exit_criteria: String,
    /// What a gap in that does to a move.
    pub gate: StageGate,
    /// After so many days a deal here has stood too long.
    pub rot_days: Option<i32>,
    /// Its colour.
    pub hue: StageHue,
    /// How to work here.
    pub guidance: String,
    /// Who may override a gap that blocks.
    pub override_by: StageOverride,
    /// Taken off the board; history still names it.
    pub retired: bool,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
