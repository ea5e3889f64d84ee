//! Where a deal can go, and what a loss would be asked for.

use super::{cards::cards, stages::stages};
use crate::move_form::{LossChoices, MovePage};
use domain::AppError;
use domain::id::{CompetitorId, OpportunityId};
use domain::policy::Action;
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect};
use std::collections::HashSet;
use store::table::{competitor, competitor_mention, loss_reason, opportunity};
use store::{Access, DbError, Handle, Read};

/// More than anybody reads.
const AT_MOST: u64 = 500;

/// The page of a move, for who may change the deal.
///
/// # Errors
/// Not found for this person.
pub async fn ways(access: &Access, id: OpportunityId) -> Result<MovePage, DbError> {
    let read = access.read().await?;
    let row = read.find_for::<opportunity::Entity>(Action::Update).by_id(id).must(&read).await?;
    let card = cards(&read, vec![row]).await?.pop().ok_or(AppError::NotFound)?;
    Ok(MovePage { card, stages: stages(&read).await?, loss: choices(&read, id).await? })
}

/// What a loss is asked for, for who may change the deal.
///
/// # Errors
/// Not found for this person.
pub async fn loss_choices(access: &Access, id: OpportunityId) -> Result<LossChoices, DbError> {
    let read = access.read().await?;
    read.find_for::<opportunity::Entity>(Action::Update).by_id(id).must(&read).await?;
    choices(&read, id).await
}

async fn choices(read: &Read, id: OpportunityId) -> Result<LossChoices, DbError> {
    #[derive(FromQueryResult)]
    struct Named {
        id: CompetitorId,
        name: String,
    }
    let reasons = read.find::<loss_reason::Entity>();
    let reasons =
        reasons.shape(|query| query.order_by_asc(loss_reason::Column::Position).order_by_asc(loss_reason::Column::Id).limit(AT_MOST));
    let reasons = reasons.all(read).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let mentions = read.find::<competitor_mention::Entity>().filter(competitor_mention::Column::OpportunityId.eq(id)).all(read).await?;
    let here: HashSet<CompetitorId> = mentions.into_iter().map(|row| row.competitor_id).collect();
    let all: Vec<Named> = read
        .find::<competitor::Entity>()
        .shape(|query| {
            let named = query.select_only().columns([competitor::Column::Id, competitor::Column::Name]);
            named.order_by_asc(competitor::Column::NameKey).limit(AT_MOST)
        })
        .all_as(read)
        .await?;
    let (rivals, others) = all.into_iter().map(|row| (row.id, row.name)).partition(|(id, _)| here.contains(id));
    Ok(LossChoices { reasons, rivals, others })
}
