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
    let read = access.read().await?;
    let stages = stages(&read).await?;
    let condition = filter::condition(filter, me, &stages);
    let totals = totals(&read, &stages, condition.clone()).await?;
    let total = u64::try_from(totals.iter().map(|total| total.count).sum::<i64>()).unwrap_or_default();
    let rows = read
        .find::<opportunity::Entity>()
        .filter(condition)
        .shape(|query| ordered(query, sort, descending).offset(offset(page)).limit(PAGE_SIZE))
        .all(&read)
        .await?;
    let every = if filter.is_empty() { total } else { read.find::<opportunity::Entity>().count(&read).await? };
    let (people, rivals) = (people(&read, &stages).await?, rivals(&read, &stages, filter.competitor).await?);
    let page = Page { rows: cards(&read, rows).await?, total, number: page };
    Ok(DealTable { page, totals, of: i64::try_from(every).unwrap_or(i64::MAX), people, rivals })
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
