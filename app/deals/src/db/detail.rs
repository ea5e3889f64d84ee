//! One deal with everything that its page shows.

use super::{cards::cards, history::history, stages::every_stage};
use crate::types::{DealDetail, DealStakeholder};
use domain::AppError;
use domain::competitor::CompetitorStatus;
use domain::id::{ClientId, OpportunityId};
use firm::Person;
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use std::collections::HashMap;
use store::sealed::Place;
use store::table::{
    client_assignment, competitor, competitor_mention, opportunity, opportunity_stakeholder, opportunity_team_member, stakeholder,
    stakeholder_meddpicc_role,
};
use store::{Access, DbError, Handle, Read};

/// The deal's page.
///
/// # Errors
/// Not found for this person.
pub async fn detail(access: &Access, id: OpportunityId) -> Result<DealDetail, DbError> {
    let read = access.read().await?;
    let row = read.find::<opportunity::Entity>().by_id(id).must(&read).await?;
    let (kind, source, loss_reason, client) = (row.kind, row.source, row.loss_reason.clone(), row.client_id);
    let every = every_stage(&read).await?;
    let history = history(&read, id, &every).await?;
    let stages = every.into_iter().filter(|(_, retired)| !retired).map(|(stage, _)| stage).collect();
    let card = cards(&read, vec![row]).await?.pop().ok_or(AppError::NotFound)?;
    let (inherited_team, own_team) = team(&read, id, client).await?;
    let stakeholders = stakeholders(&read, id).await?;
    let competitors = competitors(&read, id).await?;
    Ok(DealDetail { card, kind, source, stages, loss_reason, history, inherited_team, own_team, stakeholders, competitors })
}

/// On the team through the client, and on the deal alone, told apart.
async fn team(read: &Read, id: OpportunityId, client: ClientId) -> Result<(Vec<Person>, Vec<Person>), DbError> {
    let inherited = read.find::<client_assignment::Entity>().filter(client_assignment::Column::ClientId.eq(client)).all(read).await?;
    let own =
        read.find::<opportunity_team_member::Entity>().filter(opportunity_team_member::Column::OpportunityId.eq(id)).all(read).await?;
    let ids = inherited.iter().map(|row| row.user_id).chain(own.iter().map(|row| row.user_id));
    let people = firm::db::people(read, ids.collect::<std::collections::HashSet<_>>()).await?;
    let named = |ids: Vec<domain::id::UserId>| {
        let mut named: Vec<Person> = ids.iter().filter_map(|id| people.get(id).cloned()).collect();
        named.sort_by(|a, b| a.name.cmp(&b.name));
        named
    };
    let inherited_ids: Vec<_> = inherited.iter().map(|row| row.user_id).collect();
    let own_ids = own.iter().map(|row| row.user_id).filter(|id| !inherited_ids.contains(id)).collect();
    Ok((named(inherited_ids), named(own_ids)))
}

async fn stakeholders(read: &Read, id: OpportunityId) -> Result<Vec<DealStakeholder>, DbError> {
    let links =
        read.find::<opportunity_stakeholder::Entity>().filter(opportunity_stakeholder::Column::OpportunityId.eq(id)).all(read).await?;
    let ids: Vec<_> = links.iter().map(|link| link.stakeholder_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let roles = read
        .find::<stakeholder_meddpicc_role::Entity>()
        .filter(stakeholder_meddpicc_role::Column::StakeholderId.is_in(ids.clone()))
        .all(read)
        .await?;
    let mut held: HashMap<_, Vec<_>> = HashMap::new();
    for role in roles {
        held.entry(role.stakeholder_id).or_default().push(role.meddpicc_role);
    }
    let people = read
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::Id.is_in(ids))
        .shape(|query| query.order_by_asc(stakeholder::Column::NameKey).limit(200))
        .all(read)
        .await?;
    let shown = people.into_iter().map(|person| {
        let mut roles = held.remove(&person.id).unwrap_or_default();
        roles.sort_unstable();
        let place = Place { table: "stakeholder", column: "email", row: person.id.0 };
        // An address that does not open is left out; the page goes on, and the log says why.
        let email = person.email.as_ref().and_then(|sealed| read.reveal(place, sealed).inspect_err(unopened).ok());
        DealStakeholder { id: person.id, name: person.name, job_title: person.job_title, roles, email }
    });
    Ok(shown.collect())
}

fn unopened(error: &DbError) {
    tracing::error!(%error, "a stakeholder's e-mail address does not open");
}

async fn competitors(read: &Read, id: OpportunityId) -> Result<Vec<(String, CompetitorStatus)>, DbError> {
    let mentions = read.find::<competitor_mention::Entity>().filter(competitor_mention::Column::OpportunityId.eq(id)).all(read).await?;
    if mentions.is_empty() {
        return Ok(Vec::new());
    }
    let status: HashMap<_, _> = mentions.iter().map(|mention| (mention.competitor_id, mention.status)).collect();
    let rows = read
        .find::<competitor::Entity>()
        .filter(competitor::Column::Id.is_in(status.keys().copied()))
        .shape(|query| query.order_by_asc(competitor::Column::NameKey))
        .all(read)
        .await?;
    Ok(rows.into_iter().filter_map(|row| status.get(&row.id).map(|status| (row.name, *status))).collect())
}
