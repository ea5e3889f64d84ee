//! The tables that the program works with are those that the migrations make.

use crate::introspect::{Schema, schema};
use sea_orm::sea_query::{ColumnType, Iden};
use sea_orm::{ColumnTrait, EntityTrait, Iterable, PrimaryKeyToColumn, RelationTrait};
use std::collections::BTreeSet;
use store::testing::TestDb;

/// What a function says of each entity.
macro_rules! each_table {
    ($call:ident, $schema:expr; $($table:ident)+) => {
        [$($call::<store::table::$table::Entity>($schema)),+]
    };
    ($call:ident, $schema:expr) => {
        each_table! { $call, $schema;
            activity activity_stakeholder audit_head audit_log client client_assignment client_portal_access client_portal_section
            competitor competitor_mention credential_attempt criterion_tick deal_stage external_ref import_change import_run invoice
            invoice_line invoice_project key_check loss_reason opportunity opportunity_stage_change opportunity_stakeholder opportunity_team_member phase
            phase_template phase_template_phase project session setting stage_criterion stakeholder stakeholder_meddpicc_role stakeholder_relationship_owner task task_dependency
            task_entity time_entry user
        }
    };
}

store::both_engines! {
    async fn every_table_has_an_entity_with_the_same_columns(db: TestDb) {
        let schema = schema(&db).await;
        let known: BTreeSet<String> = each_table!(agrees, &schema).into_iter().collect();
        assert_eq!(known, schema.keys().cloned().collect());
    }

    async fn every_relation_is_a_foreign_key(db: TestDb) {
        let schema = schema(&db).await;
        each_table!(relations_are_keys, &schema);
    }
}

fn agrees<E: EntityTrait>(schema: &Schema) -> String {
    let name = E::default().table_name().to_owned();
    let table = &schema[&name];
    let columns: BTreeSet<&str> = table.columns.keys().map(String::as_str).collect();
    let fields: Vec<E::Column> = E::Column::iter().collect();
    assert_eq!(columns, fields.iter().map(|field| field.unquoted()).collect(), "{name}");
    for field in fields {
        let (column, def) = (&table.columns[field.unquoted()], field.def());
        assert_eq!(def.is_null(), column.nullable, "{name}.{} may be nothing", field.unquoted());
        assert_eq!(kind(def.get_column_type()), column.kind, "{name}.{}", field.unquoted());
        if let ("int", "bigint" | "integer") = (column.kind, column.declared.as_str()) {
            wide_enough(&name, field.unquoted(), def.get_column_type(), &column.declared);
        }
    }
    let key: Vec<String> = E::PrimaryKey::iter().map(|key| key.into_column().unquoted().to_owned()).collect();
    assert_eq!(key, table.primary_key, "{name}");
    name
}

fn kind(column: &ColumnType) -> &'static str {
    match column {
        ColumnType::Uuid => "uuid",
        ColumnType::String(_) | ColumnType::Text => "text",
        ColumnType::Integer | ColumnType::BigInteger => "int",
        ColumnType::TimestampWithTimeZone => "timestamp",
        ColumnType::Date => "date",
        ColumnType::Boolean => "bool",
        ColumnType::VarBinary(_) | ColumnType::Binary(_) | ColumnType::Blob => "bytes",
        other => panic!("the type {other:?} is not one that both engines have"),
    }
}

/// SQLite writes `integer` for either width, so only `PostgreSQL` can tell.
fn wide_enough(table: &str, column: &str, entity: &ColumnType, declared: &str) {
    let wide = matches!(entity, ColumnType::BigInteger);
    assert!(!(wide ^ (declared == "bigint")) || declared == "integer" && wide, "{table}.{column}: {entity:?} and {declared}");
}

fn relations_are_keys<E: EntityTrait>(schema: &Schema) {
    let name = E::default().table_name().to_owned();
    for relation in E::Relation::iter() {
        let def = relation.def();
        let names = |columns: sea_orm::Identity| columns.into_iter().map(|column| column.to_string()).collect::<Vec<_>>();
        let (from, to) = (names(def.from_col), names(def.to_col));
        let held = schema[&name].foreign_keys.iter().any(|key| key.columns.starts_with(&from) && key.to.starts_with(&to));
        assert!(held, "{name} {from:?} to {to:?}");
    }
}
