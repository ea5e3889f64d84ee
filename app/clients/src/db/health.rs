//! What a client's health rests on: the facts of many clients at once for the list, and of one with its evidence for the page.

use crate::types::{BuyerSeen, ClientHealth, NamedPerson};
use chrono::{DateTime, NaiveDate, Utc};
use domain::client::ClientField;
use domain::health::{HealthFacts, HealthRules, health};
use domain::id::{ClientId, StakeholderId};
use domain::policy::{Action, Noun};
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationDef};
use std::collections::{BTreeMap, HashMap};
use store::table::{activity, activity_stakeholder, client, stakeholder, stakeholder_meddpicc_role};
use store::{Access, DbError, Handle};

/// The health of one client, with what it rests on.
///
/// # Errors
/// Not found for this person.
pub async fn client_health(access: &Access, id: ClientId) -> Result<ClientHealth, DbError> {
    access.require(Action::Read, Noun::Client)?;
    let read = access.read().await?;
    let row = read.find::<client::Entity>().by_id(id).must(&read).await?;
    let facts = facts(&read, std::slice::from_ref(&row)).await?.remove(&id).unwrap_or_default();
    let rules = HealthRules::default();
    let holders = holders(&read, id).await?;
    let with = |role: MeddpiccRole| holders.iter().filter(move |(_, held)| *held == role).map(|(person, _)| person.clone());
    let buyers: Vec<NamedPerson> = with(MeddpiccRole::EconomicBuyer).collect();
    let last = last_of(&read, buyers.iter().map(|person| person.id).collect()).await?;
    let missing = ClientField::MEDDPICC.iter().copied().filter(|field| super::edit::shown(&row, *field).is_empty()).collect();
    Ok(ClientHealth {
        health: health(&facts, &rules, today()),
        rules,
        missing,
        champions: with(MeddpiccRole::Champion).collect(),
        buyers: buyers.into_iter().map(|person| BuyerSeen { last: last.get(&person.id).copied(), person }).collect(),
        facts,
    })
}

fn today() -> NaiveDate {
    store::id::now().date_naive()
}

/// What is known of these clients; the same for everybody who may see them.
///
/// # Errors
/// The database fails.
pub(super) async fn facts(on: &impl Handle, rows: &[client::Model]) -> Result<HashMap<ClientId, HealthFacts>, DbError> {
    let ids: Vec<ClientId> = rows.iter().map(|row| row.id).collect();
    let filled = |row: &client::Model| ClientField::MEDDPICC.iter().filter(|field| !super::edit::shown(row, **field).is_empty()).count();
    let mut all: HashMap<ClientId, HealthFacts> = rows
        .iter()
        .map(|row| (row.id, HealthFacts { filled: u32::try_from(filled(row)).unwrap_or(u32::MAX), ..HealthFacts::default() }))
        .collect();
    if ids.is_empty() {
        return Ok(all);
    }
    for (client, role, count) in role_counts(on, &ids).await? {
        if let Some(facts) = all.get_mut(&client) {
            match role {
                MeddpiccRole::Champion => facts.champions = count,
                MeddpiccRole::EconomicBuyer => facts.buyers = count,
                _ => {}
            }
        }
    }
    for (client, level, count) in levels(on, &ids).await? {
        if let (Some(facts), Ok(at)) = (all.get_mut(&client), usize::try_from(level.order()))
            && let Some(known) = facts.engagement.get_mut(at)
        {
            *known = count;
        }
    }
    for (client, at) in buyers_last(on, &ids).await? {
        if let Some(facts) = all.get_mut(&client) {
            facts.buyer_last = Some(at.date_naive());
        }
    }
    for (client, at) in last_activity(on, &ids).await? {
        if let Some(facts) = all.get_mut(&client) {
            facts.last_activity = Some(at.date_naive());
        }
    }
    Ok(all)
}

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// How many hold the roles that count, by client.
async fn role_counts(on: &impl Handle, ids: &[ClientId]) -> Result<Vec<(ClientId, MeddpiccRole, u32)>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        client_id: ClientId,
        role: MeddpiccRole,
        count: i64,
    }
    let rows: Vec<Row> = on
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.is_in(ids.iter().copied()))
        .filter(stakeholder_meddpicc_role::Column::MeddpiccRole.is_in([MeddpiccRole::Champion, MeddpiccRole::EconomicBuyer]))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, held())
                .select_only()
                .column(stakeholder::Column::ClientId)
                .column_as(stakeholder_meddpicc_role::Column::MeddpiccRole, "role")
                .column_as(stakeholder::Column::Id.count(), "count")
                .group_by(stakeholder::Column::ClientId)
                .group_by(stakeholder_meddpicc_role::Column::MeddpiccRole)
        })
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.client_id, row.role, small(row.count))).collect())
}

