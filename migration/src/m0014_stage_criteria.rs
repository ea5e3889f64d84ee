//! What a deal must have before it leaves a stage, as data; who may move it on without; why deals are lost; every deal's
//! place on the board; and since when each MEDDPICC field says what it says.

use crate::ddl::{Alter, Gone, Table};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::sea_orm::prelude::Uuid;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        deal_stage(manager).await?;
        stage_criterion(manager).await?;
        first_criteria(manager).await?;
        criterion_tick(manager).await?;
        loss_reason(manager).await?;
        let deal = Alter::new(manager, "opportunity");
        deal.link_null("loss_reason_id", "loss_reason").await?;
        let change = Alter::new(manager, "opportunity_stage_change");
        change.link_null("reverts", "opportunity_stage_change").await?;
        change.text_null("gaps", 10_000).await?;
        every_deal_has_its_place(manager).await?;
        since_when(manager).await
    }
}

/// Since when each of the client's MEDDPICC fields says what it says. Of what is there already it is known only that
/// it is no younger than the row's last change.
async fn since_when(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (field, at) in [
        ("meddpicc_metrics", "meddpicc_metrics_at"),
        ("meddpicc_decision_criteria", "meddpicc_decision_criteria_at"),
        ("meddpicc_decision_process", "meddpicc_decision_process_at"),
        ("meddpicc_paper_process", "meddpicc_paper_process_at"),
        ("meddpicc_identified_pain", "meddpicc_identified_pain_at"),
        ("meddpicc_competition", "meddpicc_competition_at"),
    ] {
        Alter::new(manager, "client").at_null(at).await?;
        let mut update = Query::update();
        update.table("client").value(at, Expr::col("updated_at")).and_where(Expr::col(field).is_not_null());
        manager.execute(update).await?;
    }
    Ok(())
}

async fn deal_stage(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let stage = Alter::new(manager, "deal_stage");
    stage.word("hue", &["slate", "blue", "teal", "violet", "amber", "green", "rose"]).await?;
    stage.text("guidance", 10_000).await?;
    stage.word("override_by", &["lead", "admin"]).await?;
    stage.flag("retired").await?;
    for (key, hue, guidance) in [
        ("lead", "slate", "Find out whether there is a problem worth solving, and who has it."),
        ("qualified", "blue", "Fill in what you know by MEDDPICC. Whoever sells for you inside is your champion; name them."),
        ("discovery", "teal", "Let the client put the pain and what it costs into numbers, in their own words."),
        ("proposal", "violet", "Take the proposal to whoever holds the budget; a proposal that only the champion read is not delivered."),
        ("negotiation", "amber", "Write down who signs, in which order, and what their lawyers still ask."),
        ("closed_won", "green", "The hand-over makes the project: budget, phases, team and promises go along."),
        ("closed_lost", "rose", "Say why. A come-back date makes a task of it."),
    ] {
        let mut update = Query::update();
        update.table("deal_stage").value("hue", hue).value("guidance", guidance).and_where(Expr::col("key").eq(key));
        manager.execute(update).await?;
    }
    let mut contract = Query::update();
    contract.table("deal_stage").value("gate", "block").value("override_by", "admin").and_where(Expr::col("key").eq("closed_won"));
    manager.execute(contract).await
}

