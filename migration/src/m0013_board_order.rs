//! The board's order as an index: the first cards of a stage are read without sorting the whole stage.

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
        index.name("opportunity_stage_expected_close_date_value_id_idx").table("opportunity");
        index.col("stage").col("expected_close_date").col(("value", IndexOrder::Desc)).col("id");
        manager.create_index(index).await
    }
}
