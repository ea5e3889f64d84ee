//! The client's people who have to do with the deal. They and their roles are the client's data: whoever is on the deal's
//! team alone neither sees nor changes them.

use super::deal_of_client;
use crate::deal::types::DealStakeholder;
use chrono::DateTime;
use domain::AppError;
use domain::id::{ClientId, OpportunityId, StakeholderId};
use domain::stakeholder::MeddpiccRole;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use stakeholders::db::{NewPerson, give, has_namesake, last_contact, roles};
use store::sealed::Place;
use store::table::{opportunity, opportunity_stakeholder, stakeholder, stakeholder_meddpicc_role};
use store::{Access, DbError, Handle, Read, Write};

/// As many people of one deal as a page shows.
const SHOWN: u64 = 200;

/// The deal's stakeholders by name, as far as the person may see them.
pub(super) async fn stakeholders(read: &Read, id: OpportunityId, open: bool) -> Result<Vec<DealStakeholder>, DbError> {
    let links =
        read.find::<opportunity_stakeholder::Entity>().filter(opportunity_stakeholder::Column::OpportunityId.eq(id)).all(read).await?;
    let ids: Vec<_> = links.iter().map(|link| link.stakeholder_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let people = read
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::Id.is_in(ids.clone()))
        .shape(|query| query.order_by_asc(stakeholder::Column::NameKey).order_by_asc(stakeholder::Column::Id).limit(SHOWN))
        .all(read)
        .await?;
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut held = roles(read, &ids).await?;
    let last = last_contact(read, &ids).await?;
    let shown = people.into_iter().map(|person| {
        let place = Place { table: "stakeholder", column: "email", row: person.id.0 };
        let sealed = person.email.as_ref().filter(|_| open);
        // An address that does not open is left out; the page goes on, and the log says why.
        let email = sealed.and_then(|sealed| read.reveal(place, sealed).inspect_err(unopened).ok());
        let roles = held.remove(&person.id).unwrap_or_default().into_iter().collect();
        let last_contact = last.get(&person.id).map(DateTime::date_naive);
        DealStakeholder { id: person.id, name: person.name, job_title: person.job_title, roles, email, last_contact }
    });
    Ok(shown.collect())
}

fn unopened(error: &DbError) {
    tracing::error!(%error, "a stakeholder's e-mail address does not open");
}

/// One of the client's people, as this person may see them.
pub(in crate::db) async fn of_client(write: &Write, client: ClientId, id: StakeholderId) -> Result<stakeholder::Model, DbError> {
    let person = write.find::<stakeholder::Entity>().by_id(id).filter(stakeholder::Column::ClientId.eq(client)).one(write).await?;
    person.ok_or_else(|| AppError::field("stakeholder", "is not one of this client's people any more; reload the page").into())
}

/// The one of the client's people who has this name; nobody where two share it.
pub(in crate::db) async fn called(write: &Write, client: ClientId, name: &str) -> Result<Option<StakeholderId>, DbError> {
    let named = write
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.eq(client))
        .filter(stakeholder::Column::NameKey.eq(store::name_key(name)))
        .shape(|query| query.limit(2));
    let mut found = named.all(write).await?;
    Ok(found.pop().filter(|_| found.is_empty()).map(|person| person.id))
}

/// Links one of the client's people to the deal, and gives them a role if one is named. It is so afterwards, whoever was
/// faster.
///
/// # Errors
/// By scope; nobody of this client.
pub async fn link(access: &Access, id: OpportunityId, person: StakeholderId, role: Option<MeddpiccRole>) -> Result<(), DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal_of_client(write, id).await?;
                let person = of_client(write, deal.client_id, person).await?;
                link_in(write, &deal, person.id, role).await
            })
        })
        .await
}

/// The same inside the caller's transaction.
pub(in crate::db) async fn link_in(
    write: &mut Write,
    deal: &opportunity::Model,
    person: StakeholderId,
    role: Option<MeddpiccRole>,
) -> Result<(), DbError> {
    if write.find::<opportunity_stakeholder::Entity>().by_id((person, deal.id)).count(write).await? == 0 {
        let link = opportunity_stakeholder::ActiveModel {
            stakeholder_id: Set(person),
            opportunity_id: Set(deal.id),
            client_id: Set(deal.client_id),
            ..Default::default()
        };
        write.insert::<opportunity_stakeholder::Entity>(link).await?;
    }
    match role {
        Some(role) => give(write, person, role, true).await,
        None => Ok(()),
    }
}

/// Whether somebody has a role.
pub(in crate::db) async fn has(write: &Write, person: StakeholderId, role: MeddpiccRole) -> Result<bool, DbError> {
    Ok(write.find::<stakeholder_meddpicc_role::Entity>().by_id((person, role)).count(write).await? > 0)
}

/// Takes one of the client's people off the deal; they stay the client's, with their roles.
///
/// # Errors
/// By scope; nobody of this client.
pub async fn unlink(access: &Access, id: OpportunityId, person: StakeholderId) -> Result<(), DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal_of_client(write, id).await?;
                let person = of_client(write, deal.client_id, person).await?;
                match write.find::<opportunity_stakeholder::Entity>().by_id((person.id, id)).one(write).await? {
                    Some(link) => write.delete::<opportunity_stakeholder::Entity>(link).await,
                    None => Ok(()),
                }
            })
        })
        .await
}

/// Gives somebody of the deal a role, takes one, or both. Roles are the person's own: in each of the client's deals the same.
///
/// # Errors
/// By scope; nobody of this deal.
pub async fn set_role(
    access: &Access,
    id: OpportunityId,
    person: StakeholderId,
    gives: Option<MeddpiccRole>,
    takes: Option<MeddpiccRole>,
) -> Result<(), DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal_of_client(write, id).await?;
                let person = of_client(write, deal.client_id, person).await?;
                if write.find::<opportunity_stakeholder::Entity>().by_id((person.id, id)).count(write).await? == 0 {
                    return Err(AppError::field("stakeholder", "is not on this deal any more; reload the page").into());
                }
                for (role, on) in [(gives, true), (takes, false)] {
                    if let Some(role) = role {
                        give(write, person.id, role, on).await?;
                    }
                }
                Ok(())
            })
        })
        .await
}

/// Adds somebody to the client's people, with their roles, and links them to the deal.
///
/// # Errors
/// By scope; the client has somebody of that name already.
pub async fn add(access: &Access, id: OpportunityId, new: NewPerson) -> Result<StakeholderId, DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal_of_client(write, id).await?;
                add_in(write, &deal, new).await
            })
        })
        .await
}

/// The same inside the caller's transaction.
pub(in crate::db) async fn add_in(write: &mut Write, deal: &opportunity::Model, new: NewPerson) -> Result<StakeholderId, DbError> {
    if has_namesake(write, deal.client_id, &new).await? {
        let message = "is one of the client's people already; link them, or write what tells the two apart";
        return Err(AppError::field("name", message).into());
    }
    let person = stakeholders::db::add(write, deal.client_id, new).await?;
    link_in(write, deal, person, None).await?;
    Ok(person)
}
