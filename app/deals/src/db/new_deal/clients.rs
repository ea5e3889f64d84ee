//! The clients that a person may make deals for, by name.

use crate::new_deal::ClientChoice;
use domain::currency::Currency;
use domain::deal::{OpportunityType, Outcome};
use domain::id::ClientId;
use domain::policy::{Action, Noun};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, FromQueryResult, Order, QueryOrder, QuerySelect, Select};
use std::collections::HashSet;
use store::table::{client, opportunity};
use store::{Access, DbError, Handle, Read, Scoped};

/// How many are answered to a text; the rest are found by typing on.
const ANSWERED: u64 = 20;
/// How many names go with the page for a browser without client code.
const LIKELY: u64 = 100;

/// Clients that the person may make deals for: those that they may change.
pub(crate) fn ours(on: &impl Handle) -> Scoped<client::Entity> {
    on.find_for::<client::Entity>(Action::Update)
}

#[derive(FromQueryResult)]
struct Row {
    id: ClientId,
    name: String,
    industry: Option<String>,
    currency: String,
}

fn columns(query: Select<client::Entity>) -> Select<client::Entity> {
    query.select_only().columns([client::Column::Id, client::Column::Name, client::Column::Industry, client::Column::Currency])
}

/// The clients whose names hold the text, those that begin with it first; for no text, those that were changed last.
///
/// # Errors
/// No right to create deals, or the database fails.
pub async fn clients_for(access: &Access, text: &str) -> Result<Vec<ClientChoice>, DbError> {
    access.require(Action::Create, Noun::Deal)?;
    let read = access.read().await?;
    let text = store::name_key(text);
    let name = || Expr::col((client::Entity, client::Column::NameKey));
    let rows: Vec<Row> = ours(&read)
        .filter(name().like(store::contains(&text)))
        .shape(|query| {
            let query = match text.as_str() {
                "" => query.order_by_desc(client::Column::UpdatedAt),
                text => query.order_by(name().like(store::begins(text)), Order::Desc).order_by_asc(client::Column::NameKey),
            };
            columns(query).order_by_asc(client::Column::Id).limit(ANSWERED)
        })
        .all_as(&read)
        .await?;
    choices(&read, rows).await
}

/// One client as a choice.
pub(super) async fn choice(read: &Read, id: ClientId) -> Result<ClientChoice, DbError> {
    let row = ours(read).by_id(id).shape(columns).one_as::<Row>(read).await?;
    let choice = choices(read, row.into_iter().collect()).await?.pop();
    choice.ok_or_else(|| domain::AppError::NotFound.into())
}

async fn choices(read: &Read, rows: Vec<Row>) -> Result<Vec<ClientChoice>, DbError> {
    let ids: Vec<ClientId> = rows.iter().map(|row| row.id).collect();
    let won = won_from(read, &ids).await?;
    let choice = |row: Row| ClientChoice {
        id: row.id,
        name: row.name,
        industry: row.industry,
        currency: currency_of(&row.currency),
        kind: if won.contains(&row.id) { OpportunityType::Expansion } else { OpportunityType::New },
    };
    Ok(rows.into_iter().map(choice).collect())
}

pub(crate) fn currency_of(code: &str) -> Currency {
    Currency::parse(code).unwrap_or(Currency::USD)
}

/// Those of these clients from whom we have won a deal.
pub(crate) async fn won_from(on: &impl Handle, ids: &[ClientId]) -> Result<HashSet<ClientId>, DbError> {
    #[derive(FromQueryResult)]
    struct Won {
        client_id: ClientId,
    }
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<Won> = on
        .find::<opportunity::Entity>()
        .filter(opportunity::Column::ClientId.is_in(ids.iter().copied()))
        .filter(opportunity::Column::Outcome.eq(Outcome::Won))
        .shape(|query| query.select_only().column(opportunity::Column::ClientId).distinct())
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.client_id).collect())
}

/// Names of those that were changed last, in their order.
pub(super) async fn likely(read: &Read) -> Result<Vec<String>, DbError> {
    #[derive(FromQueryResult)]
    struct Named {
        name: String,
    }
    let rows: Vec<Named> = ours(read)
        .shape(|query| query.select_only().column(client::Column::Name).order_by_desc(client::Column::UpdatedAt).limit(LIKELY))
        .all_as(read)
        .await?;
    let mut names: Vec<String> = rows.into_iter().map(|row| row.name).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    Ok(names)
}
