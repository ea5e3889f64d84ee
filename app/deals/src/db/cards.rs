//! Deals as cards: a handful of queries for any number of them.

use super::evidence::{evidence, judged_on};
use super::next_steps::next_steps;
use super::since::since;
use super::stages::{criteria, stages};
use crate::types::DealCard;
use domain::competitor::CompetitorStatus;
use domain::criteria::{Evidence, ring};
use domain::currency::Currency;
use domain::date::days_between;
use domain::gap::asked_next;
use domain::id::{ClientId, OpportunityId, UserId};
use domain::meddpicc::Strip;
use domain::money::Money;
use domain::policy::Action;
use domain::user::{AssignmentRole, UserRole};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationDef};
use std::collections::{HashMap, HashSet};
use store::table::{client, client_assignment, competitor, competitor_mention, opportunity, opportunity_team_member};
use store::{DbError, Handle, Principal, Read};

/// The cards of these deals, in their order.
pub(super) async fn cards(read: &Read, rows: Vec<opportunity::Model>) -> Result<Vec<DealCard>, DbError> {
    Ok(cards_and_files(read, rows).await?.0)
}

/// The same with what is on file about each.
pub(super) async fn cards_and_files(
    read: &Read,
    rows: Vec<opportunity::Model>,
) -> Result<(Vec<DealCard>, HashMap<OpportunityId, Evidence>), DbError> {
    if rows.is_empty() {
        return Ok((Vec::new(), HashMap::new()));
    }
    let ids: Vec<OpportunityId> = rows.iter().map(|row| row.id).collect();
    let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect::<HashSet<_>>().into_iter().collect();
    let open = visible(read, &clients).await?;
    let names = other_names(read, &open, &clients).await?;
    let mut since = since(read, &ids).await?;
    let movable = movable(read, &ids).await?;
    let leads = leads(read, &clients).await?;
    let owners = owners(read, &rows, &leads).await?;
    let (stages, criteria) = (stages(read).await?, criteria(read).await?);
    let mut next = next_steps(read, &ids).await?;
    let files = evidence(read, &rows, &next.keys().copied().collect()).await?;
    let mut rivals = rivals(read, &ids).await?;
    let people = firm::db::people(read, owners.values().copied().collect::<HashSet<_>>()).await?;
    let now = store::id::now();
    let (today, nothing) = (now.date_naive(), Evidence::default());
    let card = |row: opportunity::Model| {
        let came = since.remove(&row.id);
        DealCard {
            ring: ring(&asked_next(&stages, &row.stage), &criteria, files.get(&row.id).unwrap_or(&nothing), today),
            letters: Strip::of(files.get(&row.id).unwrap_or(&nothing), judged_on(&row, today)),
            next: next.remove(&row.id),
            rivals: rivals.remove(&row.id).unwrap_or_default(),
            days_in_stage: days_between(came.as_ref().map_or(row.created_at, |came| came.at), now),
            flag: came.and_then(|came| came.reason),
            rank: row.rank.unwrap_or_default(),
            id: row.id,
            version: row.version,
            name: row.name,
            client: open.get(&row.client_id).or_else(|| names.get(&row.client_id)).cloned().unwrap_or_default(),
            client_id: Some(row.client_id).filter(|id| open.contains_key(id)),
            stage: row.stage,
            value: Money::new(row.value, Currency::parse(&row.currency).unwrap_or(Currency::USD)),
            close: row.actual_close_date.or(row.expected_close_date),
            closed: row.outcome.is_some(),
            owner: owners.get(&row.id).and_then(|id| people.get(id)).cloned(),
            can_move: movable.contains(&row.id),
            can_reopen: reopens(read, row.client_id, &leads),
        }
    };
    let cards = rows.into_iter().map(card).collect();
    Ok((cards, files))
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

/// The names of those who are in each deal and not out of it.
async fn rivals(read: &Read, ids: &[OpportunityId]) -> Result<HashMap<OpportunityId, Vec<String>>, DbError> {
    #[derive(FromQueryResult)]
    struct Met {
        opportunity_id: OpportunityId,
        name: String,
    }
    use competitor_mention::Column as C;
    let named: RelationDef =
        competitor_mention::Entity::belongs_to(competitor::Entity).from(C::CompetitorId).to(competitor::Column::Id).into();
    let rows: Vec<Met> = read
        .find::<competitor_mention::Entity>()
        .filter(C::OpportunityId.is_in(ids.iter().copied()))
        .filter(C::Status.eq(CompetitorStatus::Active))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, named)
                .select_only()
                .column(C::OpportunityId)
                .column_as(competitor::Column::Name, "name")
                .order_by_asc(competitor::Column::NameKey)
        })
        .all_as(read)
        .await?;
    let mut rivals: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        rivals.entry(row.opportunity_id).or_default().push(row.name);
    }
    Ok(rivals)
}

/// The first of the deal's own team; where it has none, the first lead of its client.
async fn owners(
    read: &Read,
    rows: &[opportunity::Model],
    leads: &[client_assignment::Model],
) -> Result<HashMap<OpportunityId, UserId>, DbError> {
    let team = read
        .find::<opportunity_team_member::Entity>()
        .filter(opportunity_team_member::Column::OpportunityId.is_in(rows.iter().map(|row| row.id)))
        .shape(|query| query.order_by_asc(opportunity_team_member::Column::CreatedAt).order_by_asc(opportunity_team_member::Column::UserId))
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

/// Who leads these clients, the first one first.
async fn leads(read: &Read, clients: &[ClientId]) -> Result<Vec<client_assignment::Model>, DbError> {
    let leads = read.find::<client_assignment::Entity>().filter(client_assignment::Column::ClientId.is_in(clients.iter().copied()));
    let leads = leads.filter(client_assignment::Column::Role.eq(AssignmentRole::Lead));
    let first =
        leads.shape(|query| query.order_by_asc(client_assignment::Column::AssignedAt).order_by_asc(client_assignment::Column::UserId));
    first.all(read).await
}

/// Whether the person opens deals of this client again once they are closed: its leads and admins do.
fn reopens(read: &Read, client: ClientId, leads: &[client_assignment::Model]) -> bool {
    match read.principal() {
        Principal::Person(me) => me.role == UserRole::Admin || leads.iter().any(|lead| lead.client_id == client && lead.user_id == me.id),
        Principal::System(_) => true,
    }
}
