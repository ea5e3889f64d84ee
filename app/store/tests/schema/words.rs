//! Each column of a closed list takes the words that the program knows, and no other.

use crate::introspect::{Schema, schema};
use crate::world;
use domain::{activity, audit, billing, client, competitor, criteria, deal, portal, project, stage, stakeholder, task, user};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};
use store::testing::TestDb;

macro_rules! words {
    ($($column:literal $(, $also:literal)* => $list:ty;)+) => {
        BTreeMap::from([$(($column, <$list>::ALL.iter().map(|value| value.as_str()).collect::<BTreeSet<_>>()),)+])
    };
}

fn known() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut words = words! {
        "activity.sentiment" => activity::Sentiment;
        "activity.type" => activity::ActivityType;
        "audit_log.action" => audit::AuditAction;
        "client.status" => client::ClientStatus;
        "client_assignment.role" => user::AssignmentRole;
        "client_portal_section.section" => portal::PortalSection;
        "competitor_mention.status" => competitor::CompetitorStatus;
        "deal_stage.gate" => stage::StageGate;
        "deal_stage.hue" => stage::StageHue;
        "deal_stage.kind" => stage::StageKind;
        "deal_stage.override_by" => stage::StageOverride;
        "invoice.status" => billing::InvoiceStatus;
        "invoice_line.kind" => billing::InvoiceLineKind;
        "opportunity.outcome" => deal::Outcome;
        "opportunity.source" => deal::OpportunitySource;
        "opportunity.type" => deal::OpportunityType;
        "phase.status" => project::PhaseStatus;
        "project.status" => project::ProjectStatus;
        "stage_criterion.activity" => activity::ActivityType;
        "stage_criterion.field" => criteria::CriterionField;
        "stage_criterion.kind" => criteria::CriterionKind;
        "stage_criterion.role" => stakeholder::MeddpiccRole;
        "stakeholder.engagement_level" => stakeholder::EngagementLevel;
        "stakeholder_meddpicc_role.meddpicc_role" => stakeholder::MeddpiccRole;
        "task.dependency_type" => task::DependencyType;
        "task.effort" => task::Effort;
        "task.next_step_type" => task::NextStepType;
        "task.priority" => task::Priority;
        "task.status" => task::TaskStatus;
        "task.task_type" => task::TaskType;
        "task_dependency.kind" => task::LinkKind;
        "user.role" => user::UserRole;
    };
    words.insert("credential_attempt.kind", ["sign_in", "password", "portal"].into());
    words.insert("import_change.kind", ["created", "updated"].into());
    words.insert("key_check.state", ["active", "retired"].into());
    words
}

store::both_engines! {
    async fn the_database_knows_the_words_that_the_program_knows(db: TestDb) {
        let schema = schema(&db).await;
        let found: BTreeMap<String, BTreeSet<&str>> = lists(&schema).collect();
        let known: BTreeMap<String, BTreeSet<&str>> = known().into_iter().map(|(column, words)| (column.to_owned(), words)).collect();
        assert_eq!(known, found);
    }

    async fn a_word_that_is_not_on_the_list_is_refused(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        for column in known().into_keys().filter(|column| *column != "audit_log.action") {
            let (table, column) = column.split_once('.').unwrap();
            let update = format!(r#"UPDATE "{table}" SET "{column}" = 'no_such_word' WHERE "{column}" IS NOT NULL"#);
            let refused = raw.execute_unprepared(&update).await;
            let name = format!("{table}_{column}");
            match refused {
                Err(error) => assert!(error.to_string().contains(&name), "{name}: {error}"),
                Ok(done) => assert_eq!((done.rows_affected(), name.as_str()), (0, "opportunity_outcome"), "taken by {name}"),
            }
        }
    }
}

/// The checks that are lists of words: those that name nothing but the column and words.
fn lists(schema: &Schema) -> impl Iterator<Item = (String, BTreeSet<&str>)> {
    schema.iter().flat_map(|(name, table)| {
        table.checks.iter().filter_map(move |(check, rule)| {
            let column = check.strip_prefix(name)?.strip_prefix('_')?;
            let words: BTreeSet<&str> = rule.split('\'').skip(1).step_by(2).collect();
            (table.columns.contains_key(column) && !words.is_empty()).then(|| (format!("{name}.{column}"), words))
        })
    })
}
