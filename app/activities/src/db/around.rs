//! What an activity of a client can be about, and with whom: what its form chooses from.

use super::timeline::seen;
use crate::of::Of;
use crate::types::{ActivityStart, Around, Named};
use clients::db::choose;
use domain::AppError;
use domain::id::{ClientId, OpportunityId, ProjectId, StakeholderId};
use domain::policy::{Action, Noun};
use domain::project::ProjectStatus;
use sea_orm::{ColumnTrait, Condition, FromQueryResult, QueryOrder, QuerySelect};
use stakeholders::Somebody;
use std::collections::HashSet;
use store::table::{opportunity, opportunity_stakeholder, project, stakeholder};
use store::{Access, DbError, Handle, Read};

/// So many of each are chosen from; who is not among them is logged from their own page.
const LISTED: usize = 200;

/// What the form begins with. What the person may not log anything about is as if nothing was meant.
///
/// # Errors
/// No right to log anything, or the database fails.
pub async fn start(access: &Access, of: Of, client: Option<ClientId>, client_name: &str) -> Result<ActivityStart, DbError> {
    access.require(Action::Create, Noun::Activity)?;
    let read = access.read().await?;
    let meant = match seen(&read, of).await {
        Ok(client) => client,
        Err(DbError::App(AppError::NotFound)) => None,
        Err(error) => return Err(error),
    };
    let mut wrong = None;
    let chosen = match client.or(meant) {
        Some(id) => choose::chosen(&read, id).await?.map(|client| Named { id: client.id, name: client.name }),
        None if client_name.trim().is_empty() => None,
        None => match choose::the_one(&read, "", client_name, "log it there").await? {
            Ok(client) => Some(Named { id: client.id, name: client.name }),
            Err(why) => {
                wrong = Some(why);
                None
            }
        },
    };
    let mut start = ActivityStart {
        of,
        today: store::id::now().date_naive(),
        client: None,
        deal: None,
        project: None,
        with: None,
        around: Around::default(),
        likely: Vec::new(),
        typed: String::new(),
        wrong,
    };
    let Some(client) = chosen else {
        start.likely = choose::likely(&read).await?;
        client_name.clone_into(&mut start.typed);
        return Ok(start);
    };
    // Another client than the page's was chosen: what the page is about is not meant any more.
    if meant == Some(client.id) {
        match of {
            Of::Deal(id) => start.deal = Some(id),
            Of::Project(id) => start.project = Some(id),
            Of::Stakeholder(id) => start.with = Some(id),
            Of::All | Of::Client(_) | Of::User(_) => {}
        }
    }
    start.around = around(&read, client.id, start.deal, start.project, &start.with.into_iter().collect()).await?;
    start.client = Some(client);
    Ok(start)
}

#[derive(FromQueryResult)]
struct Row<Id: sea_orm::TryGetable> {
    id: Id,
    name: String,
}

/// What there is to choose from at a client; the deal, the project and the people that are meant are always among it.
pub(super) async fn around(
    read: &Read,
    client: ClientId,
    deal: Option<OpportunityId>,
    project: Option<ProjectId>,
    with: &HashSet<StakeholderId>,
) -> Result<Around, DbError> {
    let deals: Vec<Row<OpportunityId>> = read
        .find::<opportunity::Entity>()
        .filter(opportunity::Column::ClientId.eq(client))
        .filter(Condition::any().add(opportunity::Column::Outcome.is_null()).add_option(deal.map(|id| opportunity::Column::Id.eq(id))))
        .shape(|query| {
            query
                .select_only()
                .columns([opportunity::Column::Id, opportunity::Column::Name])
                .order_by_asc(opportunity::Column::NameKey)
                .order_by_asc(opportunity::Column::Id)
                .limit(LISTED as u64)
        })
        .all_as(read)
        .await?;
    let over = [ProjectStatus::Completed, ProjectStatus::Cancelled];
    let projects: Vec<Row<ProjectId>> = read
        .find::<project::Entity>()
        .filter(project::Column::ClientId.eq(client))
        .filter(Condition::any().add(project::Column::Status.is_not_in(over)).add_option(project.map(|id| project::Column::Id.eq(id))))
        .shape(|query| {
            query
                .select_only()
                .columns([project::Column::Id, project::Column::Name])
                .order_by_asc(project::Column::NameKey)
                .order_by_asc(project::Column::Id)
                .limit(LISTED as u64)
        })
        .all_as(read)
        .await?;
    let first = linked(read, deal).await?;
    let (people, more) = people(read, client, with, &first).await?;
    Ok(Around {
        deals: deals.into_iter().map(|row| Named { id: row.id, name: row.name }).collect(),
        projects: projects.into_iter().map(|row| Named { id: row.id, name: row.name }).collect(),
        people,
        more,
    })
}

/// Who is in the deal.
async fn linked(read: &Read, deal: Option<OpportunityId>) -> Result<HashSet<StakeholderId>, DbError> {
    let Some(deal) = deal else { return Ok(HashSet::new()) };
    let rows = read.find::<opportunity_stakeholder::Entity>().filter(opportunity_stakeholder::Column::OpportunityId.eq(deal));
    Ok(rows.all(read).await?.into_iter().map(|row| row.stakeholder_id).collect())
}

#[derive(FromQueryResult)]
struct Person {
    id: StakeholderId,
    name: String,
    job_title: Option<String>,
}

/// The client's people: those of the deal first, then by name; whoever is meant is among them.
async fn people(
    read: &Read,
    client: ClientId,
    with: &HashSet<StakeholderId>,
    first: &HashSet<StakeholderId>,
) -> Result<(Vec<Somebody>, bool), DbError> {
    let of_client = || {
        read.find::<stakeholder::Entity>().filter(stakeholder::Column::ClientId.eq(client)).shape(|query| {
            query
                .select_only()
                .columns([stakeholder::Column::Id, stakeholder::Column::Name, stakeholder::Column::JobTitle])
                .order_by_asc(stakeholder::Column::NameKey)
                .order_by_asc(stakeholder::Column::Id)
        })
    };
    let mut rows: Vec<Person> = of_client().shape(|query| query.limit(LISTED as u64 + 1)).all_as(read).await?;
    let more = rows.len() > LISTED;
    if more {
        rows.truncate(LISTED);
        let listed: HashSet<StakeholderId> = rows.iter().map(|row| row.id).collect();
        let missing: Vec<StakeholderId> = with.union(first).copied().filter(|id| !listed.contains(id)).collect();
        rows.extend(of_client().filter(stakeholder::Column::Id.is_in(missing)).all_as::<Person>(read).await?);
    }
    rows.sort_by_key(|row| !first.contains(&row.id));
    Ok((rows.into_iter().map(|row| Somebody { id: row.id, name: row.name, job_title: row.job_title }).collect(), more))
}
