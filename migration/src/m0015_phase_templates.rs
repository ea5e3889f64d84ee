//! The usual courses of a project, as a firm plans it before anybody has looked at the work.

use crate::ddl::{Gone, Table};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::prelude::Uuid;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::new(manager, "phase_template")
            .id()
            .label("name")
            .name_key()
            .int("position")
            .version()
            .unique(&["name_key"])
            .create()
            .await?;
        Table::new(manager, "phase_template_phase")
            .id()
            .link("template_id", "phase_template", Gone::Cascade)
            .label("name")
            .int("position")
            .int("weeks")
            .check("weeks", r#""weeks" BETWEEN 1 AND 260"#)
            .version()
            .index(&["template_id", "position"])
            .create()
            .await?;
        first_templates(manager).await
    }
}

/// Ids of rows that every firm starts with.
fn first_id(n: i32) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(n.unsigned_abs()))
}

/// What consulting firms mostly do: answer a question, build something, or say how things stand.
const FIRST: [(&str, &[(&str, i32)]); 3] = [
    (
        "Advisory",
        &[("Kick-off and scope", 1), ("Interviews and analysis", 4), ("Options and recommendation", 3), ("Decision and hand-over", 2)],
    ),
    ("Implementation", &[("Mobilise", 2), ("Design", 5), ("Build and configure", 8), ("Test and train", 5), ("Go-live and aftercare", 4)]),
    ("Assessment", &[("Prepare", 1), ("Collect evidence", 2), ("Assess", 1), ("Report and debrief", 1)]),
];

async fn first_templates(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let (mut templates, mut phases) = (Query::insert(), Query::insert());
    templates.into_table("phase_template").columns(["id", "name", "position"]);
    phases.into_table("phase_template_phase").columns(["id", "template_id", "name", "position", "weeks"]);
    for (n, (name, parts)) in (1_i32..).zip(FIRST) {
        let template = first_id(200 + n);
        templates.values_panic([template.into(), name.into(), n.into()]);
        for (place, (name, weeks)) in (1_i32..).zip(parts) {
            let id = first_id(210 + 10 * n + place);
            phases.values_panic([id.into(), template.into(), (*name).into(), place.into(), (*weeks).into()]);
        }
    }
    manager.execute(templates).await?;
    manager.execute(phases).await
}
