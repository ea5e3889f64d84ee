//! What can be added to a deal, found by a piece of its name; what is there already is left out.

use super::team;
use crate::deal::types::{Findable, Found};
use domain::id::OpportunityId;
use domain::policy::{Action, Noun};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use store::table::{competitor, competitor_mention, opportunity, opportunity_stakeholder, stakeholder};
use store::{Access, DbError, Handle, Read};

/// As many as are listed; the rest are found by typing on.
const LISTED: u64 = 8;
/// No name is longer.
const LONGEST: usize = 200;

/// The first ones by name that hold the text and that the person may see.
///
/// # Errors
/// Not found for this person, or not theirs to add to.
pub async fn find(access: &Access, id: OpportunityId, what: Findable, text: &str) -> Result<Vec<Found>, DbError> {
    access.require(Action::Update, Noun::Deal)?;
    let read = access.read().await?;
    let deal = read.find_for::<opportunity::Entity>(Action::Update).by_id(id).must(&read).await?;
    let text: String = text.trim().chars().take(LONGEST).collect::<String>().to_lowercase();
    match what {
        Findable::Colleague => colleagues(&read, &deal, &text).await,
        Findable::Stakeholder => stakeholders(&read, &deal, &text).await,
        Findable::Competitor => competitors(&read, id, &text).await,
    }
}

async fn colleagues(read: &Read, deal: &opportunity::Model, text: &str) -> Result<Vec<Found>, DbError> {
    let there = team::raw(read, deal).await?.users();
    let people = firm::db::find_people(read, text, there, LISTED).await?;
    Ok(people.into_iter().map(|person| Found { id: person.id.to_string(), name: person.name, about: person.job_title }).collect())
}

async fn stakeholders(read: &Read, deal: &opportunity::Model, text: &str) -> Result<Vec<Found>, DbError> {
    use stakeholder::Column as S;
    let there = opportunity_stakeholder::Entity::find()
        .select_only()
        .column(opportunity_stakeholder::Column::StakeholderId)
        .filter(opportunity_stakeholder::Column::OpportunityId.eq(deal.id))
        .into_query();
    let titled = Expr::expr(Func::lower(Expr::col((stakeholder::Entity, S::JobTitle)))).like(store::contains(text));
    let named = Expr::col((stakeholder::Entity, S::NameKey)).like(store::contains(text));
    let rows = read
        .find::<stakeholder::Entity>()
        .filter(S::ClientId.eq(deal.client_id))
        .filter(S::Id.not_in_subquery(there))
        .filter(Condition::any().add(named).add(titled))
        .shape(|query| query.order_by_asc(S::NameKey).order_by_asc(S::Id).limit(LISTED))
        .all(read)
        .await?;
    Ok(rows.into_iter().map(|row| Found { id: row.id.to_string(), name: row.name, about: row.job_title.unwrap_or_default() }).collect())
}

async fn competitors(read: &Read, id: OpportunityId, text: &str) -> Result<Vec<Found>, DbError> {
    use competitor::Column as C;
    let there = competitor_mention::Entity::find()
        .select_only()
        .column(competitor_mention::Column::CompetitorId)
        .filter(competitor_mention::Column::OpportunityId.eq(id))
        .into_query();
    let rows = read
        .find::<competitor::Entity>()
        .filter(C::Id.not_in_subquery(there))
        .filter(Expr::col((competitor::Entity, C::NameKey)).like(store::contains(text)))
        .shape(|query| query.order_by_asc(C::NameKey).order_by_asc(C::Id).limit(LISTED))
        .all(read)
        .await?;
    Ok(rows.into_iter().map(|row| Found { id: row.id.to_string(), name: row.name, about: String::new() }).collect())
}
