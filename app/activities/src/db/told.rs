//! Rows as people read them: with the names of whoever and whatever they name.

use crate::types::{Happening, Named};
use domain::activity::ActivityType;
use domain::date::moment;
use domain::id::{ActivityId, ClientId, OpportunityId, ProjectId, StakeholderId, UserId};
use domain::policy::Action;
use firm::Person;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationDef};
use std::collections::{HashMap, HashSet};
use store::table::{activity, activity_stakeholder, client, opportunity, project, stakeholder};
use store::{DbError, Handle, Read};

/// Rows with the names of whoever and whatever they name, and whether the person may change each.
pub(super) async fn told(read: &Read, rows: Vec<activity::Model>) -> Result<Vec<Happening>, DbError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ActivityId> = rows.iter().map(|row| row.id).collect();
    let mut with = participants(read, &ids).await?;
    let users: HashSet<UserId> = rows.iter().map(|row| row.created_by).collect();
    let people: HashMap<UserId, Person> = firm::db::people(read, users).await?;
    let clients: HashMap<ClientId, String> = names::<client::Entity, _>(read, rows.iter().map(|row| row.client_id), N_CLIENT).await?;
    let deals: HashMap<OpportunityId, String> =
        names::<opportunity::Entity, _>(read, rows.iter().filter_map(|row| row.opportunity_id), N_DEAL).await?;
    let projects: HashMap<ProjectId, String> =
        names::<project::Entity, _>(read, rows.iter().filter_map(|row| row.project_id), N_PROJECT).await?;
    let ours = editable(read, &ids).await?;
    let happening = |row: activity::Model| Happening {
        id: row.id,
        version: row.version,
        kind: row.kind,
        subject: row.subject,
        description: row.description,
        on: row.occurred_at.date_naive(),
        at: moment(row.occurred_at),
        minutes: row.duration_minutes,
        sentiment: row.sentiment,
        by: people.get(&row.created_by).cloned(),
        with: with.remove(&row.id).unwrap_or_default(),
        client: Named { id: row.client_id, name: clients.get(&row.client_id).cloned().unwrap_or_default() },
        deal: row.opportunity_id.and_then(|id| deals.get(&id).map(|name| Named { id, name: name.clone() })),
        project: row.project_id.and_then(|id| projects.get(&id).map(|name| Named { id, name: name.clone() })),
        // What a finished task left there goes when the task is opened again.
        can_edit: row.kind != ActivityType::TaskCompleted && ours.contains(&row.id),
    };
    Ok(rows.into_iter().map(happening).collect())
}

/// The columns of a table that has an id and a name.
type NameOf<E> = (<E as EntityTrait>::Column, <E as EntityTrait>::Column);
const N_CLIENT: NameOf<client::Entity> = (client::Column::Id, client::Column::Name);
const N_DEAL: NameOf<opportunity::Entity> = (opportunity::Column::Id, opportunity::Column::Name);
const N_PROJECT: NameOf<project::Entity> = (project::Column::Id, project::Column::Name);

/// What these are called, as far as the person may see them.
async fn names<E, Id>(read: &Read, ids: impl Iterator<Item = Id> + Send, (id, name): NameOf<E>) -> Result<HashMap<Id, String>, DbError>
where
    E: store::InScope,
    Id: Copy + Eq + std::hash::Hash + Into<sea_orm::Value> + From<Uuid> + Send,
{
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
    }
    let ids: HashSet<Id> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<Row> = read
        .find::<E>()
        .filter(id.is_in(ids))
        .shape(|query| query.select_only().column_as(id, "id").column_as(name, "name"))
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

/// Which of these the person may change.
async fn editable(read: &Read, ids: &[ActivityId]) -> Result<HashSet<ActivityId>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ActivityId,
    }
    if read.everywhere::<activity::Entity>(Action::Update) {
        return Ok(ids.iter().copied().collect());
    }
    let rows: Vec<Row> = read
        .find_for::<activity::Entity>(Action::Update)
        .filter(activity::Column::Id.is_in(ids.iter().copied()))
        .shape(|query| query.select_only().column(activity::Column::Id))
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Who of theirs took part in each, by name.
async fn participants(read: &Read, ids: &[ActivityId]) -> Result<HashMap<ActivityId, Vec<Named<StakeholderId>>>, DbError> {
    #[derive(FromQueryResult)]
    struct With {
        activity_id: ActivityId,
        id: StakeholderId,
        name: String,
    }
    let person: RelationDef = activity_stakeholder::Entity::belongs_to(stakeholder::Entity)
        .from(activity_stakeholder::Column::StakeholderId)
        .to(stakeholder::Column::Id)
        .into();
    let rows: Vec<With> = read
        .find::<activity_stakeholder::Entity>()
        .filter(activity_stakeholder::Column::ActivityId.is_in(ids.iter().copied()))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, person)
                .select_only()
                .column(activity_stakeholder::Column::ActivityId)
                .column_as(stakeholder::Column::Id, "id")
                .column_as(stakeholder::Column::Name, "name")
                .order_by_asc(stakeholder::Column::NameKey)
                .order_by_asc(stakeholder::Column::Id)
        })
        .all_as(read)
        .await?;
    let mut with: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        with.entry(row.activity_id).or_default().push(Named { id: row.id, name: row.name });
    }
    Ok(with)
}
