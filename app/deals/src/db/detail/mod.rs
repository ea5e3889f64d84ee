//! One deal with everything that its page shows, a room for each part of it: what is read, and what is changed there.

pub(super) mod checks;
mod find;
mod history;
mod letters;
pub(super) mod people;
mod rivals;
mod steps;
mod talks;
mod team;

pub use checks::tick;
pub use find::find;
pub use letters::ask;
pub use people::{add as add_stakeholder, link as link_stakeholder, set_role, unlink as unlink_stakeholder};
pub use rivals::{Rivalry, add as add_rival, edit as edit_rival, remove as remove_rival};
pub(super) use steps::insert as insert_step;
pub use steps::{NewStep, add as add_step, complete as complete_step, edit as edit_step};
pub use team::{add as add_member, remove as remove_member};

use super::{cards::cards_and_files, stages::criteria, stages::every_stage};
use crate::deal::types::{ClientRight, ClientTexts, DealDetail, ProjectLink};
use domain::AppError;
use domain::currency::Currency;
use domain::gap::gaps;
use domain::id::{OpportunityId, UserId};
use domain::policy::Action;
use firm::Person;
use sea_orm::ColumnTrait;
use std::collections::{HashMap, HashSet};
use store::table::{client, opportunity, project};
use store::{Access, DbError, Handle, Read, Write};

/// The people of the firm that the parts of a page name, looked up at once.
type People = HashMap<UserId, Person>;

/// The deal's page, looked at for the first time.
///
/// # Errors
/// Not found for this person.
pub async fn detail(access: &Access, id: OpportunityId) -> Result<DealDetail, DbError> {
    look(access, id, false).await
}

/// The deal's page. A page that looks `again` has its stakeholders' addresses already: none is opened.
///
/// # Errors
/// Not found for this person.
pub async fn look(access: &Access, id: OpportunityId, again: bool) -> Result<DealDetail, DbError> {
    let me = access.actor()?.id;
    let read = access.read().await?;
    let row = read.find::<opportunity::Entity>().by_id(id).must(&read).await?;
    let today = store::id::now().date_naive();
    let stages = every_stage(&read).await?;
    let all: Vec<_> = stages.iter().map(|(stage, _)| stage.clone()).collect();
    // Where it stands is always among them, even if deals are not moved there any more.
    let stages: Vec<_> = stages.into_iter().filter(|(stage, retired)| !retired || stage.key == row.stage).map(|(stage, _)| stage).collect();
    let (mut cards, mut files) = cards_and_files(&read, vec![row.clone()]).await?;
    let (card, evidence) = (cards.pop().ok_or(AppError::NotFound)?, files.remove(&id).unwrap_or_default());
    let (client, account) = client(&read, &row, card.client_id.is_some()).await?;
    let (steps, history) = (steps::raw(&read, id).await?, history::raw(&read, id).await?);
    let team = team::raw(&read, &row).await?;
    let ticks = checks::ticks(&read, id).await?;
    let named = [steps.users(), history.users(), team.users(), ticks.iter().map(|tick| tick.ticked_by).collect()].concat();
    let people: People = firm::db::people(&read, named.into_iter().collect::<HashSet<_>>()).await?;
    let criteria = criteria(&read).await?;
    let stakeholders = people::stakeholders(&read, id, !again).await?;
    let gaps = gaps(&stages, &row.stage, &criteria, &evidence, today);
    Ok(DealDetail {
        kind: row.kind,
        source: row.source,
        loss_reason: row.loss_reason.clone(),
        client,
        checks: checks::lines(&stages, &row, &criteria, &evidence, &ticks, &people, today),
        letters: letters::lines(&read, &row, account.as_ref(), &stakeholders, &evidence, today).await?,
        texts: account.as_ref().map(|account| ClientTexts {
            id: account.id,
            version: account.version,
            currency: Currency::parse(&account.currency).unwrap_or(Currency::USD),
        }),
        gaps: letters::gap_lines(gaps, &steps),
        team: team.named(&people, me, client),
        stakeholders,
        rivals: rivals::rivals(&read, id).await?,
        steps: steps.named(&people),
        history: history.named(&all, &people),
        pace: super::pace::pace(&read, today).await?,
        project: project(&read, id).await?,
        card,
        stages,
    })
}

/// The client's row, for who may read it, and what else they may do with its data. The policy gives a person the same
/// right to a client's profile, people and activities.
async fn client(read: &Read, deal: &opportunity::Model, reads: bool) -> Result<(ClientRight, Option<client::Model>), DbError> {
    if !reads {
        return Ok((ClientRight::None, None));
    }
    let row = read.find::<client::Entity>().by_id(deal.client_id).one(read).await?;
    let writes = read.everywhere::<client::Entity>(Action::Update)
        || read.find_for::<client::Entity>(Action::Update).by_id(deal.client_id).count(read).await? > 0;
    Ok((if writes { ClientRight::Write } else { ClientRight::Read }, row))
}

async fn project(read: &Read, id: OpportunityId) -> Result<Option<ProjectLink>, DbError> {
    let row = read.find::<project::Entity>().filter(project::Column::OpportunityId.eq(id)).one(read).await?;
    Ok(row.map(|row| ProjectLink { id: row.id, name: row.name }))
}

/// The deal that something of is about to change; from here on the log knows whose it is. Nobody else writes meanwhile: what
/// is found missing here is still missing when it is added, however often a button was pressed.
pub(super) async fn deal(write: &mut Write, id: OpportunityId) -> Result<opportunity::Model, DbError> {
    write.serialise().await?;
    let deal = write.find::<opportunity::Entity>().by_id(id).must(write).await?;
    if write.find_for::<opportunity::Entity>(Action::Update).by_id(id).count(write).await? == 0 {
        return Err(AppError::Forbidden.into());
    }
    write.about(deal.client_id);
    Ok(deal)
}

/// The same for what is the client's own: its people and activities.
async fn deal_of_client(write: &mut Write, id: OpportunityId) -> Result<opportunity::Model, DbError> {
    write.serialise().await?;
    let deal = write.find::<opportunity::Entity>().by_id(id).must(write).await?;
    let client = |action| write.find_for::<client::Entity>(action).by_id(deal.client_id);
    if client(Action::Update).count(write).await? == 0 {
        let seen = client(Action::Read).count(write).await? > 0;
        return Err(if seen { AppError::Forbidden } else { AppError::NotFound }.into());
    }
    write.about(deal.client_id);
    Ok(deal)
}

/// Whether the person sees the deal's client itself.
async fn client_seen(on: &impl Handle, deal: &opportunity::Model) -> Result<bool, DbError> {
    Ok(on.find::<client::Entity>().by_id(deal.client_id).count(on).await? > 0)
}
