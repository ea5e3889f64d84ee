//! The people at the client that a project has to do with: those of the deal that it was sold by, read there.

use crate::types::StakeholderLine;
use domain::id::{ClientId, OpportunityId};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, QueryOrder, QuerySelect};
use stakeholders::db::roles;
use store::table::{opportunity_stakeholder, stakeholder};
use store::{DbError, Handle};

/// More than a page shows of anybody's people.
const AT_MOST: u64 = 200;

/// The deal's people, by name.
pub(super) async fn of_deal(on: &impl Handle, deal: OpportunityId) -> Result<Vec<StakeholderLine>, DbError> {
    lines(on, Condition::all().add(stakeholder::Column::Id.in_subquery(linked(on, deal)))).await
}

/// The client's other people, by name: who could be brought in.
pub(super) async fn others(on: &impl Handle, client: ClientId, deal: OpportunityId) -> Result<Vec<StakeholderLine>, DbError> {
    let others = Condition::all().add(stakeholder::Column::ClientId.eq(client));
    lines(on, others.add(stakeholder::Column::Id.not_in_subquery(linked(on, deal)))).await
}

fn linked(on: &impl Handle, deal: OpportunityId) -> SelectStatement {
    let links = on.find::<opportunity_stakeholder::Entity>().filter(opportunity_stakeholder::Column::OpportunityId.eq(deal));
    links.shape(|query| query.select_only().column(opportunity_stakeholder::Column::StakeholderId)).into_query()
}

async fn lines(on: &impl Handle, which: Condition) -> Result<Vec<StakeholderLine>, DbError> {
    let people = on
        .find::<stakeholder::Entity>()
        .filter(which)
        .shape(|query| query.order_by_asc(stakeholder::Column::NameKey).order_by_asc(stakeholder::Column::Id).limit(AT_MOST))
        .all(on)
        .await?;
    let ids: Vec<_> = people.iter().map(|person| person.id).collect();
    let mut roles = roles(on, &ids).await?;
    let line = |person: stakeholder::Model| StakeholderLine {
        id: person.id,
        name: person.name,
        job_title: person.job_title,
        roles: roles.remove(&person.id).unwrap_or_default().into_iter().collect(),
    };
    Ok(people.into_iter().map(line).collect())
}
