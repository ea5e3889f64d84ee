//! A setting of the firm that differs from its default.

use domain::id::UserId;
use sea_orm::entity::prelude::*;

/// A setting of the firm that differs from its default.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "setting")]
pub struct Model {
    /// Its name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Its value, as JSON.
    pub value: String,
    /// Who set it; nobody if the program did.
    pub updated_by: Option<UserId>,
    /// When.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `updated_by` names.
    #[sea_orm(belongs_to, from = "updated_by", to = "id")]
    pub user: BelongsTo<Option<super::user::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
