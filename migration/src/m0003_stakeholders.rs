//! The people at a client, what they are to a deal, and who of ours owns the relationship.

use crate::ddl::{Gone, Table, only};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ROLES: &[&str] = &[
    "champion",
    "economic_buyer",
    "technical_evaluator",
    "coach",
    "blocker",
    "user",
    "decision_maker",
    "influencer",
    "gatekeeper",
    "technical_buyer",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        stakeholder(manager).await?;
        Table::new(manager, "stakeholder_meddpicc_role")
            .link("stakeholder_id", "stakeholder", Gone::Cascade)
            .word("meddpicc_role", ROLES)
            .created()
            .key(&["stakeholder_id", "meddpicc_role"])
            .index(&["meddpicc_role", "stakeholder_id"])
            .create()
            .await?;
        Table::new(manager, "stakeholder_relationship_owner")
            .link("stakeholder_id", "stakeholder", Gone::Cascade)
            .link("user_id", "user", Gone::Cascade)
            .created()
            .key(&["stakeholder_id", "user_id"])
            .create()
            .await
    }
}

async fn stakeholder(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::new(manager, "stakeholder")
        .id()
        .link("client_id", "client", Gone::Cascade)
        .label("name")
        .name_key()
        .bytes_null("email")
        .bytes_null("email_index")
        .bytes_null("phone")
        .text_null("job_title", 200)
        .word("engagement_level", &["high", "medium", "low", "disengaged"])
        .bytes_null("notes")
        .uuid_null("reports_to")
        .created()
        .version()
        .check("reports_to", r#""reports_to" <> "id""#)
        .index(&["reports_to", "client_id"])
        .index(&["client_id", "name_key", "id"])
        .index(&["client_id", "email_index"])
        .index(&["name_key", "id"]);
    reports_to(manager, table).await
}

/// A manager is of the same client; when they go, their people report to nobody.
///
/// Only `reports_to` may become nothing, not `client_id`: `PostgreSQL` can say so in the constraint, SQLite needs
/// a trigger, which runs before the constraint is looked at, at the end of the statement.
async fn reports_to(manager: &SchemaManager<'_>, table: Table<'_>) -> Result<(), DbErr> {
    let columns = ["reports_to", "client_id"];
    let table = table.unique(&["id", "client_id"]);
    if manager.get_database_backend() == DbBackend::Sqlite {
        table.link_columns(&columns, "stakeholder", &["id", "client_id"], Gone::NoAction).create().await?;
    } else {
        table.create().await?;
    }
    only(
        manager,
        DbBackend::Sqlite,
        &[r#"CREATE TRIGGER "stakeholder_manager_gone" AFTER DELETE ON "stakeholder" BEGIN
            UPDATE "stakeholder" SET "reports_to" = NULL WHERE "reports_to" = OLD."id";
        END"#],
    )
    .await?;
    only(
        manager,
        DbBackend::Postgres,
        &[r#"ALTER TABLE "stakeholder" ADD CONSTRAINT "stakeholder_reports_to_client_id_fk"
            FOREIGN KEY ("reports_to", "client_id") REFERENCES "stakeholder" ("id", "client_id")
            ON DELETE SET NULL ("reports_to")"#],
    )
    .await
}
