//! What goes along into the project: promises, and people at the client who are brought in.

use super::promises::open;
use domain::id::{OpportunityId, ProjectId, StakeholderId, TaskId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QuerySelect};
use std::collections::HashSet;
use store::table::{opportunity, opportunity_stakeholder, stakeholder, task};
use store::{DbError, Handle, Write};

/// Puts these open tasks of the deal into the project; they stay about the deal. One that was done meanwhile is left.
pub(super) async fn carry_promises(
    write: &mut Write,
    deal: &opportunity::Model,
    project: ProjectId,
    chosen: &[TaskId],
) -> Result<(), DbError> {
    if chosen.is_empty() {
        return Ok(());
    }
    let rows =
        write.find::<task::Entity>().filter(open(write, deal.id)).filter(task::Column::Id.is_in(chosen.iter().copied())).all(write).await?;
    for row in rows {
        let change = task::ActiveModel { project_id: Set(Some(project)), ..Default::default() };
        write.update::<task::Entity>(&row, change).await?;
    }
    Ok(())
}

/// Links these people of the client to the deal, where the project reads its stakeholders.
pub(super) async fn carry_people(write: &mut Write, deal: &opportunity::Model, chosen: &[StakeholderId]) -> Result<(), DbError> {
    if chosen.is_empty() {
        return Ok(());
    }
    let linked = linked(write, deal.id).await?;
    let people = write
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.eq(deal.client_id))
        .filter(stakeholder::Column::Id.is_in(chosen.iter().copied()))
        .all(write)
        .await?;
    for person in people.into_iter().filter(|person| !linked.contains(&person.id)) {
        let row = opportunity_stakeholder::ActiveModel {
            stakeholder_id: Set(person.id),
            opportunity_id: Set(deal.id),
            client_id: Set(deal.client_id),
            ..Default::default()
        };
        write.insert::<opportunity_stakeholder::Entity>(row).await?;
    }
    Ok(())
}

async fn linked(write: &Write, deal: OpportunityId) -> Result<HashSet<StakeholderId>, DbError> {
    #[derive(sea_orm::FromQueryResult)]
    struct Linked {
        stakeholder_id: StakeholderId,
    }
    let links = write.find::<opportunity_stakeholder::Entity>().filter(opportunity_stakeholder::Column::OpportunityId.eq(deal));
    let links = links.shape(|query| query.select_only().column(opportunity_stakeholder::Column::StakeholderId));
    Ok(links.all_as::<Linked>(write).await?.into_iter().map(|row| row.stakeholder_id).collect())
}
