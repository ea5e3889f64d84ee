//! The name that another system has for a row of ours, so that a second import finds it again.

use sea_orm::entity::prelude::*;

/// The name that another system has for a row of ours, so that a second import finds it again.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "external_ref")]
pub struct Model {
    /// The system.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    /// Our table.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resource_type: String,
    /// Its name for the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub external_key: String,
    /// Our row.
    pub resource_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
