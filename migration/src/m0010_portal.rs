//! A client's own link to what we do for them.

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
        Table::new(manager, "client_portal_access")
            .id()
            .link("client_id", "client", Gone::Cascade)
            .bytes("token_hash")
            .int_from("token_version", 1)
            .at_null("expires_at")
            .free_text_null("password_hash")
            .generated("password_protected", ColumnType::Boolean, r#""password_hash" IS NOT NULL"#)
            .link("created_by", "user", Gone::Refuse)
            .created()
            .at_null("last_accessed_at")
            .version()
            .unique(&["client_id"])
            .unique(&["token_hash"])
            .create()
            .await?;
        Table::new(manager, "client_portal_section")
            .link("access_id", "client_portal_access", Gone::Cascade)
            .word("section", &["projects", "tasks", "timeline", "status"])
            .created()
            .key(&["access_id", "section"])
            .create()
            .await
    }
}
