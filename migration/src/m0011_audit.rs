//! The append-only log of who did what. The database itself refuses to change or remove a row.

use crate::ddl::{Gone, Table, only};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        audit_log(manager).await?;
        only(manager, DbBackend::Sqlite, SQLITE_APPEND_ONLY).await?;
        only(manager, DbBackend::Postgres, POSTGRES_APPEND_ONLY).await?;
        audit_head(manager).await
    }
}

/// `client_id`, `session_id` and `resource_id` are no foreign keys: the log outlives what it speaks of.
async fn audit_log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "audit_log")
        .id()
        .big_int("seq")
        .link_null("user_id", "user", Gone::Refuse)
        .word("action", &["create", "read", "update", "delete", "login", "logout", "export"])
        .free_text("resource_type")
        .free_text_null("resource_id")
        .uuid_null("client_id")
        .free_text_null("changes")
        .free_text_null("ip_address")
        .free_text_null("user_agent")
        .uuid_null("session_id")
        .at("timestamp")
        .free_text("key_id")
        .bytes("prev_hash")
        .bytes("hash")
        .unique(&["seq"])
        .index(&["user_id", "seq"])
        .index(&["resource_type", "resource_id", "seq"])
        .index(&["client_id", "seq"])
        .index(&["action", "seq"])
        .index(&["timestamp"])
        .create()
        .await
}

// INSERT OR REPLACE deletes without a delete trigger, so a row that would replace another is refused too.
// Two lookups and not one with OR: where the statistics know a log of one row, the planner would scan all of it for OR,
// once for every row that is written.
const SQLITE_APPEND_ONLY: &[&str] = &[
    r#"CREATE TRIGGER "audit_log_no_update" BEFORE UPDATE ON "audit_log" BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"#,
    r#"CREATE TRIGGER "audit_log_no_delete" BEFORE DELETE ON "audit_log" BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"#,
    r#"CREATE TRIGGER "audit_log_no_replace" BEFORE INSERT ON "audit_log"
        WHEN EXISTS (SELECT 1 FROM "audit_log" WHERE "id" = NEW."id") OR EXISTS (SELECT 1 FROM "audit_log" WHERE "seq" = NEW."seq")
        BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"#,
];

const POSTGRES_APPEND_ONLY: &[&str] = &[
    r#"CREATE FUNCTION "audit_log_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'audit_log is append-only'; END $$"#,
    r#"CREATE TRIGGER "audit_log_no_change" BEFORE UPDATE OR DELETE ON "audit_log"
        FOR EACH ROW EXECUTE FUNCTION "audit_log_refuse"()"#,
    r#"CREATE TRIGGER "audit_log_no_truncate" BEFORE TRUNCATE ON "audit_log"
        FOR EACH STATEMENT EXECUTE FUNCTION "audit_log_refuse"()"#,
];

/// The end of the chain, in one row that each writer takes in turn.
async fn audit_head(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "audit_head").one_row_id().big_int("seq").bytes("hash").create().await?;
    let mut insert = Query::insert();
    insert.into_table("audit_head").columns(["id", "seq", "hash"]);
    insert.values_panic([1_i32.into(), 0_i64.into(), vec![0_u8; 32].into()]);
    manager.execute(insert).await
}
