//! The order of the open stages. Won and lost stand at the end, whatever they are called.

use super::line::Line;
use domain::AppError;
use domain::pipeline::moved;
use domain::policy::{Action, Noun};
use domain::stage::{StageKey, StageKind};
use store::table::deal_stage::Entity;
use store::{Access, DbError};

/// Puts an open stage at a place, counted from 1; beyond an end is that end. Only the rows between change.
///
/// # Errors
/// Won or lost; [`AppError::Conflict`] if somebody put it elsewhere since `version`; or by scope.
pub async fn place(access: &Access, key: StageKey, to: i32, version: i32) -> Result<(), DbError> {
    access.require(Action::Update, Noun::Stage)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let mut line = Line::take(write).await?;
                let row = line.of(&key)?;
                if row.kind != StageKind::Open {
                    return Err(AppError::field("to", format!("{} stands at the end and stays there.", row.name)).into());
                }
                let (seen, name) = (row.version == version, row.name.clone());
                let from = line.place(&key).ok_or(AppError::NotFound)?;
                let to = usize::try_from(to.max(1) - 1).unwrap_or_default().min(line.open.len() - 1);
                if !seen && from != to && write.changed_since::<Entity>(key.as_str(), "position", version).await? {
                    return Err(
                        AppError::Conflict { field: "to".into(), theirs: place_words(&name, from), yours: place_words(&name, to) }.into()
                    );
                }
                line.open = moved(line.open, from, to);
                line.write_places(write).await
            })
        })
        .await
}

fn place_words(name: &str, place: usize) -> String {
    format!("{name} at place {}", place + 1)
}
