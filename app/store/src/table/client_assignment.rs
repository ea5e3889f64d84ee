//! Who of ours works on an account, and so who may see the client.

use domain::id::{ClientId, UserId};
use domain::user::AssignmentRole;
use sea_orm::entity::prelude::*;

/// Who of ours works on an account, and so who may see the client.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_assignment")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// On which account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub client_id: ClientId,
    /// Their part in it.
    pub role: AssignmentRole,
    /// Since when.
    pub assigned_at: DateTimeUtc,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `user_id` names.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
    /// The row that `client_id` names.
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
