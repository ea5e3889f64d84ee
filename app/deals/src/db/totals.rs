//! Count, sum and weighted sum of every stage over all deals that the viewer may see: one grouped query, and the only
//! place where these totals are made.

use crate::types::{StageSum, StageTotal};
use domain::currency::Currency;
use domain::money::Money;
use domain::stage::{Stage, StageKey};
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, FromQueryResult, QueryOrder, QuerySelect};
use store::table::opportunity::{Column, Entity};
use store::{DbError, Handle};

#[derive(FromQueryResult)]
struct Group {
    stage: StageKey,
    currency: String,
    count: i64,
    value: i64,
}

/// The totals of every stage, in the stages' order; a stage without deals is there too.
pub(super) async fn totals(on: &impl Handle, stages: &[Stage], condition: Condition) -> Result<Vec<StageTotal>, DbError> {
    let groups: Vec<Group> = on
        .find::<Entity>()
        .filter(condition)
        .shape(|query| {
            query
                .select_only()
                .column(Column::Stage)
                .column(Column::Currency)
                .column_as(Expr::cust("COUNT(*)"), "count")
                .column_as(store::sum(Column::Value), "value")
                .group_by(Column::Stage)
                .group_by(Column::Currency)
                // The order of an index: what belongs together is met together, and no group is looked up.
                .order_by_asc(Column::Stage)
                .order_by_asc(Column::Currency)
        })
        .all_as(on)
        .await?;
    Ok(stages.iter().map(|stage| total(stage, &groups)).collect())
}

fn total(stage: &Stage, groups: &[Group]) -> StageTotal {
    let mine = || groups.iter().filter(|group| group.stage == stage.key);
    let sums = mine().map(|group| {
        let value = Money::new(group.value, Currency::parse(&group.currency).unwrap_or(Currency::USD));
        StageSum { value, weighted: value.percent(stage.probability) }
    });
    StageTotal { stage: stage.clone(), count: mine().map(|group| group.count).sum(), sums: sums.collect(), ahead: [0; 4] }
}
