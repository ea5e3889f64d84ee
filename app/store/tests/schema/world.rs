//! A small firm with a row in every table, and a second one, that nothing points at, where rows are pointed at.
//!
//! First rows are older than second ones, so the second is the last by id.

pub(crate) mod exchange;
pub(crate) mod people;
pub(crate) mod selling;
pub(crate) mod working;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel};
use uuid::Uuid;

/// The row that others point at.
pub(crate) const FIRST: u128 = 1;
/// The row that nothing points at.
pub(crate) const SECOND: u128 = 2;

pub(crate) async fn build(db: &DatabaseConnection) {
    people::build(db).await;
    selling::build(db).await;
    working::build(db).await;
    exchange::build(db).await;
}

pub(crate) async fn count(db: &impl ConnectionTrait, table: &'static str) -> i64 {
    let query = Query::select().expr_as(Expr::cust("count(*)"), "n").from(table).take();
    db.query_one(&query).await.unwrap().unwrap().try_get("", "n").unwrap()
}

/// The n-th row's id, whatever the table.
pub(crate) fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128((7 << 76) | (2 << 62) | n).into()
}

pub(crate) fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 123_456_000).unwrap()
}

pub(crate) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
}

/// Adds a row and reads it back, so that every column has been decoded once.
pub(crate) async fn add<A>(db: &impl ConnectionTrait, row: A) -> <A::Entity as EntityTrait>::Model
where
    A: ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    row.insert(db).await.unwrap()
}
