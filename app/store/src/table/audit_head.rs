//! The end of the audit log's chain: one row, locked by whoever appends.

use sea_orm::entity::prelude::*;

/// The end of the audit log's chain: one row, locked by whoever appends.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The last row's place; 0 before the first.
    pub seq: i64,
    /// The last row's hash; 32 zero bytes before the first.
    pub hash: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
