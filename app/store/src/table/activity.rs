//! Something that was said or done with a client.

use domain::activity::{ActivityType, Sentiment};
use domain::id::{ActivityId, ClientId, OpportunityId, ProjectId, UserId};
use sea_orm::entity::prelude::*;

/// Something that was said or done with a client.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActivityId,
    /// What it was.
    #[sea_orm(column_name = "type")]
    pub kind: ActivityType,
    /// What it was about; 1 to 200 characters.
    pub subject: String,
    /// What came of it.
    pub description: Option<String>,
    /// When it happened.
    pub occurred_at: DateTimeUtc,
    /// How long it took.
    pub duration_minutes: Option<i32>,
    /// With whom.
    pub client_id: ClientId,
    /// For which deal.
    pub opportunity_id: Option<OpportunityId>,
    /// For which project.
    pub project_id: Option<ProjectId>,
    /// Who logged it.
    pub created_by: UserId,
    /// How it went.
    pub sentiment: Option<Sentiment>,
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
    /// The row that `project_id` names.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<Option<super::project::Entity>>,
    /// The row that `created_by` names.
    #[sea_orm(belongs_to, from = "created_by", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
