//! What a criterion would find, before it is kept.

use super::standing::OF_ONE;
use crate::db::evidence::evidence;
use crate::db::next_steps::planned;
use crate::db::stages::stages;
use crate::stages::Tried;
use domain::AppError;
use domain::criteria::{Check, Criterion};
use domain::id::{CriterionId, OpportunityId};
use domain::policy::{Action, Noun};
use domain::stage::{StageKey, StageKind};
use sea_orm::{ColumnTrait, QuerySelect};
use store::table::opportunity;
use store::{Access, DbError, Handle};

/// How many of the deals that the stage asks meet the check now; ticks are those of the criterion that is being changed.
///
/// # Errors
/// No such stage in use, or no right.
pub async fn try_criterion(access: &Access, key: StageKey, of: Option<CriterionId>, check: Check) -> Result<Tried, DbError> {
    access.require(Action::Update, Noun::Stage)?;
    let read = access.read().await?;
    let stages = stages(&read).await?;
    let asking = stages.iter().find(|stage| stage.key == key).ok_or(AppError::NotFound)?;
    let last = || stages.iter().rfind(|stage| stage.kind == StageKind::Open);
    // Won is asked of whoever comes, which is who stands last.
    let place = if asking.kind == StageKind::Won { last().unwrap_or(asking) } else { asking };
    let there = || read.find::<opportunity::Entity>().filter(opportunity::Column::Stage.eq(place.key.clone()));
    let deals = i64::try_from(there().count(&read).await?).unwrap_or(i64::MAX);
    let place = place.name.clone();
    if deals > OF_ONE {
        return Ok(Tried { place, deals, met: None });
    }
    let rows = there().shape(|query| query.limit(OF_ONE.unsigned_abs())).all(&read).await?;
    let ids: Vec<OpportunityId> = rows.iter().map(|deal| deal.id).collect();
    let files = evidence(&read, &rows, &planned(&read, &ids).await?).await?;
    // A new one has no ticks.
    let id = of.unwrap_or_else(store::id::fresh);
    let criterion = Criterion { id, stage: key, label: String::new(), check };
    let today = store::id::now().date_naive();
    let met = files.values().filter(|file| file.meets(&criterion, today)).count();
    Ok(Tried { place, deals, met: i64::try_from(met).ok() })
}
