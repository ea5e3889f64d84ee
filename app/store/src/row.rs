//! What the audit log needs to know of a row of any table.

use sea_orm::sea_query::{IntoValueTuple, ValueTuple};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Iterable, ModelTrait, PrimaryKeyToColumn, PrimaryKeyTrait, Value};
use serde_json::{Map, Value as Json, json};

/// A table whose rows people change.
pub trait Row: EntityTrait {
    /// Columns whose content no log may hold: hashes of passwords and tokens.
    const SECRET: &'static [&'static str] = &[];
}

/// The table's name, as the audit log calls it.
pub(crate) fn resource<E: EntityTrait>() -> String {
    E::default().table_name().to_owned()
}

/// The row's key as text; parts of a joined key stand apart by `:`.
pub(crate) fn key<E: EntityTrait>(model: &E::Model) -> String
where
    E::Model: ModelTrait<Entity = E>,
{
    let parts: Vec<String> = E::PrimaryKey::iter().map(|key| text(&model.get(key.into_column()))).collect();
    parts.join(":")
}

/// The condition that names one row.
pub(crate) fn key_condition<E: EntityTrait>(id: <E::PrimaryKey as PrimaryKeyTrait>::ValueType) -> Condition {
    let values: ValueTuple = id.into_value_tuple();
    E::PrimaryKey::iter().zip(values).fold(Condition::all(), |all, (key, value)| all.add(key.into_column().eq(value)))
}

/// The condition that names the row of this model.
pub(crate) fn same_row<E: EntityTrait>(model: &E::Model) -> Condition
where
    E::Model: ModelTrait<Entity = E>,
{
    E::PrimaryKey::iter().fold(Condition::all(), |all, key| {
        let column = key.into_column();
        all.add(column.eq(model.get(column)))
    })
}

/// The client that the row belongs to, where it says so itself.
pub(crate) fn client_of<E: EntityTrait>(model: &E::Model) -> Option<uuid::Uuid>
where
    E::Model: ModelTrait<Entity = E>,
{
    let name = if resource::<E>() == "client" { "id" } else { "client_id" };
    let column = E::Column::iter().find(|column| column_name::<E>(column) == name)?;
    match model.get(column) {
        Value::Uuid(id) => id,
        _ => None,
    }
}

/// Every column that differs, before and after; sealed columns stay sealed, secrets are named and not shown.
pub(crate) fn changes<E: Row>(before: Option<&E::Model>, after: Option<&E::Model>) -> Json
where
    E::Model: ModelTrait<Entity = E>,
{
    let (mut old, mut new) = (Map::new(), Map::new());
    for column in E::Column::iter() {
        let name = column_name::<E>(&column);
        let (was, is) = (before.map(|model| model.get(column)), after.map(|model| model.get(column)));
        if was == is || name == "name_key" {
            continue;
        }
        for (side, value) in [(&mut old, was), (&mut new, is)] {
            let shown = value.filter(|value| *value != value.as_null()).map(|value| shown::<E>(&name, &value));
            if let Some(shown) = shown {
                side.insert(name.clone(), shown);
            }
        }
    }
    match (before, after) {
        (None, _) => json!({ "after": new }),
        (_, None) => json!({ "before": old }),
        _ => json!({ "before": old, "after": new }),
    }
}

fn shown<E: Row>(name: &str, value: &Value) -> Json {
    if E::SECRET.contains(&name) { json!("(secret)") } else { to_json(value) }
}

pub(crate) fn column_name<E: EntityTrait>(column: &E::Column) -> String {
    use sea_orm::sea_query::Iden;
    Iden::unquoted(column).to_owned()
}

/// Values as the log and `import --revert` keep them. Bytes are only ever sealed values or hashes.
pub(crate) fn to_json(value: &Value) -> Json {
    match value {
        Value::Bool(Some(v)) => json!(v),
        Value::SmallInt(Some(v)) => json!(v),
        Value::Int(Some(v)) => json!(v),
        Value::BigInt(Some(v)) => json!(v),
        Value::Bytes(Some(v)) => {
            use base64::Engine as _;
            json!({ "sealed": base64::engine::general_purpose::STANDARD.encode(v.as_slice()) })
        }
        other if *other == other.as_null() => Json::Null,
        other => json!(text(other)),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(Some(v)) => v.to_string(),
        Value::Uuid(Some(v)) => v.to_string(),
        Value::ChronoDate(Some(v)) => v.to_string(),
        Value::ChronoDateTimeUtc(Some(v)) => v.to_rfc3339(),
        Value::BigInt(Some(v)) => v.to_string(),
        Value::Int(Some(v)) => v.to_string(),
        Value::SmallInt(Some(v)) => v.to_string(),
        Value::Enum(v) => format!("{v:?}"),
        other => other.to_string(),
    }
}

macro_rules! rows {
    ($($table:ident $(hides $($secret:literal),+)?;)+) => {$(
        impl Row for crate::table::$table::Entity {
            $(const SECRET: &'static [&'static str] = &[$($secret),+];)?
        }
    )+

    /// Their names.
    #[cfg(test)]
    pub(crate) const AUDITED: &[&str] = &[$(stringify!($table)),+];
    };
}

rows! {
    activity; activity_stakeholder; client; client_assignment;
    client_portal_access hides "token_hash", "password_hash";
    client_portal_section; competitor; competitor_mention; criterion_tick; deal_stage; external_ref; import_change; import_run;
    invoice; invoice_line; invoice_project; loss_reason; opportunity; opportunity_stage_change; opportunity_stakeholder;
    opportunity_team_member; phase; phase_template; phase_template_phase; project;
    session hides "token_hash";
    setting; stage_criterion;
    stakeholder hides "email_index";
    stakeholder_meddpicc_role; stakeholder_relationship_owner; task; task_dependency; task_entity; time_entry;
    user hides "password_hash";
}
