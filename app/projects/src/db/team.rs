//! Who of ours is on a project. Nothing is copied when it is handed over: the team is the client's account team and that
//! of the won deal, read where they stand (see `docs/adr/0010-a-project-reads-its-people.md`).

use crate::types::{Membership, TeamLine};
use domain::id::{ClientId, OpportunityId, UserId};
use domain::user::AssignmentRole;
use sea_orm::{ColumnTrait, QuerySelect};
use std::collections::BTreeMap;
use store::table::{client_assignment, opportunity_team_member};
use store::{DbError, Handle};

/// More than any team.
const AT_MOST: u64 = 200;

/// The leads first, then the account team, then who was on the deal alone.
pub(super) async fn team(on: &impl Handle, client: ClientId, deal: Option<OpportunityId>) -> Result<Vec<TeamLine>, DbError> {
    let account = on
        .find::<client_assignment::Entity>()
        .filter(client_assignment::Column::ClientId.eq(client))
        .shape(|query| query.limit(AT_MOST))
        .all(on)
        .await?;
    let own = match deal {
        Some(deal) => {
            let own = on.find::<opportunity_team_member::Entity>().filter(opportunity_team_member::Column::OpportunityId.eq(deal));
            own.shape(|query| query.limit(AT_MOST)).all(on).await?
        }
        None => Vec::new(),
    };
    let mut how: BTreeMap<UserId, Membership> = own.iter().map(|row| (row.user_id, Membership::Deal)).collect();
    for row in &account {
        how.insert(row.user_id, if row.role == AssignmentRole::Lead { Membership::Lead } else { Membership::Account });
    }
    let people = firm::db::people(on, how.keys().copied()).await?;
    let mut team: Vec<TeamLine> =
        how.into_iter().filter_map(|(id, how)| people.get(&id).map(|person| TeamLine { person: person.clone(), how })).collect();
    team.sort_by(|a, b| (a.how, &a.person.name).cmp(&(b.how, &b.person.name)));
    Ok(team)
}
