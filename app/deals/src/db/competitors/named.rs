//! Competitors by their names, for whoever types one.

use crate::competitors::CompetitorName;
use domain::id::CompetitorId;
use domain::policy::{Action, Noun};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{FromQueryResult, Order, QueryOrder, QuerySelect};
use store::table::competitor::{Column, Entity};
use store::{Access, DbError, Handle};

/// How many are answered; the rest are found by typing on.
const ANSWERED: u64 = 20;

#[derive(FromQueryResult)]
struct Named {
    id: CompetitorId,
    name: String,
}

/// The competitors whose names hold the text, those that begin with it first.
///
/// # Errors
/// No right to read competitors, or the database fails.
pub async fn named(access: &Access, text: &str) -> Result<Vec<CompetitorName>, DbError> {
    access.require(Action::Read, Noun::Competitor)?;
    let read = access.read().await?;
    let text = store::name_key(text);
    let name = || Expr::col((Entity, Column::NameKey));
    let rows: Vec<Named> = read
        .find::<Entity>()
        .filter(name().like(store::contains(&text)))
        .shape(|query| {
            query
                .select_only()
                .columns([Column::Id, Column::Name])
                .order_by(name().like(store::begins(&text)), Order::Desc)
                .order_by_asc(Column::NameKey)
                .limit(ANSWERED)
        })
        .all_as(&read)
        .await?;
    Ok(rows.into_iter().map(|row| CompetitorName { id: row.id, name: row.name }).collect())
}
