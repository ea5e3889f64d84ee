//! Our people, their sessions, the settings, and who works on which account.

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
        user(manager).await?;
        session(manager).await?;
        client_assignment(manager).await?;
        setting(manager).await?;
        credential_attempt(manager).await?;
        key_check(manager).await
    }
}

async fn user(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "user")
        .id()
        .text("email", 320)
        .check("email_lower", r#""email" = lower("email")"#)
        .label("name")
        .name_key()
        .word("role", &["admin", "consultant", "viewer", "client"])
        .text("job_title", 200)
        .text_null("avatar_url", 2000)
        .link_null("client_id", "client", Gone::Refuse)
        .free_text("password_hash")
        .flag("active", true)
        .created()
        .version()
        .check("portal_role", r#"("role" = 'client') = ("client_id" IS NOT NULL)"#)
        .unique(&["email"])
        .index(&["name_key", "id"])
        .create()
        .await
}

async fn session(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "session")
        .id()
        .link("user_id", "user", Gone::Cascade)
        .bytes("token_hash")
        .created()
        .at("last_seen_at")
        .at("expires_at")
        .free_text_null("ip_address")
        .free_text_null("user_agent")
        .at_null("revoked_at")
        .unique(&["token_hash"])
        .index(&["user_id", "last_seen_at"])
        .index(&["expires_at"])
        .create()
        .await
}

async fn client_assignment(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "client_assignment")
        .link("user_id", "user", Gone::Cascade)
        .link("client_id", "client", Gone::Cascade)
        .word("role", &["lead", "member"])
        .at("assigned_at")
        .created()
        .version()
        .key(&["user_id", "client_id"])
        .index(&["client_id", "role"])
        .create()
        .await
}

async fn setting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "setting")
        .text_id("key", 200)
        .free_text("value")
        .link_null("updated_by", "user", Gone::Refuse)
        .at("updated_at")
        .version()
        .create()
        .await
}

async fn credential_attempt(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "credential_attempt")
        .id()
        .word("kind", &["sign_in", "password", "portal"])
        .bytes("subject_hash")
        .free_text("ip_address")
        .at("attempted_at")
        .index(&["kind", "subject_hash", "attempted_at"])
        .index(&["kind", "ip_address", "attempted_at"])
        .index(&["attempted_at"])
        .create()
        .await
}

async fn key_check(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "key_check")
        .text_id("key_id", 200)
        .bytes("check_value")
        .word("state", &["active", "retired"])
        .created()
        .create()
        .await
}
