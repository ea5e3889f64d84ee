//! What an update replaced, as JSON, and the way back.

use sea_orm::sea_query::Iden;
use sea_orm::{ActiveModelTrait, EntityTrait, Iterable, ModelTrait, PrimaryKeyToColumn, Value};
use serde_json::{Map, Value as Json, json};
use store::DbError;

/// Columns that the store keeps by itself.
const KEPT_BY_THE_STORE: &[&str] = &["version", "updated_at", "name_key"];

/// The old value of every column that an update changed.
pub(crate) fn replaced<E: EntityTrait>(before: &E::Model, after: &E::Model) -> Map<String, Json>
where
    E::Model: ModelTrait<Entity = E>,
{
    let columns = E::Column::iter().filter(|column| before.get(*column) != after.get(*column));
    let named = columns.map(|column| (column.unquoted().to_owned(), before.get(column)));
    named.filter(|(name, _)| !KEPT_BY_THE_STORE.contains(&name.as_str())).map(|(name, value)| (name, to_json(&value))).collect()
}

/// The change that puts the old values back.
pub(crate) fn restore<E: EntityTrait>(now: &E::Model, old: &Map<String, Json>) -> Result<E::ActiveModel, DbError>
where
    E::Model: ModelTrait<Entity = E>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    let mut change = <E::ActiveModel as ActiveModelTrait>::default();
    for column in E::Column::iter() {
        if let Some(value) = old.get(column.unquoted()) {
            let value = from_json(&now.get(column), value);
            change.set(column, value.ok_or_else(|| DbError::Corrupt(format!("import_change: {} cannot be put back", column.unquoted())))?);
        }
    }
    Ok(change)
}

/// A row's key as the audit log writes it.
pub(crate) fn key<E: EntityTrait>(model: &E::Model) -> String
where
    E::Model: ModelTrait<Entity = E>,
{
    let part = |key: E::PrimaryKey| match model.get(key.into_column()) {
        Value::Uuid(Some(id)) => id.to_string(),
        Value::String(Some(text)) => text.clone(),
        other => other.to_string(),
    };
    E::PrimaryKey::iter().map(part).collect::<Vec<_>>().join(":")
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Bool(Some(v)) => json!(v),
        Value::Int(Some(v)) => json!(v),
        Value::BigInt(Some(v)) => json!(v),
        Value::String(Some(v)) => json!(v),
        Value::Uuid(Some(v)) => json!(v),
        Value::ChronoDate(Some(v)) => json!(v),
        Value::ChronoDateTimeUtc(Some(v)) => json!(v),
        _ => Json::Null,
    }
}

/// The column's present value says which type is meant.
fn from_json(like: &Value, json: &Json) -> Option<Value> {
    if json.is_null() {
        return Some(like.as_null());
    }
    let text = json.as_str();
    match like {
        Value::Bool(_) => json.as_bool().map(Value::from),
        Value::Int(_) => json.as_i64().and_then(|v| i32::try_from(v).ok()).map(Value::from),
        Value::BigInt(_) => json.as_i64().map(Value::from),
        Value::String(_) => text.map(Value::from),
        Value::Uuid(_) => text.and_then(|v| uuid::Uuid::try_parse(v).ok()).map(Value::from),
        Value::ChronoDate(_) => text.and_then(|v| v.parse::<chrono::NaiveDate>().ok()).map(Value::from),
        Value::ChronoDateTimeUtc(_) => text.and_then(|v| v.parse::<chrono::DateTime<chrono::Utc>>().ok()).map(Value::from),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use store::table::client;

    #[test]
    fn what_was_replaced_can_be_put_back() {
        let at = store::id::now();
        let before = client::Model {
            id: store::id::fresh(),
            name: "Ancaster".into(),
            name_key: "ancaster".into(),
            industry: None,
            website: Some("https://a.example".into()),
            status: domain::client::ClientStatus::Prospect,
            deadline: None,
            budget: Some(5),
            currency: "USD".into(),
            meddpicc_metrics: None,
            meddpicc_decision_criteria: None,
            meddpicc_decision_process: None,
            meddpicc_paper_process: None,
            meddpicc_identified_pain: None,
            meddpicc_competition: None,
            meddpicc_metrics_at: None,
            meddpicc_decision_criteria_at: None,
            meddpicc_decision_process_at: None,
            meddpicc_paper_process_at: None,
            meddpicc_identified_pain_at: None,
            meddpicc_competition_at: None,
            created_at: at,
            updated_at: at,
            version: 1,
        };
        let mut after = before.clone();
        after.industry = Some("Retail".into());
        after.status = domain::client::ClientStatus::Active;
        after.budget = None;
        after.deadline = Some(chrono::NaiveDate::default());
        after.version = 2;
        let old = replaced::<client::Entity>(&before, &after);
        assert_eq!(Json::Object(old.clone()), json!({ "industry": null, "status": "prospect", "budget": 5, "deadline": null }));
        let back = restore::<client::Entity>(&after, &old).unwrap();
        assert_eq!(back.status, sea_orm::Set(before.status));
        assert_eq!(back.budget, sea_orm::Set(Some(5)));
        assert!(back.name.is_not_set());
    }
}
