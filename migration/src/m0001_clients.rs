//! The companies that the firm works for, or wants to. First, because users of a portal point at them.

use crate::ddl::Table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::new(manager, "client")
            .id()
            .label("name")
            .name_key()
            .text_null("industry", 200)
            .text_null("website", 2000)
            .word("status", &["prospect", "active", "churned"])
            .day_null("deadline")
            .budget("budget")
            .currency()
            .text_null("meddpicc_metrics", 10_000)
            .text_null("meddpicc_decision_criteria", 10_000)
            .text_null("meddpicc_decision_process", 10_000)
            .text_null("meddpicc_paper_process", 10_000)
            .text_null("meddpicc_identified_pain", 10_000)
            .text_null("meddpicc_competition", 10_000)
            .dated()
            .version()
            .index(&["name_key", "id"])
            .index(&["status", "name_key", "id"])
            .index(&["updated_at", "id"])
            .index(&["deadline"])
            .create()
            .await
    }
}
