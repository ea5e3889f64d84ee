//! The people of a client, with what they are to it and the deals that they are in.

use crate::people::{ClientPeople, ClientPerson, PersonDeal};
use domain::id::{ClientId, OpportunityId, StakeholderId};
use domain::policy::{Action, Noun};
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect};
use stakeholders::db::roles;
use std::collections::{HashMap, HashSet};
use store::table::{client, opportunity, opportunity_stakeholder, stakeholder};
use store::{Access, DbError, Handle, Read};

/// More than a client's page shows of its people.
const SHOWN: usize = 200;

/// The client's people by name. No address is opened.
///
/// # Errors
/// No such client for this person, or the database fails.
pub async fn client_stakeholders(access: &Access, id: ClientId) -> Result<ClientPeople, DbError> {
    access.require(Action::Read, Noun::Stakeholder)?;
    let read = access.read().await?;
    read.find::<client::Entity>().by_id(id).must(&read).await?;
    let mut rows = read
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.eq(id))
        .shape(|query| query.order_by_asc(stakeholder::Column::NameKey).order_by_asc(stakeholder::Column::Id).limit(SHOWN as u64 + 1))
        .all(&read)
        .await?;
    let more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut held = roles(&read, &ids).await?;
    let mut within = deals(&read, &ids).await?;
    let person = |row: stakeholder::Model| ClientPerson {
        id: row.id,
        name: row.name,
        job_title: row.job_title,
        roles: held.remove(&row.id).unwrap_or_default().into_iter().collect(),
        deals: within.remove(&row.id).unwrap_or_default(),
    };
    Ok(ClientPeople { people: rows.into_iter().map(person).collect(), more })
}

/// The deals that a person is in.
///
/// # Errors
/// No such person for this one, or the database fails.
pub async fn stakeholder_deals(access: &Access, id: StakeholderId) -> Result<Vec<PersonDeal>, DbError> {
    access.require(Action::Read, Noun::Stakeholder)?;
    let read = access.read().await?;
    read.find::<stakeholder::Entity>().by_id(id).must(&read).await?;
    Ok(deals(&read, &[id]).await?.remove(&id).unwrap_or_default())
}

/// The deals of each, as far as the person may see them: open ones first, the latest first.
async fn deals(read: &Read, ids: &[StakeholderId]) -> Result<HashMap<StakeholderId, Vec<PersonDeal>>, DbError> {
    #[derive(FromQueryResult)]
    struct Named {
        id: OpportunityId,
        name: String,
        outcome: Option<domain::deal::Outcome>,
    }
    use opportunity_stakeholder::{Column, Entity};
    let links = read.find::<Entity>().filter(Column::StakeholderId.is_in(ids.iter().copied())).all(read).await?;
    let linked: HashSet<_> = links.iter().map(|link| link.opportunity_id).collect();
    let mut rows: Vec<Named> = read
        .find::<opportunity::Entity>()
        .filter(opportunity::Column::Id.is_in(linked))
        .shape(|query| {
            let query = query.select_only().columns([opportunity::Column::Id, opportunity::Column::Name, opportunity::Column::Outcome]);
            query.order_by_desc(opportunity::Column::CreatedAt).order_by_desc(opportunity::Column::Id)
        })
        .all_as(read)
        .await?;
    rows.sort_by_key(|row| row.outcome.is_some());
    let mut of: HashMap<_, Vec<_>> = HashMap::new();
    let mut who: HashMap<_, Vec<_>> = HashMap::new();
    for link in links {
        who.entry(link.opportunity_id).or_default().push(link.stakeholder_id);
    }
    for row in rows {
        for person in who.remove(&row.id).unwrap_or_default() {
            of.entry(person).or_default().push(PersonDeal { id: row.id, name: row.name.clone(), ended: row.outcome });
        }
    }
    Ok(of)
}
