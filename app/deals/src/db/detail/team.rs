//! Who of us works on the deal: through the client, and on the deal alone, told apart.

use super::{People, deal};
use crate::deal::types::{ClientRight, Team};
use domain::AppError;
use domain::id::{OpportunityId, UserId};
use domain::policy::Action;
use domain::user::AssignmentRole;
use firm::Person;
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use store::table::{client_assignment, opportunity, opportunity_team_member};
use store::{Access, DbError, Handle};

/// The team by ids.
pub(super) struct RawTeam {
    inherited: Vec<UserId>,
    leads: Vec<UserId>,
    own: Vec<UserId>,
    sees_all: bool,
}

/// Reads them.
pub(super) async fn raw(on: &impl Handle, deal: &opportunity::Model) -> Result<RawTeam, DbError> {
    let inherited = on.find::<client_assignment::Entity>().filter(client_assignment::Column::ClientId.eq(deal.client_id)).all(on).await?;
    let own =
        on.find::<opportunity_team_member::Entity>().filter(opportunity_team_member::Column::OpportunityId.eq(deal.id)).all(on).await?;
    Ok(RawTeam {
        leads: inherited.iter().filter(|row| row.role == AssignmentRole::Lead).map(|row| row.user_id).collect(),
        inherited: inherited.into_iter().map(|row| row.user_id).collect(),
        own: own.into_iter().map(|row| row.user_id).collect(),
        sees_all: on.everywhere::<opportunity::Entity>(Action::Read),
    })
}

impl RawTeam {
    pub(super) fn users(&self) -> Vec<UserId> {
        self.inherited.iter().chain(&self.own).copied().collect()
    }

    /// With their names; who is on both teams stands under the client's.
    pub(super) fn named(self, people: &People, me: UserId, client: ClientRight) -> Team {
        let named = |ids: &mut dyn Iterator<Item = &UserId>| {
            let mut named: Vec<Person> = ids.filter_map(|id| people.get(id).cloned()).collect();
            named.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
            named
        };
        let mut inherited = named(&mut self.inherited.iter());
        inherited.sort_by_key(|person| !self.leads.contains(&person.id));
        Team {
            inherited,
            leads: self.leads,
            own: named(&mut self.own.iter().filter(|id| !self.inherited.contains(id))),
            holds_me: !self.sees_all && !client.reads() && self.own.contains(&me),
        }
    }
}

/// Puts somebody on the deal's own team.
///
/// # Errors
/// By scope; somebody who has left the firm or is on the team already.
pub async fn add(access: &Access, id: OpportunityId, user: UserId) -> Result<(), DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal(write, id).await?;
                if !write.is_colleague(user).await? {
                    return Err(AppError::field("user", "is not with the firm any more; choose somebody else").into());
                }
                let team = raw(write, &deal).await?;
                if team.inherited.contains(&user) {
                    return Err(AppError::field("user", "is on the team already, through the client").into());
                }
                if team.own.contains(&user) {
                    return Ok(());
                }
                let row = opportunity_team_member::ActiveModel { user_id: Set(user), opportunity_id: Set(id), ..Default::default() };
                let added = write.insert::<opportunity_team_member::Entity>(row).await;
                added.map(drop).map_err(|error| error.on_unique("user", "is on the team already"))
            })
        })
        .await
}

/// Takes somebody off the deal's own team, if they are on it. Whoever sees the deal by that alone must be `sure`: they lose
/// sight of it.
///
/// # Errors
/// By scope; not sure.
pub async fn remove(access: &Access, id: OpportunityId, user: UserId, sure: bool) -> Result<(), DbError> {
    let me = access.actor()?.id;
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal(write, id).await?;
                let through_client = super::client_seen(write, &deal).await?;
                let blind = user == me && !through_client && !write.everywhere::<opportunity::Entity>(Action::Read);
                if blind && !sure {
                    return Err(AppError::field(
                        "sure",
                        "You see this deal because you are on its team. Say that you want to lose sight of it.",
                    )
                    .into());
                }
                let row = write.find::<opportunity_team_member::Entity>().by_id((user, id)).one(write).await?;
                match row {
                    Some(row) => write.delete::<opportunity_team_member::Entity>(row).await,
                    None => Ok(()),
                }
            })
        })
        .await
}
