//! Tasks of projects and of sales, how they depend on each other, and what they are about.

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
        task(manager).await?;
        Table::new(manager, "task_dependency")
            .link("predecessor_id", "task", Gone::Cascade)
            .link("successor_id", "task", Gone::Cascade)
            .word("kind", &["finish_to_start", "start_to_start", "finish_to_finish", "start_to_finish"])
            .int_from("lag_days", 0)
            .created()
            .check("two_tasks", r#""predecessor_id" <> "successor_id""#)
            .key(&["predecessor_id", "successor_id"])
            .create()
            .await?;
        task_entity(manager).await
    }
}

async fn task(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "task")
        .id()
        .link_null("project_id", "project", Gone::Cascade)
        .link_null("phase_id", "phase", Gone::SetNull)
        .link_null("assigned_to", "user", Gone::SetNull)
        .label("title")
        .text_null("description", 10_000)
        .word("effort", &["light", "medium", "heavy"])
        .word("status", &["backlog", "in_progress", "review", "done"])
        .word("priority", &["low", "medium", "high", "urgent"])
        .word("task_type", &["project_work", "next_step", "follow_up", "internal"])
        .word_null("next_step_type", &["call", "meeting", "email", "demo", "proposal", "contract", "other"])
        .day_null("start_date")
        .day_null("due_date")
        .flag("is_milestone", false)
        .flag("is_critical", false)
        .link_null("parent_task_id", "task", Gone::Cascade)
        .int_null("sequence_order")
        .word_null("dependency_type", &["sequential", "parallel"])
        .at_null("completed_at")
        .link("created_by", "user", Gone::Refuse)
        .dated()
        .version()
        .check("parent", r#""parent_task_id" <> "id""#)
        .check("project_work", r#""task_type" <> 'project_work' OR "project_id" IS NOT NULL"#)
        .check("phase_of_project", r#""phase_id" IS NULL OR "project_id" IS NOT NULL"#)
        .check("done", r#"("status" = 'done') = ("completed_at" IS NOT NULL)"#)
        .check("dates", r#""due_date" >= "start_date""#)
        .check("next_step", r#""next_step_type" IS NULL OR "task_type" = 'next_step'"#)
        .index(&["assigned_to", "status", "due_date"])
        .index(&["project_id", "sequence_order"])
        .index(&["parent_task_id", "sequence_order"])
        .index(&["phase_id", "sequence_order"])
        .index(&["status", "due_date"])
        .create()
        .await
}

/// Real foreign keys, one of them set; the pair that the program reads is computed from them.
async fn task_entity(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "task_entity")
        .id()
        .link("task_id", "task", Gone::Cascade)
        .link_null("client_id", "client", Gone::Cascade)
        .link_null("opportunity_id", "opportunity", Gone::Cascade)
        .link_null("stakeholder_id", "stakeholder", Gone::Cascade)
        .link_null("user_id", "user", Gone::Cascade)
        .generated(
            "entity_type",
            ColumnType::Text,
            r#"CASE WHEN "client_id" IS NOT NULL THEN 'client' WHEN "opportunity_id" IS NOT NULL THEN 'opportunity'
            WHEN "stakeholder_id" IS NOT NULL THEN 'stakeholder' ELSE 'user' END"#,
        )
        .generated("entity_id", ColumnType::Uuid, r#"coalesce("client_id", "opportunity_id", "stakeholder_id", "user_id")"#)
        .created()
        .check(
            "one_entity",
            r#"CASE WHEN "client_id" IS NULL THEN 0 ELSE 1 END + CASE WHEN "opportunity_id" IS NULL THEN 0 ELSE 1 END
            + CASE WHEN "stakeholder_id" IS NULL THEN 0 ELSE 1 END + CASE WHEN "user_id" IS NULL THEN 0 ELSE 1 END = 1"#,
        )
        .unique(&["task_id", "entity_type", "entity_id"])
        .create()
        .await
}
