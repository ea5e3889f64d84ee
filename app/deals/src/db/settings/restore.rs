//! Bringing a retired stage back, with what it asked for. Its deals stay where they went.

use super::create::must_have_room;
use super::line::Line;
use domain::AppError;
use domain::policy::{Action, Noun};
use domain::stage::StageKey;
use sea_orm::ActiveValue::Set;
use store::table::deal_stage::{ActiveModel, Entity};
use store::{Access, DbError, Handle};

/// Puts the stage back where it stood.
///
/// # Errors
/// No such retired stage, a stage of the same name by now, as many stages as there may be, or no right.
pub async fn restore(access: &Access, key: StageKey) -> Result<(), DbError> {
    access.require(Action::Update, Noun::Stage)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let mut line = Line::take(write).await?;
                let row = write.find::<Entity>().by_id(key.clone()).must(write).await?;
                if !row.retired {
                    return Err(AppError::field("restore", format!("{} is in use already.", row.name)).into());
                }
                must_have_room(&line, "restore")?;
                line.must_be_free(&row.name, None, "restore")?;
                let back = write.update::<Entity>(&row, ActiveModel { retired: Set(false), ..Default::default() }).await?;
                let at = usize::try_from(back.position.max(1) - 1).unwrap_or_default().min(line.open.len());
                line.open.insert(at, back);
                line.write_places(write).await
            })
        })
        .await
}
