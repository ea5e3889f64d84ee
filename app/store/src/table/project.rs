//! Work that was sold.

use domain::id::{ClientId, OpportunityId, ProjectId};
use domain::project::ProjectStatus;
use sea_orm::entity::prelude::*;

/// Work that was sold.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProjectId,
    /// For whom.
    pub client_id: ClientId,
    /// The won deal that it came from; a deal has at most one project.
    pub opportunity_id: Option<OpportunityId>,
    /// What it is called; 1 to 200 characters.
    pub name: String,
    /// `lower(name)`, kept by the database for search and order that ignore case; never set it.
    pub name_key: String,
    /// What it is about.
    pub description: Option<String>,
    /// Where it stands.
    pub status: ProjectStatus,
    /// What may be spent, in whole minor units of `currency`.
    pub budget: Option<i64>,
    /// ISO 4217 code of `budget`.
    pub currency: String,
    /// First day.
    pub start_date: Option<Date>,
    /// Last day; not before the first.
    pub end_date: Option<Date>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `client_id` names.
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
    /// The row that `opportunity_id` names.
    #[sea_orm(belongs_to, from = "opportunity_id", to = "id")]
    pub opportunity: BelongsTo<Option<super::opportunity::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