fn held() -> RelationDef {
    stakeholder::Entity::belongs_to(stakeholder_meddpicc_role::Entity)
        .from(stakeholder::Column::Id)
        .to(stakeholder_meddpicc_role::Column::StakeholderId)
        .into()
}

/// How many answer how, by client.
async fn levels(on: &impl Handle, ids: &[ClientId]) -> Result<Vec<(ClientId, EngagementLevel, u32)>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        client_id: ClientId,
        level: EngagementLevel,
        count: i64,
    }
    let rows: Vec<Row> = on
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.is_in(ids.iter().copied()))
        .shape(|query| {
            query
                .select_only()
                .column(stakeholder::Column::ClientId)
                .column_as(stakeholder::Column::EngagementLevel, "level")
                .column_as(stakeholder::Column::Id.count(), "count")
                .group_by(stakeholder::Column::ClientId)
                .group_by(stakeholder::Column::EngagementLevel)
        })
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.client_id, row.level, small(row.count))).collect())
}

#[derive(FromQueryResult)]
struct Last {
    client_id: ClientId,
    at: DateTime<Utc>,
}

/// When an economic buyer last took part in anything, by client. What is planned does not count.
async fn buyers_last(on: &impl Handle, ids: &[ClientId]) -> Result<Vec<(ClientId, DateTime<Utc>)>, DbError> {
    let part: RelationDef = stakeholder::Entity::belongs_to(activity_stakeholder::Entity)
        .from(stakeholder::Column::Id)
        .to(activity_stakeholder::Column::StakeholderId)
        .into();
    let rows: Vec<Last> = on
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.is_in(ids.iter().copied()))
        .filter(stakeholder_meddpicc_role::Column::MeddpiccRole.eq(MeddpiccRole::EconomicBuyer))
        .filter(activity::Column::OccurredAt.lte(store::id::now()))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, held())
                .join(JoinType::InnerJoin, part)
                .join(JoinType::InnerJoin, of_activity())
                .select_only()
                .column(stakeholder::Column::ClientId)
                .column_as(activity::Column::OccurredAt.max(), "at")
                .group_by(stakeholder::Column::ClientId)
        })
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.client_id, row.at)).collect())
}

fn of_activity() -> RelationDef {
    activity_stakeholder::Entity::belongs_to(activity::Entity)
        .from(activity_stakeholder::Column::ActivityId)
        .to(activity::Column::Id)
        .into()
}

/// When anything was last said or done, by client. What is planned does not count.
pub(super) async fn last_activity(on: &impl Handle, ids: &[ClientId]) -> Result<HashMap<ClientId, DateTime<Utc>>, DbError> {
    let rows: Vec<Last> = on
        .find::<activity::Entity>()
        .filter(activity::Column::ClientId.is_in(ids.iter().copied()))
        .filter(activity::Column::OccurredAt.lte(store::id::now()))
        .shape(|query| {
            query
                .select_only()
                .column(activity::Column::ClientId)
                .column_as(activity::Column::OccurredAt.max(), "at")
                .group_by(activity::Column::ClientId)
        })
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.client_id, row.at)).collect())
}

/// Who holds the roles that count, by name.
async fn holders(on: &impl Handle, id: ClientId) -> Result<Vec<(NamedPerson, MeddpiccRole)>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: StakeholderId,
        name: String,
        role: MeddpiccRole,
    }
    let rows: Vec<Row> = on
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.eq(id))
        .filter(stakeholder_meddpicc_role::Column::MeddpiccRole.is_in([MeddpiccRole::Champion, MeddpiccRole::EconomicBuyer]))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, held())
                .select_only()
                .columns([stakeholder::Column::Id, stakeholder::Column::Name])
                .column_as(stakeholder_meddpicc_role::Column::MeddpiccRole, "role")
                .order_by_asc(stakeholder::Column::NameKey)
                .order_by_asc(stakeholder::Column::Id)
        })
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| (NamedPerson { id: row.id, name: row.name }, row.role)).collect())
}

/// The last day on which each of these took part in anything.
async fn last_of(on: &impl Handle, ids: Vec<StakeholderId>) -> Result<BTreeMap<StakeholderId, NaiveDate>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: StakeholderId,
        at: DateTime<Utc>,
    }
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<Row> = on
        .find::<activity_stakeholder::Entity>()
        .filter(activity_stakeholder::Column::StakeholderId.is_in(ids))
        .filter(activity::Column::OccurredAt.lte(store::id::now()))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, of_activity())
                .select_only()
                .column_as(activity_stakeholder::Column::StakeholderId, "id")
                .column_as(activity::Column::OccurredAt.max(), "at")
                .group_by(activity_stakeholder::Column::StakeholderId)
        })
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.at.date_naive())).collect())
}
