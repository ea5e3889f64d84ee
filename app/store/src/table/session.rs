//! A signed-in browser.

use domain::id::{SessionId, UserId};
use sea_orm::entity::prelude::*;

/// A signed-in browser.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// Who is signed in.
    pub user_id: UserId,
    /// SHA-256 of the token in the cookie; the token itself is stored nowhere.
    pub token_hash: Vec<u8>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When it last asked for something.
    pub last_seen_at: DateTimeUtc,
    /// When it ends by itself.
    pub expires_at: DateTimeUtc,
    /// Where it signed in from.
    pub ip_address: Option<String>,
    /// The browser's name for itself.
    pub user_agent: Option<String>,
    /// When it was ended before its time.
    pub revoked_at: Option<DateTimeUtc>,
    /// The row that `user_id` names.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
