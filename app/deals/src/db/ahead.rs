//! How the next steps of a column's deals stand: one grouped query.

use crate::types::StageTotal;
use chrono::NaiveDate;
use domain::ahead::Ahead;
use domain::stage::{Stage, StageKey, StageKind};
use domain::task::TaskStatus;
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, IntoColumnRef};
use sea_orm::{ColumnTrait, Condition, FromQueryResult, JoinType, QuerySelect};
use store::table::{opportunity, task, task_entity};
use store::{DbError, Handle};

#[derive(FromQueryResult)]
struct Steps {
    stage: StageKey,
    deals: i64,
    planned: i64,
    overdue: i64,
    today: i64,
}

/// Counts them into the totals of open stages.
pub(super) async fn count_steps(
    on: &impl Handle,
    totals: &mut [StageTotal],
    condition: Condition,
    today: NaiveDate,
) -> Result<(), DbError> {
    let stages: Vec<Stage> = totals.iter().map(|total| total.stage.clone()).collect();
    if stages.iter().all(|stage| stage.kind != StageKind::Open) {
        return Ok(());
    }
    let (next, deal, due) = (Alias::new("next"), Alias::new("deal"), Alias::new("due"));
    // The task that is due first says how it stands; one without a day is due after all others.
    let (id, names) = (Expr::col((task::Entity, task::Column::Id)), (task_entity::Entity, task_entity::Column::TaskId));
    // Written out, so that the index of what is not done is known to hold all of them.
    let done = Expr::Constant(TaskStatus::Done.as_str().into());
    let first = on
        .find_beyond::<task_entity::Entity>("whether and when a next step is due")
        .filter(task_entity::Column::OpportunityId.is_not_null())
        .filter(Expr::col((task::Entity, task::Column::Status)).ne(done))
        .shape(|mut query| {
            QuerySelect::query(&mut query).inner_join(task::Entity, id.equals(names));
            query
                .select_only()
                .column_as(task_entity::Column::OpportunityId, "deal")
                .column_as(task::Column::DueDate.min(), "due")
                .group_by(task_entity::Column::OpportunityId)
        })
        .into_query();
    let step = || Expr::col((next.clone(), deal.clone()));
    let due = || Expr::col((next.clone(), due.clone()));
    let deals_where = |holds: Expr| Func::sum(CaseStatement::new().case(holds, 1).finally(0));
    // By the stage alone, which is the order of an index, so that nothing is sorted.
    let steps: Vec<Steps> = on
        .find::<opportunity::Entity>()
        .filter(condition)
        .filter(super::filter::open(&stages))
        .shape(|mut query| {
            let own = (opportunity::Entity, opportunity::Column::Id).into_column_ref();
            QuerySelect::query(&mut query).join_subquery(JoinType::LeftJoin, first, next.clone(), step().eq(Expr::col(own)));
            query
                .select_only()
                .column(opportunity::Column::Stage)
                .expr_as(Expr::cust("COUNT(*)"), "deals")
                .expr_as(step().count(), "planned")
                .expr_as(deals_where(due().lt(today)), "overdue")
                .expr_as(deals_where(due().eq(today)), "today")
                .group_by(opportunity::Column::Stage)
        })
        .all_as(on)
        .await?;
    for total in totals {
        let Some(steps) = steps.iter().find(|steps| steps.stage == total.stage.key) else { continue };
        for (count, ahead) in total.ahead.iter_mut().zip(Ahead::ALL) {
            *count = match ahead {
                Ahead::Nothing => steps.deals - steps.planned,
                Ahead::Overdue => steps.overdue,
                Ahead::Today => steps.today,
                Ahead::Planned => steps.planned - steps.overdue - steps.today,
            };
        }
    }
    Ok(())
}
