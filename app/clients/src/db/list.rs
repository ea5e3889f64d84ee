//! The list of clients: one page, ordered and counted by the database.

use super::health::facts;
use crate::types::{ClientList, ClientRow, ClientSort};
use domain::currency::Currency;
use domain::health::{HealthRules, health};
use domain::id::{ClientId, UserId};
use domain::list::{PAGE_SIZE, Page, offset};
use domain::money::Money;
use domain::policy::{Action, Noun};
use domain::user::AssignmentRole;
use firm::Person;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, FromQueryResult, Order, QueryOrder, QuerySelect, Select};
use std::collections::HashMap;
use store::table::{client, client_assignment, opportunity};
use store::{Access, DbError, Handle, Read};

/// One page of the clients that the person may see.
///
/// # Errors
/// The database fails.
pub async fn list(access: &Access, text: &str, sort: ClientSort, descending: bool, page: u64) -> Result<ClientList, DbError> {
    access.require(Action::Read, Noun::Client)?;
    let read = access.read().await?;
    let matching = matching(text);
    let total = read.find::<client::Entity>().filter(matching.clone()).count(&read).await?;
    let rows = read
        .find::<client::Entity>()
        .filter(matching)
        .shape(|query| ordered(query, sort, descending).offset(offset(page)).limit(PAGE_SIZE))
        .all(&read)
        .await?;
    let ids: Vec<ClientId> = rows.iter().map(|row| row.id).collect();
    let mut leads = leads(&read, &ids).await?;
    let mut open = open_value(&read, &ids).await?;
    let facts = facts(&read, &rows).await?;
    let (rules, today) = (HealthRules::default(), store::id::now().date_naive());
    let rows = rows
        .into_iter()
        .map(|row| {
            let (open_deals, open_value) = open.remove(&row.id).unwrap_or_default();
            let facts = facts.get(&row.id).copied().unwrap_or_default();
            ClientRow {
                id: row.id,
                name: row.name,
                industry: row.industry,
                status: row.status,
                leads: leads.remove(&row.id).unwrap_or_default(),
                open_deals,
                open_value,
                last_activity: facts.last_activity,
                health: health(&facts, &rules, today),
            }
        })
        .collect();
    Ok(ClientList { page: Page { rows, total, number: page }, can_create: access.may(Action::Create, Noun::Client) })
}

fn matching(text: &str) -> Condition {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Condition::all();
    }
    let like = store::contains(&text);
    Condition::any()
        .add(Expr::col((client::Entity, client::Column::NameKey)).like(like.clone()))
        .add(Expr::expr(sea_orm::sea_query::Func::lower(Expr::col((client::Entity, client::Column::Industry)))).like(like))
}

fn ordered(query: Select<client::Entity>, sort: ClientSort, descending: bool) -> Select<client::Entity> {
    let order = if descending { Order::Desc } else { Order::Asc };
    let column = match sort {
        ClientSort::Name => client::Column::NameKey,
        ClientSort::Industry => client::Column::Industry,
        ClientSort::Status => client::Column::Status,
        ClientSort::Updated => client::Column::UpdatedAt,
    };
    query.order_by(column, order).order_by_asc(client::Column::NameKey).order_by_asc(client::Column::Id)
}

async fn leads(read: &Read, ids: &[ClientId]) -> Result<HashMap<ClientId, Vec<Person>>, DbError> {
    let rows = read
        .find::<client_assignment::Entity>()
        .filter(client_assignment::Column::ClientId.is_in(ids.iter().copied()))
        .filter(client_assignment::Column::Role.eq(AssignmentRole::Lead))
        .all(read)
        .await?;
    let people: HashMap<UserId, Person> = firm::db::people(read, rows.iter().map(|row| row.user_id)).await?;
    let mut leads: HashMap<ClientId, Vec<Person>> = HashMap::new();
    for row in rows {
        if let Some(person) = people.get(&row.user_id) {
            leads.entry(row.client_id).or_default().push(person.clone());
        }
    }
    for team in leads.values_mut() {
        team.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(leads)
}

#[derive(FromQueryResult)]
struct Open {
    client_id: ClientId,
    currency: String,
    count: i64,
    value: i64,
}

async fn open_value(read: &Read, ids: &[ClientId]) -> Result<HashMap<ClientId, (i64, Vec<Money>)>, DbError> {
    let rows: Vec<Open> = read
        .find::<opportunity::Entity>()
        .filter(opportunity::Column::ClientId.is_in(ids.iter().copied()))
        .filter(opportunity::Column::Outcome.is_null())
        .shape(|query| {
            query
                .select_only()
                .column(opportunity::Column::ClientId)
                .column(opportunity::Column::Currency)
                .column_as(opportunity::Column::Id.count(), "count")
                .column_as(store::sum(opportunity::Column::Value), "value")
                .group_by(opportunity::Column::ClientId)
                .group_by(opportunity::Column::Currency)
                .order_by_asc(opportunity::Column::Currency)
        })
        .all_as(read)
        .await?;
    let mut open: HashMap<ClientId, (i64, Vec<Money>)> = HashMap::new();
    for row in rows {
        let entry = open.entry(row.client_id).or_default();
        entry.0 += row.count;
        entry.1.push(Money::new(row.value, Currency::parse(&row.currency).unwrap_or(Currency::USD)));
    }
    Ok(open)
}
