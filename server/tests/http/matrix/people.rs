//! Who tries: every role, and every kind of session that is none any more.

use crate::browser::Browser;
use crate::canary::Canaries;
use crate::house::House;
use crate::program::Program;
use chrono::Duration;
use domain::id::{ClientId, OpportunityId, ProjectId, SessionId};
use domain::policy::{Action, Noun, Reach};
use domain::user::{Actor, UserRole};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeSet;
use store::table::{client_assignment, opportunity_team_member, task, user};

/// Somebody at the door.
pub(crate) struct Person {
    pub(crate) name: &'static str,
    /// Whom the server should take them for.
    pub(crate) actor: Option<Actor>,
    pub(crate) browser: Browser,
    pub(crate) session: Option<SessionId>,
    /// Clients that they are assigned to, read from the database.
    pub(crate) clients: Vec<ClientId>,
    /// Deals on whose team they are.
    pub(crate) deals: Vec<OpportunityId>,
    /// Projects in which they have a task.
    pub(crate) projects: Vec<ProjectId>,
}

impl Person {
    /// Nobody that the server knows.
    fn stranger(name: &'static str, browser: Browser) -> Self {
        Self { name, actor: None, browser, session: None, clients: Vec::new(), deals: Vec::new(), projects: Vec::new() }
    }

    /// What they may read of any client, by the policy.
    pub(crate) fn marks(&self, canaries: &Canaries) -> BTreeSet<String> {
        match self.actor.as_ref().map(|actor| actor.reach(Action::Read, Noun::Client)) {
            None | Some(Reach::Nothing | Reach::Own) => BTreeSet::new(),
            Some(Reach::Everything) => canaries.all(),
            Some(Reach::Assigned | Reach::Involved) => canaries.allowed(&self.clients, &self.deals),
        }
    }
}

/// Everybody.
pub(crate) async fn everybody(house: &House, program: &Program) -> Vec<Person> {
    let mut people = vec![Person::stranger("nobody", Browser::new(&program.base))];
    for name in ["admin", "consultant", "viewer", "client"] {
        people.push(signed_in(house, program, name, house.person(name).await).await);
    }
    let left = house.hire("left", UserRole::Consultant, false).await;
    let unassigned = house.hire("unassigned", UserRole::Consultant, true).await;
    people.push(signed_in(house, program, "unassigned", unassigned).await);
    let admin = house.person("admin").await;
    let now = store::id::now();
    let gone = [
        ("left", house.session(left.id).await),
        ("revoked", house.session_of(admin.id, None, now, Some(now)).await),
        ("idle", house.session_of(admin.id, None, now - Duration::hours(13), None).await),
        ("expired", house.session_of(admin.id, None, now - Duration::days(8), None).await),
        ("forged", (SessionId::from(uuid::Uuid::now_v7()), store::token::fresh().unwrap())),
    ];
    for (name, (_, token)) in gone {
        let browser = Browser::holding(&program.base, &token);
        people.push(Person::stranger(name, browser));
    }
    people
}

async fn signed_in(house: &House, program: &Program, name: &'static str, row: user::Model) -> Person {
    let raw = house.raw().await;
    let (session, token) = house.session(row.id).await;
    let assigned = client_assignment::Entity::find().filter(client_assignment::Column::UserId.eq(row.id)).all(&raw).await.unwrap();
    let tasks = task::Entity::find().filter(task::Column::AssignedTo.eq(row.id)).all(&raw).await.unwrap();
    let on = opportunity_team_member::Entity::find().filter(opportunity_team_member::Column::UserId.eq(row.id)).all(&raw).await.unwrap();
    Person {
        name,
        actor: Some(Actor { id: row.id, role: row.role, client_id: row.client_id }),
        browser: Browser::holding(&program.base, &token),
        session: Some(session),
        clients: assigned.iter().map(|row| row.client_id).collect(),
        deals: on.iter().map(|row| row.opportunity_id).collect(),
        projects: tasks.iter().filter_map(|row| row.project_id).collect(),
    }
}
