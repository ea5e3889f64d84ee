//! One person at a client. What is personal is opened here, and each such reading is written to the audit log.

use super::contact::last_contact;
use super::owners::{candidates, owners};
use super::roles::roles;
use super::sealed::{place, value};
use crate::types::{Somebody, StakeholderDetail};
use domain::id::{ClientId, StakeholderId};
use domain::policy::{Action, Noun};
use domain::stakeholder::StakeholderField;
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect};
use store::table::{client, stakeholder};
use store::{Access, DbError, Handle, Read};

/// More people than one client's are chosen from.
const SHOWN: u64 = 500;

/// The person's page.
///
/// # Errors
/// Not found for this person, or the database fails.
pub async fn detail(access: &Access, id: StakeholderId) -> Result<StakeholderDetail, DbError> {
    access.require(Action::Read, Noun::Stakeholder)?;
    let read = access.read().await?;
    let row = read.find::<stakeholder::Entity>().by_id(id).must(&read).await?;
    let client = read.find::<client::Entity>().by_id(row.client_id).must(&read).await?.name;
    let can_edit = read.find_for::<stakeholder::Entity>(Action::Update).by_id(id).count(&read).await? > 0;
    let others = colleagues(&read, row.client_id, id).await?;
    let manager = match row.reports_to {
        Some(manager) => match others.iter().find(|(other, _)| other.id == manager) {
            Some((other, _)) => Some(other.clone()),
            None => somebody(&read, manager).await?,
        },
        None => None,
    };
    let reports = others.iter().filter(|(_, manager)| *manager == Some(id)).map(|(other, _)| other.clone()).collect();
    let colleagues = if can_edit { others.into_iter().map(|(other, _)| other).collect() } else { Vec::new() };
    let held = roles(&read, &[id]).await?.remove(&id).unwrap_or_default();
    let owners = owners(&read, &[id]).await?.remove(&id).unwrap_or_default();
    let candidates = if can_edit { candidates(&read, row.client_id).await? } else { Vec::new() };
    let last_contact = last_contact(&read, &[id]).await?.get(&id).map(|at| at.date_naive());
    let (mut texts, mut unopened) = (Vec::new(), Vec::new());
    if let Some(title) = &row.job_title {
        texts.push((StakeholderField::JobTitle, title.clone()));
    }
    for field in StakeholderField::ALL.iter().copied().filter(|field| field.is_personal()) {
        let Some((place, value)) = place(id, field).zip(value(&row, field)) else { continue };
        match read.reveal(place, value) {
            Ok(text) => texts.push((field, text)),
            Err(error) => {
                tracing::error!(%error, column = field.as_str(), "personal data of a stakeholder does not open");
                unopened.push(field);
            }
        }
    }
    Ok(StakeholderDetail {
        id,
        version: row.version,
        name: row.name,
        client_id: row.client_id,
        client,
        engagement: row.engagement_level,
        texts,
        unopened,
        roles: held.into_iter().collect(),
        manager,
        reports,
        colleagues,
        owners,
        candidates,
        last_contact,
        since: row.created_at.date_naive(),
        can_edit,
    })
}

#[derive(FromQueryResult)]
struct Named {
    id: StakeholderId,
    name: String,
    job_title: Option<String>,
    reports_to: Option<StakeholderId>,
}

impl Named {
    fn somebody(self) -> Somebody {
        Somebody { id: self.id, name: self.name, job_title: self.job_title }
    }
}

fn named(query: sea_orm::Select<stakeholder::Entity>) -> sea_orm::Select<stakeholder::Entity> {
    use stakeholder::Column;
    query.select_only().columns([Column::Id, Column::Name, Column::JobTitle, Column::ReportsTo])
}

/// The client's other people by name, each with their manager.
async fn colleagues(read: &Read, client: ClientId, except: StakeholderId) -> Result<Vec<(Somebody, Option<StakeholderId>)>, DbError> {
    let rows: Vec<Named> = read
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.eq(client))
        .filter(stakeholder::Column::Id.ne(except))
        .shape(|query| named(query).order_by_asc(stakeholder::Column::NameKey).order_by_asc(stakeholder::Column::Id).limit(SHOWN))
        .all_as(read)
        .await?;
    Ok(rows.into_iter().map(|row| (row.reports_to, row)).map(|(manager, row)| (row.somebody(), manager)).collect())
}

async fn somebody(read: &Read, id: StakeholderId) -> Result<Option<Somebody>, DbError> {
    let found: Option<Named> = read.find::<stakeholder::Entity>().by_id(id).shape(named).one_as(read).await?;
    Ok(found.map(Named::somebody))
}
