//! Whether somebody is known already.

use super::sealed::indexes;
use crate::types::{SimilarPerson, Somebody};
use domain::id::{ClientId, StakeholderId};
use domain::parse::Email;
use domain::policy::{Action, Noun};
use domain::similar::{ALIKE, likeness};
use sea_orm::{ColumnTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationTrait, Select};
use store::table::{client, stakeholder};
use store::{Access, DbError, Handle, Read};

/// As many as are worth a look.
const SHOWN: usize = 5;
/// As many names of one client as are compared.
const COMPARED: u64 = 2_000;

#[derive(FromQueryResult)]
struct Named {
    id: StakeholderId,
    name: String,
    job_title: Option<String>,
    client: String,
}

/// People of this client with a similar name, and whoever has this very e-mail address, at whichever client the person may
/// see. No address is opened for it.
///
/// # Errors
/// No right to read people, or the database fails.
pub async fn similar(access: &Access, client: Option<ClientId>, name: &str, email: &str) -> Result<Vec<SimilarPerson>, DbError> {
    access.require(Action::Read, Noun::Stakeholder)?;
    let read = access.read().await?;
    let mut found = match Email::parse(email) {
        Ok(email) => with_email(&read, &email).await?,
        Err(_) => Vec::new(),
    };
    if let Some(client) = client.filter(|_| !name.trim().is_empty()) {
        let mut named: Vec<(u32, Named)> =
            of_client(&read, client).await?.into_iter().map(|row| (likeness(name, &row.name), row)).collect();
        named.retain(|(alike, row)| *alike >= ALIKE && found.iter().all(|other| other.person.id != row.id));
        named.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.name.cmp(&other.name)));
        found.extend(named.into_iter().map(|(_, row)| person(row, false)));
    }
    found.truncate(SHOWN);
    Ok(found)
}

fn person(row: Named, same_email: bool) -> SimilarPerson {
    SimilarPerson { person: Somebody { id: row.id, name: row.name, job_title: row.job_title }, client: row.client, same_email }
}

fn named(query: Select<stakeholder::Entity>) -> Select<stakeholder::Entity> {
    query
        .join(JoinType::InnerJoin, stakeholder::Relation::Client.def())
        .select_only()
        .columns([stakeholder::Column::Id, stakeholder::Column::Name, stakeholder::Column::JobTitle])
        .column_as(client::Column::Name, "client")
        .order_by_asc(stakeholder::Column::NameKey)
        .order_by_asc(stakeholder::Column::Id)
}

async fn with_email(read: &Read, email: &Email) -> Result<Vec<SimilarPerson>, DbError> {
    let wanted = indexes(&*read.store().keys()?, email);
    let query = read.find::<stakeholder::Entity>().filter(stakeholder::Column::EmailIndex.is_in(wanted));
    let rows: Vec<Named> = query.shape(|query| named(query).limit(SHOWN as u64)).all_as(read).await?;
    Ok(rows.into_iter().map(|row| person(row, true)).collect())
}

async fn of_client(read: &Read, client: ClientId) -> Result<Vec<Named>, DbError> {
    let query = read.find::<stakeholder::Entity>().filter(stakeholder::Column::ClientId.eq(client));
    query.shape(|query| named(query).limit(COMPARED)).all_as(read).await
}
