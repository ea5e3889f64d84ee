//! The same deals as a table: one page, ordered and counted by the database.

use super::whom::{people, rivals};
use super::{cards::cards, filter, stages::stages, totals::totals};
use crate::types::{DealFilter, DealSort, DealTable};
use domain::list::{PAGE_SIZE, Page, offset};
use domain::policy::{Action, Noun};
use sea_orm::sea_query::NullOrdering;
use sea_orm::{Order, QueryOrder, QuerySelect, Select};
use store::table::opportunity;
use store::{Access, DbError, Handle};

/// One page of the deals that the person may see and has asked for.
///
/// # Errors
/// The database fails.
pub async fn table(access: &Access, filter: &DealFilter, sort: DealSort, descending: bool, page: u64) -> Result<DealTable, DbError> {
    access.require(Action::Read, Noun::Deal)?;
    let me = access.actor()?.id;
    let twin = access.read_twice().await?;
    let (one, other) = twin.halves();
    let stages = stages(one).await?;
    let condition = filter::condition(filter, me, &stages);
    let rows = other
        .find::<opportunity::Entity>()
        .filter(condition.clone())
        .shape(|query| ordered(query, sort, descending).offset(offset(page)).limit(PAGE_SIZE));
    let rows = async { cards(other, rows.all(other).await?).await };
    let head = async {
        let totals = totals(one, &stages, condition).await?;
        let every = if filter.is_empty() { None } else { Some(one.find::<opportunity::Entity>().count(one).await?) };
        Ok::<_, DbError>((totals, every, people(one, &stages).await?, rivals(one, &stages, filter.competitor).await?))
    };
    let (rows, head) = tokio::join!(rows, head);
    let (totals, every, people, rivals) = head?;
    let total = u64::try_from(totals.iter().map(|total| total.count).sum::<i64>()).unwrap_or_default();
    let of = i64::try_from(every.unwrap_or(total)).unwrap_or(i64::MAX);
    Ok(DealTable { page: Page { rows: rows?, total, number: page }, totals, of, people, rivals })
}

fn ordered(query: Select<opportunity::Entity>, sort: DealSort, descending: bool) -> Select<opportunity::Entity> {
    let order = if descending { Order::Desc } else { Order::Asc };
    let query = match sort {
        DealSort::Updated => query.order_by(opportunity::Column::UpdatedAt, order.clone()),
        DealSort::Name => query.order_by(opportunity::Column::NameKey, order.clone()),
        DealSort::Value => query.order_by(opportunity::Column::Value, order.clone()),
        DealSort::Close => query.order_by_with_nulls(opportunity::Column::ExpectedCloseDate, order.clone(), NullOrdering::Last),
    };
    query.order_by(opportunity::Column::Id, order)
}
