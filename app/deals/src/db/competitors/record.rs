//! How it went against competitors: one grouped query, and the only place where these figures are made.

use crate::competitors::{Record, Tally};
use domain::competitor::CompetitorStatus;
use domain::currency::Currency;
use domain::deal::Outcome;
use domain::id::CompetitorId;
use domain::money::Money;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, FromQueryResult, JoinType, QuerySelect, RelationTrait};
use std::collections::HashMap;
use store::table::competitor_mention::{Column, Entity, Relation};
use store::table::opportunity;
use store::{DbError, Handle};

#[derive(FromQueryResult)]
struct Group {
    competitor_id: CompetitorId,
    status: CompetitorStatus,
    outcome: Option<Outcome>,
    currency: String,
    count: i64,
    value: i64,
}

/// The figures of these competitors over the deals that the person may see; who is in none has no entry.
pub(super) async fn records(on: &impl Handle, ids: &[CompetitorId]) -> Result<HashMap<CompetitorId, Record>, DbError> {
    let groups: Vec<Group> = on
        .find::<Entity>()
        .filter(Column::CompetitorId.is_in(ids.iter().copied()))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, Relation::Opportunity.def())
                .select_only()
                .column(Column::CompetitorId)
                .column(Column::Status)
                .column(opportunity::Column::Outcome)
                .column(opportunity::Column::Currency)
                .column_as(Expr::cust("COUNT(*)"), "count")
                .column_as(store::sum(opportunity::Column::Value), "value")
                .group_by(Column::CompetitorId)
                .group_by(Column::Status)
                .group_by(opportunity::Column::Outcome)
                .group_by(opportunity::Column::Currency)
        })
        .all_as(on)
        .await?;
    let mut records: HashMap<CompetitorId, Record> = HashMap::new();
    for group in groups {
        let record = records.entry(group.competitor_id).or_default();
        let money = Money::new(group.value, Currency::parse(&group.currency).unwrap_or(Currency::USD));
        add(&mut record.all, group.count, money);
        match group.outcome {
            None => add(&mut record.open, group.count, money),
            Some(Outcome::Won) => add(&mut record.won, group.count, money),
            Some(Outcome::Lost) => {}
        }
        match group.status {
            CompetitorStatus::Active => {}
            CompetitorStatus::Displaced => add(&mut record.displaced, group.count, money),
            CompetitorStatus::LostTo => add(&mut record.lost, group.count, money),
        }
    }
    Ok(records)
}

fn add(tally: &mut Tally, count: i64, money: Money) {
    tally.count += count;
    match tally.sums.iter_mut().find(|sum| sum.currency == money.currency) {
        Some(sum) => *sum = sum.checked_add(money).unwrap_or(*sum),
        None => tally.sums.push(money),
    }
    tally.sums.sort_by_key(|sum| sum.currency);
}

/// For the list's order: how many deals each competitor appears in, as far as the person may see them.
pub(super) fn count_of_each(on: &impl Handle) -> SelectStatement {
    use store::table::competitor;
    on.find::<Entity>()
        .filter(Expr::col((Entity, Column::CompetitorId)).equals((competitor::Entity, competitor::Column::Id)))
        .shape(|query| query.select_only().expr(Expr::cust("COUNT(*)")))
        .into_query()
}
