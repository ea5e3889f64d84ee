//! The same for every table that has a scope.

use sea_orm::{EntityTrait, Iterable, ModelTrait, PrimaryKeyToColumn, Value};

/// Runs `$body` once per table with its name as `$name` and its entity as `$entity`.
macro_rules! each_table {
    (|$name:ident, $entity:ident| $body:block) => {
        $crate::each::each_table! { @ $name $entity $body
            activity activity_stakeholder audit_log client client_assignment client_portal_access client_portal_section competitor
            competitor_mention credential_attempt criterion_tick deal_stage external_ref import_change import_run invoice invoice_line
            invoice_project key_check loss_reason opportunity opportunity_stage_change opportunity_stakeholder opportunity_team_member phase phase_template phase_template_phase project session setting
            stage_criterion stakeholder stakeholder_meddpicc_role stakeholder_relationship_owner task task_dependency task_entity time_entry user
        }
    };
    (@ $name:ident $entity:ident $body:block $($table:ident)+) => {
        $({
            type $entity = store::table::$table::Entity;
            let $name = stringify!($table);
            $body
        })+
    };
}

/// The same, for the tables whose rows a [`store::Write`] may change.
macro_rules! each_written_table {
    (|$name:ident, $entity:ident| $body:block) => {
        $crate::each::each_table! { @ $name $entity $body
            activity activity_stakeholder client client_assignment client_portal_access client_portal_section competitor competitor_mention
            criterion_tick deal_stage external_ref import_change import_run invoice invoice_line invoice_project loss_reason opportunity
            opportunity_stage_change opportunity_stakeholder opportunity_team_member phase phase_template phase_template_phase project session setting stage_criterion
            stakeholder stakeholder_meddpicc_role
            stakeholder_relationship_owner task task_dependency task_entity time_entry user
        }
    };
}

pub(crate) use {each_table, each_written_table};

/// A row's key, ids cut to their last digits: `a`, `1:b`, `b:champion`.
pub(crate) fn short<E: EntityTrait>(row: &E::Model) -> String
where
    E::Model: ModelTrait<Entity = E>,
{
    let parts = E::PrimaryKey::iter().map(|key| match row.get(key.into_column()) {
        Value::Uuid(Some(id)) => format!("{:x}", id.as_u128() & 0xFFFF),
        Value::String(Some(text)) => text,
        other => format!("{other:?}"),
    });
    parts.collect::<Vec<_>>().join(":")
}
