//! A new stage.

use super::line::Line;
use crate::db::stages::every_stage;
use domain::pipeline::{MOST_OPEN_STAGES, StageField, StageValue, key_for};
use domain::policy::{Action, Noun};
use domain::stage::{StageGate, StageHue, StageKey, StageKind, StageOverride};
use domain::{AppError, FieldErrors};
use sea_orm::ActiveValue::Set;
use store::table::deal_stage::{ActiveModel, Entity};
use store::{Access, DbError};

/// What is asked of a new stage.
pub struct NewStage {
    name: String,
    probability: i32,
    hue: StageHue,
}

impl NewStage {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is wrong, with what was typed.
    pub fn parse(name: &str, probability: &str, hue: &str) -> Result<Self, AppError> {
        let typed = [("name", name), ("probability", probability), ("hue", hue)];
        let mut errors = typed.iter().fold(FieldErrors::default(), |errors, (field, text)| errors.typed(field, text));
        let name = errors.keep("name", StageField::Name.read(name));
        let probability = errors.keep("probability", StageField::Probability.read(probability));
        let hue = errors.keep("hue", hue.parse());
        match (name, probability, hue) {
            (Some(StageValue::Name(name)), Some(StageValue::Probability(probability)), Some(hue)) => Ok(Self { name, probability, hue }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// Adds an open stage behind the others, before won, and answers its key.
///
/// # Errors
/// A name that is taken, as many stages as there may be, or no right.
pub async fn create(access: &Access, new: NewStage) -> Result<StageKey, DbError> {
    access.require(Action::Create, Noun::Stage)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let mut line = Line::take(write).await?;
                must_have_room(&line, "name")?;
                line.must_be_free(&new.name, None, "name")?;
                // History keeps the words of stages that are gone from the board.
                let taken: Vec<StageKey> = every_stage(write).await?.into_iter().map(|(stage, _)| stage.key).collect();
                let key = key_for(&new.name, &taken).map_err(|error| AppError::field("name", error.to_string()))?;
                let position = i32::try_from(line.open.len() + 1).unwrap_or(i32::MAX);
                let row = ActiveModel {
                    key: Set(key.clone()),
                    name: Set(new.name),
                    kind: Set(StageKind::Open),
                    position: Set(position),
                    probability: Set(new.probability),
                    exit_criteria: Set(String::new()),
                    gate: Set(StageGate::Warn),
                    rot_days: Set(None),
                    hue: Set(new.hue),
                    guidance: Set(String::new()),
                    override_by: Set(StageOverride::Lead),
                    retired: Set(false),
                    version: Set(1),
                };
                line.open.push(write.insert::<Entity>(row).await?);
                line.write_places(write).await?;
                Ok(key)
            })
        })
        .await
}

/// Refuses one more stage where there are as many as there may be.
pub(super) fn must_have_room(line: &Line, field: &str) -> Result<(), AppError> {
    if line.open.len() < MOST_OPEN_STAGES {
        return Ok(());
    }
    Err(AppError::field(
        field,
        format!("cannot be added: there are {MOST_OPEN_STAGES} open stages, and no more fit a board; remove one first"),
    ))
}
