//! The list of competitors: one page, ordered and counted by the database.

use super::record::{count_of_each, records};
use crate::competitors::{CompetitorList, CompetitorRow, CompetitorSort};
use domain::id::CompetitorId;
use domain::list::{PAGE_SIZE, Page, offset};
use domain::policy::{Action, Noun};
use sea_orm::sea_query::{Expr, ExprTrait, Func, SelectStatement, SimpleExpr};
use sea_orm::{Condition, Order, QueryOrder, QuerySelect, Select};
use store::table::{competitor, opportunity};
use store::{Access, DbError, Handle};

/// One page of the competitors. `text` is searched for in names and web addresses.
///
/// # Errors
/// No right to read competitors, or the database fails.
pub async fn list(access: &Access, text: &str, sort: CompetitorSort, descending: bool, page: u64) -> Result<CompetitorList, DbError> {
    access.require(Action::Read, Noun::Competitor)?;
    let read = access.read().await?;
    let matching = matching(text);
    let total = read.find::<competitor::Entity>().filter(matching.clone()).count(&read).await?;
    let deals = count_of_each(&read);
    let rows = read
        .find::<competitor::Entity>()
        .filter(matching)
        .shape(|query| ordered(query, sort, descending, deals).offset(offset(page)).limit(PAGE_SIZE))
        .all(&read)
        .await?;
    let ids: Vec<CompetitorId> = rows.iter().map(|row| row.id).collect();
    let mut records = records(&read, &ids).await?;
    let row = |row: competitor::Model| {
        let record = records.remove(&row.id).unwrap_or_default();
        CompetitorRow {
            id: row.id,
            name: row.name,
            website: row.website,
            deals: record.all.count,
            open: record.open.count,
            won: record.won.count,
            lost: record.lost.count,
            displaced: record.displaced.count,
            updated: row.updated_at.date_naive(),
        }
    };
    Ok(CompetitorList {
        page: Page { rows: rows.into_iter().map(row).collect(), total, number: page },
        can_create: access.may(Action::Create, Noun::Competitor),
        sees_all: read.everywhere::<opportunity::Entity>(Action::Read),
    })
}

fn matching(text: &str) -> Condition {
    let text = store::name_key(text);
    if text.is_empty() {
        return Condition::all();
    }
    let like = store::contains(&text);
    let website = Func::lower(Expr::col((competitor::Entity, competitor::Column::Website)));
    Condition::any()
        .add(Expr::col((competitor::Entity, competitor::Column::NameKey)).like(like.clone()))
        .add(Expr::expr(website).like(like))
}

fn ordered(
    query: Select<competitor::Entity>,
    sort: CompetitorSort,
    descending: bool,
    deals: SelectStatement,
) -> Select<competitor::Entity> {
    let order = if descending { Order::Desc } else { Order::Asc };
    let query = match sort {
        CompetitorSort::Name => return by_name(query, order),
        CompetitorSort::Deals => query.order_by(SimpleExpr::from(deals), order),
        CompetitorSort::Updated => query.order_by(competitor::Column::UpdatedAt, order),
    };
    by_name(query, Order::Asc)
}

fn by_name(query: Select<competitor::Entity>, order: Order) -> Select<competitor::Entity> {
    query.order_by(competitor::Column::NameKey, order).order_by_asc(competitor::Column::Id)
}
