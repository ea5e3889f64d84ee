//! Bills, their lines, and the hours that they bill.

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
        invoice(manager).await?;
        Table::new(manager, "invoice_project")
            .link("invoice_id", "invoice", Gone::Cascade)
            .link("project_id", "project", Gone::Cascade)
            .created()
            .key(&["invoice_id", "project_id"])
            .create()
            .await?;
        invoice_line(manager).await?;
        time_entry(manager).await
    }
}

async fn invoice(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "invoice")
        .id()
        .link("client_id", "client", Gone::Refuse)
        .text_null("invoice_number", 64)
        .money("amount")
        .currency()
        .word("status", &["draft", "sent", "paid", "overdue", "cancelled"])
        .day("due_date")
        .day_null("sent_date")
        .day_null("paid_date")
        .link_null("recipient_stakeholder_id", "stakeholder", Gone::SetNull)
        .text_null("notes", 10_000)
        .dated()
        .version()
        .check("numbered", r#""status" IN ('draft', 'cancelled') OR "invoice_number" IS NOT NULL"#)
        .unique(&["invoice_number"])
        .index(&["client_id", "status"])
        .index(&["status", "due_date"])
        .index(&["due_date", "id"])
        .index(&["updated_at", "id"])
        .create()
        .await
}

/// `quantity` in thousandths, `tax_rate` in basis points.
async fn invoice_line(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "invoice_line")
        .id()
        .link("invoice_id", "invoice", Gone::Cascade)
        .word("kind", &["deliverable", "phase", "time"])
        .link_null("phase_id", "phase", Gone::SetNull)
        .link_null("task_id", "task", Gone::SetNull)
        .text("description", 10_000)
        .big_int("quantity")
        .money("unit_price")
        .money("amount")
        .int_from("tax_rate", 0)
        .check("tax_rate", r#""tax_rate" BETWEEN 0 AND 10000"#)
        .int("order")
        .version()
        .index(&["invoice_id", "order"])
        .create()
        .await
}

/// An entry that is on a bill keeps that bill from being deleted.
async fn time_entry(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "time_entry")
        .id()
        .link("user_id", "user", Gone::Refuse)
        .link("project_id", "project", Gone::Cascade)
        .link_null("task_id", "task", Gone::SetNull)
        .link_null("invoice_id", "invoice", Gone::Refuse)
        .int("minutes")
        .check("minutes", r#""minutes" BETWEEN 1 AND 1440"#)
        .day("date")
        .text_null("description", 10_000)
        .flag("billable", true)
        .dated()
        .version()
        .index(&["user_id", "date"])
        .index(&["project_id", "date"])
        .index(&["date", "id"])
        .index_where(&["project_id", "billable", "date"], Expr::col("invoice_id").is_null())
        .create()
        .await
}
