//! A firm that we meet in deals.

use domain::id::CompetitorId;
use sea_orm::entity::prelude::*;

/// A firm that we meet in deals.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "competitor")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CompetitorId,
    /// What it is called; unique whatever the case.
    pub name: String,
    /// `lower(name)`, kept by the database for search and order that ignore case; never set it.
    pub name_key: String,
    /// Its web address.
    pub website: Option<String>,
    /// What it is good at.
    pub strengths: Option<String>,
    /// What it is not.
    pub weaknesses: Option<String>,
    /// What it asks.
    pub typical_pricing: Option<String>,
    /// What else we know.
    pub notes: Option<String>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
