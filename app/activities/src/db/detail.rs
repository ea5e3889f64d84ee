//! One activity by itself.

use super::around::around;
use super::told::told;
use crate::types::{ActivityDetail, Around};
use domain::AppError;
use domain::id::ActivityId;
use domain::policy::{Action, Noun};
use store::table::activity;
use store::{Access, DbError, Handle};

/// The activity's page.
///
/// # Errors
/// Not found for this person.
pub async fn detail(access: &Access, id: ActivityId) -> Result<ActivityDetail, DbError> {
    access.require(Action::Read, Noun::Activity)?;
    let read = access.read().await?;
    let row = read.find::<activity::Entity>().by_id(id).must(&read).await?;
    let (client, deal, project) = (row.client_id, row.opportunity_id, row.project_id);
    let happening = told(&read, vec![row]).await?.pop().ok_or(AppError::NotFound)?;
    let around = if happening.can_edit {
        let with = happening.with.iter().map(|person| person.id).collect();
        around(&read, client, deal, project, &with).await?
    } else {
        Around::default()
    };
    Ok(ActivityDetail { happening, around })
}
