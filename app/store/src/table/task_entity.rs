//! What a task is about or mentions. Exactly one of the four links is set.

use domain::id::{ClientId, OpportunityId, StakeholderId, TaskEntityId, TaskId, UserId};
use domain::task::TaskEntityType;
use sea_orm::entity::prelude::*;

/// What a task is about or mentions. Exactly one of the four links is set.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_entity")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskEntityId,
    /// Which task.
    pub task_id: TaskId,
    /// About a client.
    pub client_id: Option<ClientId>,
    /// About a deal.
    pub opportunity_id: Option<OpportunityId>,
    /// About a person at a client.
    pub stakeholder_id: Option<StakeholderId>,
    /// Mentions one of ours.
    pub user_id: Option<UserId>,
    /// Which of the four is set; computed by the database, never set it.
    pub entity_type: TaskEntityType,
    /// Its id; computed by the database, never set it.
    pub entity_id: Uuid,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The row that `task_id` names.
    #[sea_orm(belongs_to, from = "task_id", to = "id")]
    pub task: BelongsTo<super::task::Entity>,
    /// The row that `client_id` names.
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<Option<super::client::Entity>>,
    /// The row that `opportunity_id` names.
    #[sea_orm(belongs_to, from = "opportunity_id", to = "id")]
    pub opportunity: BelongsTo<Option<super::opportunity::Entity>>,
    /// The row that `stakeholder_id` names.
    #[sea_orm(belongs_to, from = "stakeholder_id", to = "id")]
    pub stakeholder: BelongsTo<Option<super::stakeholder::Entity>>,
    /// The row that `user_id` names.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<Option<super::user::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
