//! When somebody was last spoken with: computed from the activities, here and nowhere else.

use chrono::{DateTime, Utc};
use domain::id::StakeholderId;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QuerySelect, RelationDef, Select};
use std::collections::HashMap;
use store::table::{activity, activity_stakeholder, stakeholder};
use store::{DbError, Handle, Scoped};

/// When each was last spoken with, in a deal or out of it; who never was has no entry. What is planned does not count.
///
/// # Errors
/// The database fails.
pub async fn last_contact(on: &impl Handle, ids: &[StakeholderId]) -> Result<HashMap<StakeholderId, DateTime<Utc>>, DbError> {
    #[derive(FromQueryResult)]
    struct Last {
        id: StakeholderId,
        at: DateTime<Utc>,
    }
    let rows: Vec<Last> = talks(on)
        .filter(activity_stakeholder::Column::StakeholderId.is_in(ids.iter().copied()))
        .shape(|query| {
            query
                .select_only()
                .column_as(activity_stakeholder::Column::StakeholderId, "id")
                .column_as(activity::Column::OccurredAt.max(), "at")
                .group_by(activity_stakeholder::Column::StakeholderId)
        })
        .all_as(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.at)).collect())
}

/// The same as a part of a query on people, to order them by.
pub(super) fn last_contact_of_each(on: &impl Handle) -> SelectStatement {
    let here = Expr::col((activity_stakeholder::Entity, activity_stakeholder::Column::StakeholderId));
    let each = here.equals((stakeholder::Entity, stakeholder::Column::Id));
    talks(on)
        .filter(sea_orm::Condition::all().add(each))
        .shape(|query| query.select_only().column_as(activity::Column::OccurredAt.max(), "at"))
        .into_query()
}

fn talks(on: &impl Handle) -> Scoped<activity_stakeholder::Entity> {
    let of: RelationDef = activity_stakeholder::Entity::belongs_to(activity::Entity)
        .from(activity_stakeholder::Column::ActivityId)
        .to(activity::Column::Id)
        .into();
    let joined = |query: Select<activity_stakeholder::Entity>| query.join(JoinType::InnerJoin, of);
    on.find::<activity_stakeholder::Entity>().filter(activity::Column::OccurredAt.lte(store::id::now())).shape(joined)
}
