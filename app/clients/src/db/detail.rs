//! One client with its account team.

use super::edit::{currency, shown};
use crate::types::{ClientDetail, TeamMember};
use domain::client::ClientField;
use domain::id::ClientId;
use domain::money::Money;
use domain::policy::Action;
use domain::user::AssignmentRole;
use sea_orm::{ColumnTrait, QueryOrder};
use store::table::{client, client_assignment};
use store::{Access, DbError, Handle, Read};

/// The client's page.
///
/// # Errors
/// Not found for this person.
pub async fn detail(access: &Access, id: ClientId) -> Result<ClientDetail, DbError> {
    let read = access.read().await?;
    let row = read.find::<client::Entity>().by_id(id).must(&read).await?;
    let can_edit = read.find_for::<client::Entity>(Action::Update).by_id(id).count(&read).await? > 0;
    let team = team(&read, id).await?;
    let texts = ClientField::ALL.iter().map(|field| (*field, shown(&row, *field))).filter(|(_, text)| !text.is_empty()).collect();
    let currency = currency(&row);
    Ok(ClientDetail {
        id,
        version: row.version,
        name: row.name,
        status: row.status,
        currency,
        budget: row.budget.map(|minor| Money::new(minor, currency)),
        deadline: row.deadline,
        texts,
        team,
        can_edit,
    })
}

/// The account team, leads first.
async fn team(read: &Read, id: ClientId) -> Result<Vec<TeamMember>, DbError> {
    let rows = read
        .find::<client_assignment::Entity>()
        .filter(client_assignment::Column::ClientId.eq(id))
        .shape(|query| query.order_by_asc(client_assignment::Column::AssignedAt))
        .all(read)
        .await?;
    let people = firm::db::people(read, rows.iter().map(|row| row.user_id)).await?;
    let mut team: Vec<TeamMember> = rows
        .into_iter()
        .filter_map(|row| people.get(&row.user_id).map(|person| TeamMember { person: person.clone(), role: row.role }))
        .collect();
    team.sort_by(|a, b| (a.role != AssignmentRole::Lead, &a.person.name).cmp(&(b.role != AssignmentRole::Lead, &b.person.name)));
    Ok(team)
}
