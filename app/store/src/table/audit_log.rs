//! Who did what. The database refuses to change or remove a row.

use domain::audit::AuditAction;
use domain::id::{AuditLogId, ClientId, SessionId, UserId};
use sea_orm::entity::prelude::*;

/// Who did what. The database refuses to change or remove a row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditLogId,
    /// Its place in the chain, from 1, without gaps.
    pub seq: i64,
    /// Who; nobody if the program did it by itself.
    pub user_id: Option<UserId>,
    /// What was done.
    pub action: AuditAction,
    /// The table.
    pub resource_type: String,
    /// The row; the parts of a joined key stand apart by `:`.
    pub resource_id: Option<String>,
    /// The client that it concerned. No foreign key: the log outlives it.
    pub client_id: Option<ClientId>,
    /// JSON, before and after; sealed values stay sealed.
    pub changes: Option<String>,
    /// Where it came from.
    pub ip_address: Option<String>,
    /// The browser's name for itself, or the program's.
    pub user_agent: Option<String>,
    /// The session. No foreign key: the log outlives it.
    pub session_id: Option<SessionId>,
    /// When.
    pub timestamp: DateTimeUtc,
    /// The key of `hash`.
    pub key_id: String,
    /// The hash of the row before it.
    pub prev_hash: Vec<u8>,
    /// Keyed hash of this row and `prev_hash`.
    pub hash: Vec<u8>,
    /// The row that `user_id` names.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<Option<super::user::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
