//! A person who signs in: one of ours, or an outside user of one client's portal. Never deleted, only made inactive.

use domain::id::{ClientId, UserId};
use domain::user::UserRole;
use sea_orm::entity::prelude::*;

/// A person who signs in: one of ours, or an outside user of one client's portal. Never deleted, only made inactive.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// Unique, in lower case.
    pub email: String,
    /// What they are called; 1 to 200 characters.
    pub name: String,
    /// `lower(name)`, kept by the database for search and order that ignore case; never set it.
    pub name_key: String,
    /// What they may do at all.
    pub role: UserRole,
    /// Their title; stands here and nowhere else.
    pub job_title: String,
    /// Where their picture is.
    pub avatar_url: Option<String>,
    /// For the role `client`, and only for it: whose portal they see.
    pub client_id: Option<ClientId>,
    /// Argon2id, in PHC form. A secret.
    pub password_hash: String,
    /// May sign in.
    pub active: bool,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `client_id` names.
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<Option<super::client::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
