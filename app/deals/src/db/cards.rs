//! Deals as cards: a handful of queries for any number of them.

use crate::types::DealCard;
use chrono::{DateTime, Utc};
use domain::currency::Currency;
use domain::date::days_between;
use domain::id::{ClientId, OpportunityId, UserId};
use domain::money::Money;
use domain::policy::Action;
use domain::user::AssignmentRole;
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use store::table::{client, client_assignment, opportunity, opportunity_stage_change, opportunity_team_member};
use store::{DbError, Handle, Read};

/// The cards of these deals, in their order.
pub(super) async fn cards(read: &Read, rows: Vec<opportunity::Model>) -> Result<Vec<DealCard>, DbError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<OpportunityId> = rows.iter().map(|row| row.id).collect();
    let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect::<HashSet<_>>().into_iter().collect();
    let open = visible(read, &clients).await?;
    let names = other_names(read, &open, &clients).await?;
    let since = since(read, &ids).await?;
    let movable = movable(read, &ids).await?;
    let owners = owners(read, &rows, &clients).await?;
    let people = firm::db::people(read, owners.values().copied().collect::<HashSet<_>>()).await?;
    let now = store::id::now();
    let card = |row: opportunity::Model| DealCard {
        id: row.id,
        version: row.version,
        name: row.name,
        client: open.get(&row.client_id).or_else(|| names.get(&row.client_id)).cloned().unwrap_or_default(),
        client_id: Some(row.client_id).filter(|id| open.contains_key(id)),
        stage: row.stage,
        value: Money::new(row.value, Currency::parse(&row.currency).unwrap_or(Currency::USD)),
        close: row.actual_close_date.or(row.expected_close_date),
        closed: row.outcome.is_some(),
        days_in_stage: days_between(since.get(&row.id).copied().unwrap_or(row.created_at), now),
        owner: owners.get(&row.id).and_then(|id| people.get(id)).cloned(),
        can_move: movable.contains(&row.id),
    };
    Ok(rows.into_iter().map(card).collect())
}

/// The clients whose pages the person may open, with their names.
async fn visible(read: &Read, clients: &[ClientId]) -> Result<HashMap<ClientId, String>, DbError> {
    #[derive(FromQueryResult)]
    struct Named {
        id: ClientId,
        name: String,
    }
    let rows: Vec<Named> = read
        .find::<client::Entity>()
        .filter(client::Column::Id.is_in(clients.iter().copied()))
        .shape(|query| query.select_only().columns([client::Column::Id, client::Column::Name]))
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The names of the others, whose deals the person is on without the client.
async fn other_names(read: &Read, open: &HashMap<ClientId, String>, clients: &[ClientId]) -> Result<HashMap<ClientId, String>, DbError> {
    let others: Vec<ClientId> = clients.iter().copied().filter(|id| !open.contains_key(id)).collect();
    if others.is_empty() { Ok(HashMap::new()) } else { read.client_names(others).await }
}

async fn movable(read: &Read, ids: &[OpportunityId]) -> Result<HashSet<OpportunityId>, DbError> {
    #[derive(FromQueryResult)]
    struct Id {
        id: OpportunityId,
    }
    if read.everywhere::<opportunity::Entity>(Action::Update) {
        return Ok(ids.iter().copied().collect());
    }
    let rows: Vec<Id> = read
        .find_for::<opportunity::Entity>(Action::Update)
        .filter(opportunity::Column::Id.is_in(ids.iter().copied()))
        .shape(|query| query.select_only().column(opportunity::Column::Id))
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// When each deal came to the stage that it stands in: its last change.
async fn since(read: &Read, ids: &[OpportunityId]) -> Result<HashMap<OpportunityId, DateTime<Utc>>, DbError> {
    #[derive(FromQueryResult)]
    struct Since {
        opportunity_id: OpportunityId,
        at: DateTime<Utc>,
    }
    let rows: Vec<Since> = read
        .find::<opportunity_stage_change::Entity>()
        .filter(opportunity_stage_change::Column::OpportunityId.is_in(ids.iter().copied()))
        .shape(|query| {
            query
                .select_only()
                .column(opportunity_stage_change::Column::OpportunityId)
                .column_as(opportunity_stage_change::Column::ChangedAt.max(), "at")
                .group_by(opportunity_stage_change::Column::OpportunityId)
        })
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| (row.opportunity_id, row.at)).collect())
}

/// The first of the deal's own team; where it has none, the first lead of its client.
async fn owners(read: &Read, rows: &[opportunity::Model], clients: &[ClientId]) -> Result<HashMap<OpportunityId, UserId>, DbError> {
    let team = read
        .find::<opportunity_team_member::Entity>()
        .filter(opportunity_team_member::Column::OpportunityId.is_in(rows.iter().map(|row| row.id)))
        .shape(|query| query.order_by_asc(opportunity_team_member::Column::CreatedAt).order_by_asc(opportunity_team_member::Column::UserId))
        .all(read)
        .await?;
    let leads = read
        .find::<client_assignment::Entity>()
        .filter(client_assignment::Column::ClientId.is_in(clients.iter().copied()))
        .filter(client_assignment::Column::Role.eq(AssignmentRole::Lead))
        .shape(|query| query.order_by_asc(client_assignment::Column::AssignedAt).order_by_asc(client_assignment::Column::UserId))
        .all(read)
        .await?;
    let mut owners = HashMap::new();
    for member in team {
        owners.entry(member.opportunity_id).or_insert(member.user_id);
    }
    for row in rows {
        if let Some(lead) = leads.iter().find(|lead| lead.client_id == row.client_id) {
            owners.entry(row.id).or_insert(lead.user_id);
        }
    }
    Ok(owners)
}
