//! Imports, what each of them touched, and the names that other systems have for our rows.

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
        Table::new(manager, "import_run")
            .id()
            .free_text("source")
            .free_text("mapping")
            .free_text("file")
            .link_null("started_by", "user", Gone::Refuse)
            .at("started_at")
            .at_null("finished_at")
            .at_null("reverted_at")
            .int_from("created_rows", 0)
            .int_from("updated_rows", 0)
            .int_from("unchanged_rows", 0)
            .int_from("rejected_rows", 0)
            .index(&["started_at", "id"])
            .create()
            .await?;
        Table::new(manager, "import_change")
            .id()
            .link("run_id", "import_run", Gone::Cascade)
            .big_int("seq")
            .free_text("resource_type")
            .free_text("resource_id")
            .word("kind", &["created", "updated"])
            .free_text_null("before")
            .index(&["run_id", "seq"])
            .create()
            .await?;
        Table::new(manager, "external_ref")
            .free_text("source")
            .free_text("resource_type")
            .free_text("external_key")
            .uuid("resource_id")
            .key(&["source", "resource_type", "external_key"])
            .index(&["resource_type", "resource_id"])
            .create()
            .await
    }
}
