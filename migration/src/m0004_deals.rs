//! Stages, deals, their history, their team and the people they are about.

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
        deal_stage(manager).await?;
        seven_stages(manager).await?;
        opportunity(manager).await?;
        opportunity_stage_change(manager).await?;
        opportunity_team_member(manager).await?;
        opportunity_stakeholder(manager).await
    }
}

async fn deal_stage(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "deal_stage")
        .text_id("key", 32)
        .label("name")
        .word("kind", &["open", "won", "lost"])
        .int("position")
        .int("probability")
        .check("probability", r#""probability" BETWEEN 0 AND 100"#)
        .text("exit_criteria", 10_000)
        .gate()
        .int_null("rot_days")
        .check("rot_days", r#""rot_days" > 0"#)
        .version()
        .check("certainty", r#"CASE "kind" WHEN 'won' THEN "probability" = 100 WHEN 'lost' THEN "probability" = 0 ELSE TRUE END"#)
        .index(&["position"])
        .create()
        .await
}

/// The stages that a new firm starts with; an admin may change all but what won and lost mean.
async fn seven_stages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = ["key", "name", "kind", "position", "probability", "exit_criteria", "rot_days"];
    let mut insert = Query::insert();
    insert.into_table("deal_stage").columns(columns);
    for (position, (key, name, kind, probability, exit_criteria, rot_days)) in (1_i32..).zip([
        ("lead", "Lead", "open", 10, "Initial contact made", Some(14)),
        ("qualified", "Qualified", "open", 25, "MEDDPICC fields populated and Champion identified", Some(21)),
        ("discovery", "Discovery", "open", 40, "Pain identified and metrics defined", Some(30)),
        ("proposal", "Proposal", "open", 60, "Proposal delivered and Economic Buyer engaged", Some(30)),
        ("negotiation", "Negotiation", "open", 80, "Terms being finalized", Some(21)),
        ("closed_won", "Won", "won", 100, "Contract signed, creates a Project", None),
        ("closed_lost", "Lost", "lost", 0, "Deal lost and reason captured", None),
    ]) {
        insert.values_panic([
            key.into(),
            name.into(),
            kind.into(),
            position.into(),
            probability.into(),
            exit_criteria.into(),
            rot_days.into(),
        ]);
    }
    manager.execute(insert).await
}

async fn opportunity(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "opportunity")
        .id()
        .link("client_id", "client", Gone::Cascade)
        .label("name")
        .name_key()
        .word("type", &["new", "renewal", "expansion"])
        .word("source", &["referral", "inbound", "outbound", "event", "partner"])
        .free_text("stage")
        .stage("stage")
        .money("value")
        .check("value", r#""value" >= 0"#)
        .currency()
        .day_null("expected_close_date")
        .day_null("actual_close_date")
        .word_null("outcome", &["won", "lost"])
        .text_null("loss_reason", 10_000)
        .free_text_null("rank")
        .link("created_by", "user", Gone::Refuse)
        .dated()
        .version()
        .check("closed", r#"("outcome" IS NULL) = ("actual_close_date" IS NULL)"#)
        .check("lost_reason", r#""outcome" <> 'lost' OR length(trim(coalesce("loss_reason", ''))) > 0"#)
        .unique(&["id", "client_id"])
        .index(&["client_id", "stage"])
        .index(&["stage", "currency", "value"])
        .index(&["stage", "rank", "id"])
        .index(&["expected_close_date", "id"])
        .index(&["value", "id"])
        .index(&["name_key", "id"])
        .index(&["updated_at", "id"])
        .index(&["outcome", "actual_close_date"])
        .create()
        .await
}

async fn opportunity_stage_change(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "opportunity_stage_change")
        .id()
        .link("opportunity_id", "opportunity", Gone::Cascade)
        .free_text_null("from_stage")
        .stage("from_stage")
        .free_text("to_stage")
        .stage("to_stage")
        .link("changed_by", "user", Gone::Refuse)
        .at("changed_at")
        .text_null("override_reason", 10_000)
        .index(&["opportunity_id", "changed_at", "id"])
        .index(&["to_stage", "changed_at"])
        .create()
        .await
}

async fn opportunity_team_member(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "opportunity_team_member")
        .link("user_id", "user", Gone::Cascade)
        .link("opportunity_id", "opportunity", Gone::Cascade)
        .created()
        .key(&["user_id", "opportunity_id"])
        .create()
        .await
}

/// A stakeholder of the deal's own client: `client_id` is there to hold that.
async fn opportunity_stakeholder(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "opportunity_stakeholder")
        .uuid("stakeholder_id")
        .uuid("opportunity_id")
        .uuid("client_id")
        .link_columns(&["stakeholder_id", "client_id"], "stakeholder", &["id", "client_id"], Gone::Cascade)
        .link_columns(&["opportunity_id", "client_id"], "opportunity", &["id", "client_id"], Gone::Cascade)
        .created()
        .key(&["stakeholder_id", "opportunity_id"])
        .create()
        .await
}
