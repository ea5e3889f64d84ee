//! Deals of the same client that may be meant, so that nobody makes one twice.

use crate::db::stages::stages;
use crate::new_deal::SimilarDeal;
use ::clients::db::choose::ours;
use domain::AppError;
use domain::currency::Currency;
use domain::deal::Outcome;
use domain::id::{ClientId, OpportunityId};
use domain::money::Money;
use domain::policy::{Action, Noun};
use domain::similar::{ALIKE, likeness};
use domain::stage::{Stage, StageKey};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, FromQueryResult, Order, QueryOrder, QuerySelect};
use store::table::opportunity;
use store::{Access, DbError, Handle, Read};

/// How many are shown.
const SHOWN: usize = 5;
/// How many of a client's deals are looked at: the open ones, and the closed ones that were changed last.
const LOOKED_AT: u64 = 300;

#[derive(FromQueryResult)]
struct Row {
    id: OpportunityId,
    name: String,
    stage: StageKey,
    value: i64,
    currency: String,
    outcome: Option<Outcome>,
}

/// Deals of the client whose names are like what was typed, open ones first; its open deals while nothing is typed.
///
/// # Errors
/// No right to create deals, no such client for this person, or the database fails.
pub async fn similar(access: &Access, client: ClientId, typed: &str) -> Result<Vec<SimilarDeal>, DbError> {
    access.require(Action::Create, Noun::Deal)?;
    let read = access.read().await?;
    if ours(&read).by_id(client).count(&read).await? == 0 {
        return Err(AppError::NotFound.into());
    }
    let stages = stages(&read).await?;
    if typed.trim().is_empty() {
        return open(&read, client, &stages).await;
    }
    let mut rows: Vec<(u32, Row)> = of_client(&read, client).await?.into_iter().map(|row| (likeness(typed, &row.name), row)).collect();
    rows.retain(|(likeness, _)| *likeness >= ALIKE);
    rows.sort_by_key(|(likeness, row)| (row.outcome.is_some(), std::cmp::Reverse(*likeness)));
    Ok(shown(rows.into_iter().map(|(_, row)| row), &stages))
}

/// The client's open deals, those that were changed last first.
pub(super) async fn open(read: &Read, client: ClientId, stages: &[Stage]) -> Result<Vec<SimilarDeal>, DbError> {
    let rows = of_client(read, client).await?;
    Ok(shown(rows.into_iter().filter(|row| row.outcome.is_none()), stages))
}

async fn of_client(read: &Read, client: ClientId) -> Result<Vec<Row>, DbError> {
    use opportunity::Column::{ClientId, Currency, Id, Name, Outcome, Stage, UpdatedAt, Value};
    read.find::<opportunity::Entity>()
        .filter(ClientId.eq(client))
        .shape(|query| {
            query
                .select_only()
                .columns([Id, Name, Stage, Value, Currency, Outcome])
                .order_by(Expr::col((opportunity::Entity, Outcome)).is_null(), Order::Desc)
                .order_by_desc(UpdatedAt)
                .order_by_asc(Id)
                .limit(LOOKED_AT)
        })
        .all_as(read)
        .await
}

fn shown(rows: impl Iterator<Item = Row>, stages: &[Stage]) -> Vec<SimilarDeal> {
    let deal = |row: Row| SimilarDeal {
        id: row.id,
        name: row.name,
        stage: stages.iter().find(|stage| stage.key == row.stage).cloned(),
        value: Money::new(row.value, Currency::parse(&row.currency).unwrap_or(Currency::USD)),
    };
    rows.take(SHOWN).map(deal).collect()
}
