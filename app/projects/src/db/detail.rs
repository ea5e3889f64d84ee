//! One project with everything that its page shows.

use super::clients::clients;
use super::list::shown;
use super::won::{Win, won_deal};
use super::{stakeholders, tasks, team::team, worked::worked};
use crate::types::{Membership, PhaseLine, ProjectDetail, ProjectLink, TeamLine};
use domain::id::{OpportunityId, ProjectId};
use domain::policy::Action;
use domain::user::UserRole;
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use store::table::{opportunity, phase, project};
use store::{Access, DbError, Handle, Read};

/// The project's page.
///
/// # Errors
/// Not found for this person.
pub async fn detail(access: &Access, id: ProjectId) -> Result<ProjectDetail, DbError> {
    let read = access.read().await?;
    let row = read.find::<project::Entity>().by_id(id).must(&read).await?;
    let may = |action| read.find_for::<project::Entity>(action).by_id(id).count(&read);
    let (can_edit, can_delete) = (may(Action::Update).await? > 0, may(Action::Delete).await? > 0);
    let (deal, win) = match row.opportunity_id {
        Some(deal) => won_deal(&read, deal).await?.unzip(),
        None => (None, None),
    };
    let team = team(&read, row.client_id, deal.as_ref().map(|deal| deal.id)).await?;
    let stakeholders = match &deal {
        Some(deal) => stakeholders::of_deal(&read, deal.id).await?,
        None => Vec::new(),
    };
    let undo = match &deal {
        Some(deal) if can_delete && deal.won_on.is_some() && mine(access, &team, win.flatten().as_ref())? => {
            Some(worked(&read, id, deal.id).await?)
        }
        _ => None,
    };
    let (open_tasks, done_tasks) = tasks::counts(&read, id).await?;
    Ok(ProjectDetail {
        version: row.version,
        phases: phases(&read, id).await?,
        team,
        tasks: tasks::open(&read, id).await?,
        row: shown(&row, &clients(&read, std::iter::once(row.client_id)).await?),
        description: row.description,
        deal,
        stakeholders,
        open_tasks,
        done_tasks,
        can_edit,
        undo,
    })
}

/// Whether the win is this person's to take back.
fn mine(access: &Access, team: &[TeamLine], win: Option<&Win>) -> Result<bool, DbError> {
    let me = access.actor()?;
    let leads = me.role == UserRole::Admin || team.iter().any(|line| line.how == Membership::Lead && line.person.id == me.id);
    Ok(win.is_some_and(|win| deals::db::may_undo(me, leads, win)))
}

/// The project that a deal became, for who may see it.
///
/// # Errors
/// The deal is not found for this person.
pub async fn of_deal(access: &Access, deal: OpportunityId) -> Result<Option<ProjectLink>, DbError> {
    let read = access.read().await?;
    read.find::<opportunity::Entity>().by_id(deal).must(&read).await?;
    let row = read.find::<project::Entity>().filter(project::Column::OpportunityId.eq(deal)).one(&read).await?;
    Ok(row.map(|row| ProjectLink { id: row.id, name: row.name, status: row.status }))
}

async fn phases(read: &Read, id: ProjectId) -> Result<Vec<PhaseLine>, DbError> {
    let rows = read
        .find::<phase::Entity>()
        .filter(phase::Column::ProjectId.eq(id))
        .shape(|query| query.order_by_asc(phase::Column::Order).order_by_asc(phase::Column::Id).limit(500))
        .all(read)
        .await?;
    let line = |row: phase::Model| PhaseLine { id: row.id, name: row.name, start: row.start_date, end: row.end_date, status: row.status };
    Ok(rows.into_iter().map(line).collect())
}
