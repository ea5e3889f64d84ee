//! The last talk with each role, as far as the person may read the client's activities: what confirmed a letter.

use crate::deal::types::Talk;
use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::ActivityType;
use domain::id::{ActivityId, OpportunityId};
use domain::meddpicc::Letter;
use domain::stakeholder::MeddpiccRole;
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationDef, Select};
use std::collections::HashMap;
use store::table::{activity, activity_stakeholder, opportunity, stakeholder, stakeholder_meddpicc_role};
use store::{DbError, Handle, Read};

/// Somebody of a role in a talk.
#[derive(FromQueryResult)]
struct Spoke {
    id: ActivityId,
    kind: ActivityType,
    at: DateTime<Utc>,
    role: MeddpiccRole,
    name: String,
    deal: Option<OpportunityId>,
}

/// The last talk with each role.
pub(super) struct Talks(Vec<Spoke>);

impl Talks {
    /// Of this deal, and of its client where no deal was named: what `evidence` counts, read through the person's scope.
    pub(super) async fn of(read: &Read, deal: &opportunity::Model) -> Result<Self, DbError> {
        #[derive(FromQueryResult)]
        struct Last {
            role: MeddpiccRole,
            at: DateTime<Utc>,
        }
        let last: Vec<Last> = read
            .find::<activity::Entity>()
            .filter(about(deal))
            .shape(|query| {
                with_roles(query)
                    .select_only()
                    .column_as(stakeholder_meddpicc_role::Column::MeddpiccRole, "role")
                    .column_as(activity::Column::OccurredAt.max(), "at")
                    .group_by(stakeholder_meddpicc_role::Column::MeddpiccRole)
            })
            .all_as(read)
            .await?;
        if last.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let spoke: Vec<Spoke> = read
            .find::<activity::Entity>()
            .filter(about(deal))
            .filter(activity::Column::OccurredAt.is_in(last.iter().map(|last| last.at)))
            .shape(|query| {
                let person: RelationDef = activity_stakeholder::Entity::belongs_to(stakeholder::Entity)
                    .from(activity_stakeholder::Column::StakeholderId)
                    .to(stakeholder::Column::Id)
                    .into();
                with_roles(query)
                    .join(JoinType::InnerJoin, person)
                    .select_only()
                    .column(activity::Column::Id)
                    .column_as(activity::Column::Kind, "kind")
                    .column_as(activity::Column::OccurredAt, "at")
                    .column_as(stakeholder_meddpicc_role::Column::MeddpiccRole, "role")
                    .column_as(stakeholder::Column::Name, "name")
                    .column_as(activity::Column::OpportunityId, "deal")
                    .order_by_asc(stakeholder::Column::NameKey)
            })
            .all_as(read)
            .await?;
        let at: HashMap<MeddpiccRole, DateTime<Utc>> = last.into_iter().map(|last| (last.role, last.at)).collect();
        Ok(Self(spoke.into_iter().filter(|spoke| at.get(&spoke.role) == Some(&spoke.at)).collect()))
    }

    /// The last talk with somebody who must know about the letter.
    pub(super) fn about(&self, letter: Letter) -> Option<Talk> {
        let knows = |spoke: &&Spoke| letter.voices().contains(&spoke.role);
        let last = self.0.iter().filter(knows).max_by_key(|spoke| (spoke.at, spoke.id))?;
        let mut with: Vec<String> =
            self.0.iter().filter(knows).filter(|spoke| spoke.id == last.id).map(|spoke| spoke.name.clone()).collect();
        // One person may hold two of the roles.
        with.dedup();
        Some(Talk { kind: last.kind, with, of_deal: last.deal.is_some() })
    }
}

fn about(deal: &opportunity::Model) -> Condition {
    use activity::Column as A;
    let of_client = Condition::all().add(A::OpportunityId.is_null()).add(A::ClientId.eq(deal.client_id));
    Condition::all()
        .add(Condition::any().add(A::OpportunityId.eq(deal.id)).add(of_client))
        .add(A::Kind.is_not_in([ActivityType::Note, ActivityType::TaskCompleted]))
        .add(A::OccurredAt.lte(store::id::now()))
        .add_option(deal.actual_close_date.filter(|_| deal.outcome.is_some()).map(|closed| A::OccurredAt.lt(closed + TimeDelta::days(1))))
}

fn with_roles(query: Select<activity::Entity>) -> Select<activity::Entity> {
    let took_part: RelationDef = activity::Entity::belongs_to(activity_stakeholder::Entity)
        .from(activity::Column::Id)
        .to(activity_stakeholder::Column::ActivityId)
        .into();
    let as_role: RelationDef = activity_stakeholder::Entity::belongs_to(stakeholder_meddpicc_role::Entity)
        .from(activity_stakeholder::Column::StakeholderId)
        .to(stakeholder_meddpicc_role::Column::StakeholderId)
        .into();
    query.join(JoinType::InnerJoin, took_part).join(JoinType::InnerJoin, as_role)
}
