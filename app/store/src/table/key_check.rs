//! Proof that the key file holds the key that the data was sealed under.

use sea_orm::entity::prelude::*;

/// Proof that the key file holds the key that the data was sealed under.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "key_check")]
pub struct Model {
    /// Which key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_id: String,
    /// A known text under that key.
    pub check_value: Vec<u8>,
    /// `active` while it seals what is written, then `retired`.
    pub state: String,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
