//! Work that was sold, and its phases.

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
        Table::new(manager, "project")
            .id()
            .link("client_id", "client", Gone::Cascade)
            .link_null("opportunity_id", "opportunity", Gone::SetNull)
            .label("name")
            .name_key()
            .text_null("description", 10_000)
            .word("status", &["planning", "active", "on_hold", "completed", "cancelled"])
            .budget("budget")
            .currency()
            .day_null("start_date")
            .day_null("end_date")
            .dated()
            .version()
            .check("dates", r#""end_date" >= "start_date""#)
            .unique(&["opportunity_id"])
            .index(&["client_id", "status"])
            .index(&["status", "end_date"])
            .index(&["name_key", "id"])
            .index(&["updated_at", "id"])
            .create()
            .await?;
        Table::new(manager, "phase")
            .id()
            .link("project_id", "project", Gone::Cascade)
            .label("name")
            .int("order")
            .day_null("start_date")
            .day_null("end_date")
            .word("status", &["pending", "active", "completed"])
            .version()
            .check("dates", r#""end_date" >= "start_date""#)
            .index(&["project_id", "order"])
            .create()
            .await
    }
}