async fn stage_criterion(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let fields = &[
        "meddpicc_metrics",
        "meddpicc_decision_criteria",
        "meddpicc_decision_process",
        "meddpicc_paper_process",
        "meddpicc_identified_pain",
        "meddpicc_competition",
        "value",
        "expected_close_date",
        "next_step",
    ];
    let roles = &[
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
    Table::new(manager, "stage_criterion")
        .id()
        .free_text("stage")
        .stage_of("stage")
        .int("position")
        .label("label")
        .word("kind", &["field", "role", "activity", "tick"])
        .word_null("field", fields)
        .word_null("role", roles)
        .word_null("activity", &["call", "meeting", "email", "note", "task_completed"])
        .int_null("within_days")
        .check("within_days", r#""within_days" BETWEEN 1 AND 3650"#)
        .check("field_named", r#"("kind" = 'field') = ("field" IS NOT NULL)"#)
        .check("role_named", r#""kind" <> 'role' OR "role" IS NOT NULL"#)
        .check("role_meant", r#""kind" IN ('role', 'activity') OR "role" IS NULL"#)
        .check("activity_meant", r#""kind" = 'activity' OR ("activity" IS NULL AND "within_days" IS NULL)"#)
        .version()
        .index(&["stage", "position"])
        .create()
        .await
}

/// Ids of rows that every firm starts with: the same everywhere, so that what a demonstration ticks is found again.
fn first_id(n: i32) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(n.unsigned_abs()))
}

/// The data model's exit criteria, read one by one.
async fn first_criteria(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let none: Option<&str> = None;
    let mut insert = Query::insert();
    insert.into_table("stage_criterion").columns(["id", "stage", "position", "label", "kind", "field", "role", "activity", "within_days"]);
    let field = |stage, label, field| (stage, label, "field", Some(field), none, none, None::<i32>);
    let role = |stage, label, role| (stage, label, "role", none, Some(role), none, None);
    let tick = |stage, label| (stage, label, "tick", none, none, none, None);
    for (n, (stage, label, kind, field, role, activity, within)) in (1_i32..).zip([
        ("lead", "Initial contact made", "activity", none, none, none, None),
        field("qualified", "Metrics filled", "meddpicc_metrics"),
        field("qualified", "Decision criteria filled", "meddpicc_decision_criteria"),
        field("qualified", "Decision process filled", "meddpicc_decision_process"),
        field("qualified", "Paper process filled", "meddpicc_paper_process"),
        field("qualified", "Identified pain filled", "meddpicc_identified_pain"),
        field("qualified", "Competition filled", "meddpicc_competition"),
        role("qualified", "Champion identified", "champion"),
        field("discovery", "Pain identified", "meddpicc_identified_pain"),
        field("discovery", "Metrics defined", "meddpicc_metrics"),
        tick("proposal", "Proposal delivered"),
        ("proposal", "Economic Buyer engaged", "activity", none, Some("economic_buyer"), none, Some(30)),
        tick("negotiation", "Terms final"),
        tick("closed_won", "Contract signed"),
    ]) {
        let values: [SimpleExpr; 9] = [
            first_id(n).into(),
            stage.into(),
            n.into(),
            label.into(),
            kind.into(),
            field.into(),
            role.into(),
            activity.into(),
            within.into(),
        ];
        insert.values_panic(values);
    }
    manager.execute(insert).await
}

/// Where no data can tell, a person does.
async fn criterion_tick(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "criterion_tick")
        .link("opportunity_id", "opportunity", Gone::Cascade)
        .link("criterion_id", "stage_criterion", Gone::Cascade)
        .link("ticked_by", "user", Gone::Refuse)
        .created()
        .key(&["opportunity_id", "criterion_id"])
        .create()
        .await
}

async fn loss_reason(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    Table::new(manager, "loss_reason").id().label("name").name_key().int("position").version().unique(&["name_key"]).create().await?;
    let mut insert = Query::insert();
    insert.into_table("loss_reason").columns(["id", "name", "position"]);
    for (n, name) in (1_i32..).zip(["Price", "No budget", "No decision", "Timing", "Competitor", "Fit", "Relationship"]) {
        insert.values_panic([first_id(100 + n).into(), name.into(), n.into()]);
    }
    manager.execute(insert).await
}

/// Until a person puts it elsewhere, a deal stands by the day on which the answer is expected. The id makes the place
/// its own, and the last letter leaves room before it (see `domain::rank`).
async fn every_deal_has_its_place(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let day = r#"coalesce(replace(CAST("expected_close_date" AS text), '-', ''), '99999999')"#;
    let id = match manager.get_database_backend() {
        DbBackend::Postgres => r#"replace(CAST("id" AS text), '-', '')"#,
        _ => r#"lower(hex("id"))"#,
    };
    let mut update = Query::update();
    update.table("opportunity").value("rank", Expr::cust(format!("{day} || {id} || 'i'"))).and_where(Expr::col("rank").is_null());
    manager.execute(update).await
}
