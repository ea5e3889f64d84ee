//! What was said and done with a client, and who took part.

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
        Table::new(manager, "activity")
            .id()
            .word("type", &["call", "meeting", "email", "note", "task_completed"])
            .label("subject")
            .text_null("description", 10_000)
            .at("occurred_at")
            .int_null("duration_minutes")
            .check("duration_minutes", r#""duration_minutes" BETWEEN 0 AND 10080"#)
            .link("client_id", "client", Gone::Cascade)
            .link_null("opportunity_id", "opportunity", Gone::SetNull)
            .link_null("project_id", "project", Gone::SetNull)
            .link("created_by", "user", Gone::Refuse)
            .word_null("sentiment", &["positive", "neutral", "negative"])
            .dated()
            .version()
            .index(&["client_id", "occurred_at", "id"])
            .index(&["opportunity_id", "occurred_at", "id"])
            .index(&["project_id", "occurred_at", "id"])
            .index(&["created_by", "occurred_at", "id"])
            .index(&["occurred_at", "id"])
            .create()
            .await?;
        Table::new(manager, "activity_stakeholder")
            .link("activity_id", "activity", Gone::Cascade)
            .link("stakeholder_id", "stakeholder", Gone::Cascade)
            .created()
            .key(&["activity_id", "stakeholder_id"])
            .create()
            .await
    }
}
