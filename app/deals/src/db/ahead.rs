//! How the next steps of a column's deals stand: one grouped query.

use crate::types::StageTotal;
use chrono::NaiveDate;
use domain::ahead::Ahead;
use domain::stage::{Stage, StageKey};
use domain::task::TaskStatus;
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, IntoColumnRef};
use sea_orm::{ColumnTrait, Condition, FromQueryResult, JoinType, QuerySelect};
use store::table::{opportunity, task, task_entity};
use store::{DbError, Handle};

#[derive(FromQueryResult)]
struct Group {
    stage: StageKey,
    ahead: Ahead,
    count: i64,
}

/// Counts them into the totals of open stages.
pub(super) async fn count_steps(
    on: &impl Handle,
    totals: &mut [StageTotal],
    condition: Condition,
    today: NaiveDate,
) -> Result<(), DbError> {
    let stages: Vec<Stage> = totals.iter().map(|total| total.stage.clone()).collect();
    let (next, deal, due) = (Alias::new("next"), Alias::new("deal"), Alias::new("due"));
    // The task that is due first says how it stands; one without a day is due after all others.
    let (id, names) = (Expr::col((task::Entity, task::Column::Id)), (task_entity::Entity, task_entity::Column::TaskId));
    let open = on
        .find_beyond::<task_entity::Entity>("whether and when a next step is due")
        .filter(task_entity::Column::OpportunityId.is_not_null())
        .filter(task::Column::Status.ne(TaskStatus::Done))
        .shape(|mut query| {
            QuerySelect::query(&mut query).inner_join(task::Entity, id.equals(names));
            query
                .select_only()
                .column_as(task_entity::Column::OpportunityId, "deal")
                .column_as(task::Column::DueDate.min(), "due")
                .group_by(task_entity::Column::OpportunityId)
        });
    let first = open.into_query();
    let due = || Expr::col((next.clone(), due.clone()));
    let stands = CaseStatement::new()
        .case(Expr::col((next.clone(), deal.clone())).is_null(), Ahead::Nothing.as_str())
        .case(due().lt(today), Ahead::Overdue.as_str())
        .case(due().eq(today), Ahead::Today.as_str())
        .finally(Ahead::Planned.as_str());
    let groups: Vec<Group> = on
        .find::<opportunity::Entity>()
        .filter(condition)
        .filter(super::filter::open(&stages))
        .shape(|mut query| {
            let own = (opportunity::Entity, opportunity::Column::Id).into_column_ref();
            QuerySelect::query(&mut query).join_subquery(
                JoinType::LeftJoin,
                first,
                next.clone(),
                Expr::col((next.clone(), deal.clone())).eq(Expr::col(own)),
            );
            query
                .select_only()
                .column(opportunity::Column::Stage)
                .expr_as(stands, "ahead")
                .column_as(Expr::cust("COUNT(*)"), "count")
                .group_by(opportunity::Column::Stage)
                .group_by(Expr::col(Alias::new("ahead")))
        })
        .all_as(on)
        .await?;
    for total in totals {
        for (count, ahead) in total.ahead.iter_mut().zip(Ahead::ALL) {
            *count = groups.iter().filter(|group| group.stage == total.stage.key && group.ahead == *ahead).map(|group| group.count).sum();
        }
    }
    Ok(())
}
