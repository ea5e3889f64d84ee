//! A client's own link to what we do for them.

use domain::id::{ClientId, ClientPortalAccessId, UserId};
use sea_orm::entity::prelude::*;

/// A client's own link to what we do for them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_portal_access")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClientPortalAccessId,
    /// Whose; a client has at most one.
    pub client_id: ClientId,
    /// Keyed hash of the token in the link; the token is shown once and stored nowhere.
    pub token_hash: Vec<u8>,
    /// Counts the rotations of the token.
    pub token_version: i32,
    /// When the link ends by itself.
    pub expires_at: Option<DateTimeUtc>,
    /// Argon2id, in PHC form. A secret.
    pub password_hash: Option<String>,
    /// Whether it asks for a password; computed by the database, never set it.
    pub password_protected: bool,
    /// Who gave it.
    pub created_by: UserId,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When it was last opened.
    pub last_accessed_at: Option<DateTimeUtc>,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `client_id` names.
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
    /// The row that `created_by` names.
    #[sea_orm(belongs_to, from = "created_by", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
