//! One value of a stage, changed in place.

use super::line::Line;
use crate::db::stages::stage;
use domain::AppError;
use domain::pipeline::{StageField, StageValue};
use domain::policy::{Action, Noun};
use domain::stage::{Stage, StageKey, StageKind};
use sea_orm::ActiveValue::Set;
use store::table::deal_stage::{ActiveModel, Entity, Model};
use store::{Access, DbError, Handle, TypedOver};

/// The value's name on the page, where every stage has one of each.
pub(super) fn place_of(key: &StageKey, field: StageField) -> String {
    format!("{key}.{field}")
}

/// Changes the value if nobody changed the same one since `version`, and answers the stage as it is now.
///
/// # Errors
/// A wrong value; one that this kind of stage does not have; [`AppError::Conflict`] with the newer value; or by scope.
pub async fn edit(access: &Access, key: StageKey, field: StageField, typed: &str, version: i32) -> Result<Stage, DbError> {
    access.require(Action::Update, Noun::Stage)?;
    let typed = typed.to_owned();
    let name = place_of(&key, field);
    access
        .write(move |write| {
            Box::pin(async move {
                let before = match field {
                    // A name is held against the others', so nobody may change those meanwhile.
                    StageField::Name => {
                        let line = Line::take(write).await?;
                        let before = line.of(&key)?.clone();
                        line.must_be_free(typed.trim(), Some(&key), &name)?;
                        before
                    }
                    _ => write.find::<Entity>().by_id(key.clone()).must(write).await?,
                };
                if !field.is_open_to(before.kind) {
                    return Err(AppError::field(&name, fixed(&before, field)).into());
                }
                let change = change(field.read(&typed).map_err(|error| AppError::field(&name, error.to_string()))?);
                let now = stage(&before);
                let over = TypedOver { seen: version, now: before.version, theirs: &field.text(&now), yours: &typed };
                if write.overtaken::<Entity>(key.as_str(), field.as_str(), over).await? {
                    return Err(AppError::Conflict { field: name, theirs: field.shown(&now), yours: typed }.into());
                }
                Ok(stage(&write.update::<Entity>(&before, change).await?))
            })
        })
        .await
}

/// Why a stage of this kind does not have this to change.
fn fixed(row: &Model, field: StageField) -> String {
    match (field, row.kind) {
        (StageField::Probability, StageKind::Won) => "is 100 % and stays so: the contract is signed".to_owned(),
        (StageField::Probability, _) => "is 0 % and stays so: nothing is to be had any more".to_owned(),
        (StageField::RotDays, _) => "is nothing that a closed deal has: it does not grow old".to_owned(),
        _ => "is nothing that a loss has: it is never held back".to_owned(),
    }
}

fn change(value: StageValue) -> ActiveModel {
    let mut row = ActiveModel::default();
    match value {
        StageValue::Name(name) => row.name = Set(name),
        StageValue::Probability(percent) => row.probability = Set(percent),
        StageValue::RotDays(days) => row.rot_days = Set(days),
        StageValue::Hue(hue) => row.hue = Set(hue),
        StageValue::Gate(gate) => row.gate = Set(gate),
        StageValue::OverrideBy(who) => row.override_by = Set(who),
        StageValue::ExitCriteria(text) => row.exit_criteria = Set(text),
        StageValue::Guidance(text) => row.guidance = Set(text),
    }
    row
}
