//! A timeline: what was said and done, the newest first, paged by its place in time.

use crate::of::Of;
use crate::types::{Happening, Named, Timeline};
use chrono::{DateTime, Utc};
use clients::db::choose::ours;
use domain::AppError;
use domain::activity::ActivityType;
use domain::date::moment;
use domain::id::{ActivityId, ClientId, OpportunityId, ProjectId, StakeholderId, UserId};
use domain::policy::{Action, Noun};
use firm::Person;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationDef};
use std::collections::{HashMap, HashSet};
use store::table::{activity, activity_stakeholder, client, opportunity, project, stakeholder};
use store::{Access, DbError, Handle, Read};

/// Rows of one page, where no other number is asked for.
const PAGE: u64 = 15;
/// The most that are looked at again at once.
const MOST: u64 = 150;

/// What is asked of a timeline; what cannot be read asks for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sought<'a> {
    /// Only of this kind.
    pub kind: &'a str,
    /// `me`: only what the person logged.
    pub by: &'a str,
    /// Where it begins, as an earlier answer said; the newest where it says nothing.
    pub earlier: &'a str,
    /// How many rows at most.
    pub rows: u64,
}

/// A page of a timeline.
///
/// # Errors
/// Not found for this person.
pub async fn timeline(access: &Access, of: Of, sought: &Sought<'_>) -> Result<Timeline, DbError> {
    use activity::Column as A;
    access.require(Action::Read, Noun::Activity)?;
    let me = access.actor()?.id;
    let read = access.read().await?;
    let client = seen(&read, of).await?;
    let from = parse_place(sought.earlier);
    let newest = from.is_none();
    let after = from.map(|(at, id)| {
        let same = Condition::all().add(A::OccurredAt.eq(at)).add(A::Id.lt(id));
        Condition::any().add(A::OccurredAt.lt(at)).add(same)
    });
    let limit = if sought.rows == 0 { PAGE } else { sought.rows.clamp(PAGE, MOST) };
    let mut rows = read
        .find::<activity::Entity>()
        .filter(about(&read, of))
        .filter(Condition::all().add_option(sought.kind.parse::<ActivityType>().ok().map(|kind| A::Kind.eq(kind))))
        .filter(Condition::all().add_option((sought.by == "me").then(|| A::CreatedBy.eq(me))))
        .filter(Condition::all().add_option(after))
        .shape(|query| query.order_by_desc(A::OccurredAt).order_by_desc(A::Id).limit(limit + 1))
        .all(&read)
        .await?;
    let more = rows.len() as u64 > limit;
    if more {
        rows.pop();
    }
    let earlier = rows.last().filter(|_| more).map(place);
    let can_log = match client {
        Some(client) => access.may(Action::Create, Noun::Activity) && ours(&read).by_id(client).count(&read).await? > 0,
        None => access.may(Action::Create, Noun::Activity),
    };
    Ok(Timeline { rows: told(&read, rows).await?, earlier, newest, can_log })
}

/// The place of a row in the timeline, as an address names it.
fn place(row: &activity::Model) -> String {
    format!("{}-{}", row.occurred_at.timestamp_micros(), row.id.0.simple())
}

fn parse_place(text: &str) -> Option<(DateTime<Utc>, ActivityId)> {
    let (at, id) = text.rsplit_once('-')?;
    Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
}

/// Whose activities are asked for must be within sight: the client, and what of it was named. Answers the client.
pub(super) async fn seen(on: &impl Handle, of: Of) -> Result<Option<ClientId>, DbError> {
    let client = match of {
        Of::All => return Ok(None),
        Of::User(id) => {
            return if on.colleagues(vec![id]).await?.is_empty() { Err(AppError::NotFound.into()) } else { Ok(None) };
        }
        Of::Client(id) => id,
        Of::Deal(id) => on.find::<opportunity::Entity>().by_id(id).must(on).await?.client_id,
        Of::Project(id) => on.find::<project::Entity>().by_id(id).must(on).await?.client_id,
        Of::Stakeholder(id) => on.find::<stakeholder::Entity>().by_id(id).must(on).await?.client_id,
    };
    // A deal or a project may be seen without its client: what was said with the client is not.
    if on.find::<client::Entity>().by_id(client).count(on).await? == 0 { Err(AppError::NotFound.into()) } else { Ok(Some(client)) }
}

fn about(on: &impl Handle, of: Of) -> Condition {
    use activity::Column as A;
    let all = Condition::all();
    match of {
        Of::All => all,
        Of::Client(id) => all.add(A::ClientId.eq(id)),
        Of::Deal(id) => all.add(A::OpportunityId.eq(id)),
        Of::Project(id) => all.add(A::ProjectId.eq(id)),
        Of::User(id) => all.add(A::CreatedBy.eq(id)),
        Of::Stakeholder(id) => {
            let with = on
                .find::<activity_stakeholder::Entity>()
                .filter(activity_stakeholder::Column::StakeholderId.eq(id))
                .shape(|query| query.select_only().column(activity_stakeholder::Column::ActivityId));
            all.add(A::Id.in_subquery(with.into_query()))
        }
    }
}

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
        by: people.get(&row.created_by).map(|person| person.name.clone()).unwrap_or_default(),
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
