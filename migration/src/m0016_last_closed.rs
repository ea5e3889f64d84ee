//! The deals that were closed last are read by an index: of them the firm's median time in a stage is made.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::create();
        index.name("opportunity_actual_close_date_id_idx").table("opportunity").col("actual_close_date").col("id");
        manager.create_index(index).await
    }
}
