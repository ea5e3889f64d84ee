//! The firms that we meet in deals.

use crate::ddl::{Gone, Table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::new(manager, "competitor")
            .id()
            .label("name")
            .name_key()
            .text_null("website", 2000)
            .text_null("strengths", 10_000)
            .text_null("weaknesses", 10_000)
            .text_null("typical_pricing", 10_000)
            .text_null("notes", 10_000)
            .dated()
            .version()
            .unique(&["name_key"])
            .index(&["updated_at", "id"])
            .create()
            .await?;
        Table::new(manager, "competitor_mention")
            .link("competitor_id", "competitor", Gone::Cascade)
            .link("opportunity_id", "opportunity", Gone::Cascade)
            .word("status", &["active", "displaced", "lost_to"])
            .text_null("notes", 10_000)
            .created()
            .version()
            .key(&["competitor_id", "opportunity_id"])
            .create()
            .await
    }
}
