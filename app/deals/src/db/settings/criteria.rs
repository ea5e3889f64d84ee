//! What a stage asks for: criteria added, changed, put in order and taken away.

use super::line::Line;
use crate::db::stages::criterion;
use domain::AppError;
use domain::criteria::Check;
use domain::id::CriterionId;
use domain::pipeline::{CriterionForm, MOST_CRITERIA, in_words, moved, renumbered};
use domain::policy::{Action, Noun};
use domain::stage::{StageKey, StageKind};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryOrder};
use store::table::stage_criterion::{ActiveModel, Column, Entity, Model};
use store::{Access, DbError, Handle, Write};

/// What of a criterion its form changes; its place is changed elsewhere.
const OF_THE_FORM: [&str; 6] = ["label", "kind", "field", "role", "activity", "within_days"];

/// Adds a criterion at the end of a stage's list.
///
/// # Errors
/// Something wrong in the form, a criterion that the stage has already, or by scope.
pub async fn create(access: &Access, stage: StageKey, form: &CriterionForm) -> Result<CriterionId, DbError> {
    access.require(Action::Update, Noun::Stage)?;
    let (label, check) = form.read()?;
    access
        .write(move |write| {
            Box::pin(async move {
                let mut list = of_stage(write, &stage).await?;
                if list.len() >= MOST_CRITERIA {
                    let full = format!("cannot be added: the stage asks for {MOST_CRITERIA} things already; remove one first");
                    return Err(AppError::field("label", full).into());
                }
                must_be_new(&list, None, &label, check)?;
                let id = store::id::fresh::<CriterionId>();
                let position = i32::try_from(list.len() + 1).unwrap_or(i32::MAX);
                let row = ActiveModel { id: Set(id), stage: Set(stage), position: Set(position), version: Set(1), ..asking(label, check) };
                list.push(write.insert::<Entity>(row).await?);
                write_places(write, list).await?;
                Ok(id)
            })
        })
        .await
}

/// Changes what a criterion is called and what it checks, and answers its stage. A tick that was given for it stays, whatever is checked then.
///
/// # Errors
/// Something wrong in the form; [`AppError::Conflict`] with what it says by now, and the form; or by scope.
pub async fn edit(access: &Access, id: CriterionId, form: &CriterionForm, version: i32) -> Result<StageKey, DbError> {
    access.require(Action::Update, Noun::Stage)?;
    let (label, check) = form.read()?;
    let yours = serde_json::to_string(form).unwrap_or_default();
    access
        .write(move |write| {
            Box::pin(async move {
                let before = write.find::<Entity>().by_id(id).must(write).await?;
                let list = of_stage(write, &before.stage).await?;
                let before = list.iter().find(|row| row.id == id).ok_or(AppError::NotFound)?;
                let now = criterion(before.clone()).map(|criterion| criterion.check);
                let same = before.label == label && now == Some(check);
                if before.version != version && !same && touched(write, id, version).await? {
                    let theirs = now.map(|check| format!("{}: {}", before.label, in_words(check))).unwrap_or_default();
                    return Err(AppError::Conflict { field: "criterion".into(), theirs, yours }.into());
                }
                must_be_new(&list, Some(id), &label, check)?;
                Ok(write.update::<Entity>(before, asking(label, check)).await?.stage)
            })
        })
        .await
}

/// Puts a criterion at a place of its stage's list, counted from 1, and answers the stage.
///
/// # Errors
/// [`AppError::Conflict`] if somebody put it elsewhere since `version`, or by scope.
pub async fn place(access: &Access, id: CriterionId, to: i32, version: i32) -> Result<StageKey, DbError> {
    access.require(Action::Update, Noun::Stage)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let row = write.find::<Entity>().by_id(id).must(write).await?;
                let list = of_stage(write, &row.stage).await?;
                let from = list.iter().position(|row| row.id == id).ok_or(AppError::NotFound)?;
                let to = usize::try_from(to.max(1) - 1).unwrap_or_default().min(list.len() - 1);
                let seen = list.get(from).is_some_and(|row| row.version == version);
                if !seen && from != to && write.changed_since::<Entity>(&id.to_string(), "position", version).await? {
                    let at = |place: usize| format!("{} at place {}", row.label, place + 1);
                    return Err(AppError::Conflict { field: "to".into(), theirs: at(from), yours: at(to) }.into());
                }
                write_places(write, moved(list, from, to)).await?;
                Ok(row.stage)
            })
        })
        .await
}

