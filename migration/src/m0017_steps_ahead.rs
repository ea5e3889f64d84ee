//! The tasks about a deal are found in an index alone: how the next steps of every open deal stand is counted by it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut links = Index::create();
        links.name("task_entity_opportunity_id_task_id_idx").table("task_entity").col("opportunity_id").col("task_id");
        manager.create_index(links).await?;
        // The one before holds the same in the same order.
        let mut narrower = Index::drop();
        narrower.name("task_entity_opportunity_id_idx").table("task_entity");
        manager.drop_index(narrower).await
    }
}