/// Takes a criterion away, and with it the ticks that were given for it; answers its stage.
///
/// # Errors
/// By scope.
pub async fn remove(access: &Access, id: CriterionId) -> Result<StageKey, DbError> {
    access.require(Action::Update, Noun::Stage)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let row = write.find::<Entity>().by_id(id).must(write).await?;
                let list = of_stage(write, &row.stage).await?;
                let (gone, rest): (Vec<_>, Vec<_>) = list.into_iter().partition(|row| row.id == id);
                for row in gone {
                    take_away(write, row).await?;
                }
                write_places(write, rest).await?;
                Ok(row.stage)
            })
        })
        .await
}

/// Removes one row; the log says how many ticks went with it.
pub(super) async fn take_away(write: &mut Write, row: Model) -> Result<(), DbError> {
    use store::table::criterion_tick;
    let id = row.id;
    let ticks = write.find::<criterion_tick::Entity>().filter(criterion_tick::Column::CriterionId.eq(id)).count(write).await?;
    write.delete::<Entity>(row).await?;
    if ticks > 0 {
        let gone = serde_json::json!({ "before": { "criterion_id": id, "rows": ticks } });
        write.note(domain::audit::AuditAction::Delete, "criterion_tick", None, Some(gone));
    }
    Ok(())
}

/// The list of a stage that is in use and may ask for something, in order. Nobody else changes it before this is done.
async fn of_stage(write: &mut Write, stage: &StageKey) -> Result<Vec<Model>, DbError> {
    let line = Line::take(write).await?;
    let row = line.of(stage)?;
    if row.kind == StageKind::Lost {
        return Err(AppError::field("label", format!("cannot be asked for by {}: a loss is never held back", row.name)).into());
    }
    let rows = write.find::<Entity>().filter(Column::Stage.eq(stage.clone()));
    rows.shape(|query| query.order_by_asc(Column::Position).order_by_asc(Column::Id)).all(write).await
}

/// Refuses what the list asks for already.
fn must_be_new(list: &[Model], of: Option<CriterionId>, label: &str, check: Check) -> Result<(), AppError> {
    let others = || list.iter().filter(|row| Some(row.id) != of);
    if let Some(row) = others().find(|row| row.label.to_lowercase() == label.to_lowercase()) {
        return Err(AppError::field("label", format!("is taken: the stage asks for “{}” already", row.label)));
    }
    let same = others().find(|row| check != Check::Tick && criterion((*row).clone()).is_some_and(|criterion| criterion.check == check));
    match same {
        Some(row) => Err(AppError::field("kind", format!("checks what “{}” checks already", row.label))),
        None => Ok(()),
    }
}

/// The columns that a form fills.
pub(super) fn asking(label: String, check: Check) -> ActiveModel {
    let row = ActiveModel { label: Set(label), kind: Set(check.kind()), ..ActiveModel::default() };
    let (field, role, activity, within_days) = match check {
        Check::Field(field) => (Some(field), None, None, None),
        Check::Role(role) => (None, Some(role), None, None),
        Check::Activity { kind, role, within_days } => (None, role, kind, within_days),
        Check::Tick => (None, None, None, None),
    };
    ActiveModel { field: Set(field), role: Set(role), activity: Set(activity), within_days: Set(within_days), ..row }
}

/// Whether somebody filled its form since.
async fn touched(write: &Write, id: CriterionId, version: i32) -> Result<bool, DbError> {
    for column in OF_THE_FORM {
        if write.changed_since::<Entity>(&id.to_string(), column, version).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn write_places(write: &mut Write, list: Vec<Model>) -> Result<(), DbError> {
    for (row, position) in renumbered(list, |row| row.position) {
        write.update::<Entity>(&row, ActiveModel { position: Set(position), ..Default::default() }).await?;
    }
    Ok(())
}
