//! To what it is done: one's own, a deal reached through its team alone, somebody else's, the firm's own, a made-up one, and none at all.

use crate::house::House;
use domain::activity::ActivityType;
use domain::id::{ClientId, CompetitorId, OpportunityId, ProjectId, SessionId, UserId};
use domain::policy::{Noun, Reach};
use domain::stage::{StageKey, StageKind};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::table::{
    activity, client, client_assignment, competitor, deal_stage, opportunity, opportunity_team_member, project, stakeholder,
};

use super::calls::{RETIRED, SPARE};
use super::people::Person;

/// A thing that an address or a form names.
#[derive(Clone, Debug)]
pub(crate) struct Thing {
    pub(crate) what: &'static str,
    pub(crate) id: String,
    /// Whose data it is.
    client: Option<ClientId>,
    deal: Option<OpportunityId>,
    project: Option<ProjectId>,
    owner: Option<UserId>,
    /// The firm's own, nobody's in particular.
    firms: bool,
    /// Whether the id can be read as one.
    pub(crate) readable: bool,
}

impl Thing {
    fn named(what: &'static str, id: String) -> Self {
        Self { what, id, client: None, deal: None, project: None, owner: None, firms: false, readable: true }
    }

    /// Whether a right that goes so far covers it for this person.
    pub(crate) fn within(&self, reach: Reach, person: &Person) -> bool {
        let assigned = self.client.is_some_and(|client| person.clients.contains(&client));
        let on_team = self.deal.is_some_and(|deal| person.deals.contains(&deal));
        let involved = on_team || self.project.is_some_and(|project| person.projects.contains(&project));
        let real = self.client.is_some() || self.owner.is_some() || self.firms;
        match reach {
            Reach::Nothing => false,
            Reach::Own => self.owner.is_some() && self.owner == person.actor.as_ref().map(|actor| actor.id),
            Reach::Assigned => assigned,
            Reach::Involved => assigned || involved,
            Reach::Everything => real,
        }
    }
}

/// All of them.
pub(crate) struct Things {
    clients: Vec<Thing>,
    deals: Vec<Thing>,
    people: Vec<Thing>,
    projects: Vec<Thing>,
    stages: Vec<Thing>,
    team: (OpportunityId, ClientId),
}

impl Things {
    /// Chosen as the demonstration consultant sees them.
    pub(crate) async fn of(house: &House) -> Self {
        let raw = house.raw().await;
        let me = house.person("consultant").await.id;
        let portal = house.person("client").await.client_id.unwrap();
        let mine: Vec<ClientId> = client_assignment::Entity::find()
            .filter(client_assignment::Column::UserId.eq(me))
            .all(&raw)
            .await
            .unwrap()
            .iter()
            .map(|row| row.client_id)
            .collect();
        let team: Vec<OpportunityId> = opportunity_team_member::Entity::find()
            .filter(opportunity_team_member::Column::UserId.eq(me))
            .all(&raw)
            .await
            .unwrap()
            .iter()
            .map(|row| row.opportunity_id)
            .collect();
        let deals = opportunity::Entity::find()
            .filter(opportunity::Column::Outcome.is_null())
            .order_by_asc(opportunity::Column::Id)
            .all(&raw)
            .await
            .unwrap();
        let clients = client::Entity::find().order_by_asc(client::Column::Id).all(&raw).await.unwrap();
        let own = deals.iter().find(|deal| mine.contains(&deal.client_id)).unwrap();
        let by_team =
            deals.iter().find(|deal| team.contains(&deal.id) && !mine.contains(&deal.client_id)).expect("an open deal of the team alone");
        let elsewhere = |id: &ClientId| !mine.contains(id) && *id != by_team.client_id;
        let foreign = deals.iter().find(|deal| elsewhere(&deal.client_id)).unwrap();
        let stranger =
            clients.iter().find(|client| elsewhere(&client.id) && client.id != portal && client.id != foreign.client_id).unwrap();
        let made_up = || uuid::Uuid::now_v7().to_string();
        let one = |what, id: ClientId| Thing { client: Some(id), ..Thing::named(what, id.to_string()) };
        let deal = |what, row: &opportunity::Model| Thing {
            client: Some(row.client_id),
            deal: Some(row.id),
            ..Thing::named(what, row.id.to_string())
        };
        let broken = |what, id: &str| Thing { readable: false, ..Thing::named(what, id.to_owned()) };
        let none =
            || vec![Thing::named("missing", made_up()), broken("malformed", "0"), broken("another", "' OR 1=1 --"), broken("empty", "")];
        let mut all_clients =
            vec![one("own", mine[0]), one("team's", by_team.client_id), one("foreign", stranger.id), one("portal's", portal)];
        let mut all_deals = vec![deal("own", own), deal("team's", by_team), deal("foreign", foreign)];
        // A sibling of the team's deal: reaching one deal of a client reaches no other.
        all_deals
            .extend(deals.iter().find(|row| row.client_id == by_team.client_id && row.id != by_team.id).map(|row| deal("sibling", row)));
        // An id of another table.
        all_deals.push(Thing::named("a client's id", mine[0].to_string()));
        all_clients.push(Thing::named("a deal's id", own.id.to_string()));
        all_clients.extend(none());
        all_deals.extend(none());
        let known = [("own", mine[0]), ("team's", by_team.client_id), ("foreign", stranger.id), ("portal's", portal)];
        let people = people(house, known).await.into_iter().chain(none()).collect();
        let projects = projects(house, &mine).await.into_iter().chain(none()).collect();
        for (key, retired) in [(SPARE, false), (RETIRED, true)] {
            deal_stage::Entity::insert(stage(key, retired)).exec_without_returning(&raw).await.unwrap();
        }
        let spare = Thing { firms: true, ..Thing::named("spare", SPARE.into()) };
        // Whatever can be read is a key; whether there is such a stage is another question.
        let stages = vec![
            spare,
            Thing::named("missing", "nowhere".into()),
            Thing::named("odd", "' OR 1=1 --".into()),
            Thing::named("empty", "".into()),
        ];
        Self { clients: all_clients, deals: all_deals, people, projects, stages, team: (by_team.id, by_team.client_id) }
    }

    /// The deal that the consultant reaches through its team alone, and its client.
    pub(crate) const fn team_deal(&self) -> (OpportunityId, ClientId) {
        self.team
    }

    /// The things of a noun, and sessions of one's own and of others for this person.
    pub(crate) async fn of_noun(&self, noun: Noun, person: &Person, house: &House) -> Vec<Thing> {
        match noun {
            Noun::Client => self.clients.clone(),
            Noun::Deal => self.deals.clone(),
            Noun::Stakeholder => self.people.clone(),
            Noun::Project => self.projects.clone(),
            Noun::Stage => self.stages.clone(),
            Noun::Session => sessions(person, house).await,
            Noun::Competitor => competitors(house).await,
            Noun::Colleague => colleagues(house).await,
            Noun::Activity => activities(house, &self.clients).await,
            other => panic!("say here which things of {other} there are"),
        }
    }
}

/// Somebody at each of these clients.
async fn people(house: &House, clients: [(&'static str, ClientId); 4]) -> Vec<Thing> {
    let raw = house.raw().await;
    let mut people = Vec::new();
    for (what, client) in clients {
        let there = stakeholder::Entity::find().filter(stakeholder::Column::ClientId.eq(client));
        let row = there.order_by_asc(stakeholder::Column::Id).one(&raw).await.unwrap().unwrap();
        people.push(Thing { client: Some(client), ..Thing::named(what, row.id.to_string()) });
    }
    people
}

/// One who is with the firm, one who has left it, an outside user, who is no colleague, and nobody.
async fn colleagues(house: &House) -> Vec<Thing> {
    let at = async |name: &'static str| house.person(name).await.id.to_string();
    vec![
        Thing { firms: true, ..Thing::named("colleague", at("admin").await) },
        Thing { firms: true, ..Thing::named("left", at("left").await) },
        Thing::named("outside", at("client").await),
        Thing::named("missing", uuid::Uuid::now_v7().to_string()),
        Thing { readable: false, ..Thing::named("malformed", "' OR 1=1 --".into()) },
    ]
}

/// A project of one's own client, and one of somebody else's.
async fn projects(house: &House, mine: &[ClientId]) -> Vec<Thing> {
    let all = project::Entity::find().order_by_asc(project::Column::Id).all(&house.raw().await).await.unwrap();
    let of =
        |what, row: &project::Model| Thing { client: Some(row.client_id), project: Some(row.id), ..Thing::named(what, row.id.to_string()) };
    let own = all.iter().find(|row| mine.contains(&row.client_id)).unwrap();
    let foreign = all.iter().find(|row| !mine.contains(&row.client_id)).unwrap();
    vec![of("own", own), of("foreign", foreign)]
}

fn stage(key: &str, retired: bool) -> deal_stage::ActiveModel {
    deal_stage::ActiveModel {
        key: Set(StageKey::parse(key).unwrap()),
        name: Set(format!("The {key}")),
        kind: Set(StageKind::Open),
        position: Set(5),
        probability: Set(50),
        exit_criteria: Set(String::new()),
        retired: Set(retired),
        ..Default::default()
    }
}

/// A new one for each asking, since one of the calls removes it.
async fn competitors(house: &House) -> Vec<Thing> {
    let (id, now) = (store::id::fresh::<CompetitorId>(), store::id::now());
    let row = competitor::ActiveModel {
        id: Set(id),
        name: Set(format!("Rival {id}")),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    competitor::Entity::insert(row).exec_without_returning(&house.raw().await).await.unwrap();
    vec![
        Thing { firms: true, ..Thing::named("the firm's", id.to_string()) },
        Thing::named("missing", uuid::Uuid::now_v7().to_string()),
        Thing { readable: false, ..Thing::named("malformed", "' OR 1=1 --".into()) },
    ]
}

/// Something new at each client for each asking, since one of the calls removes it.
async fn activities(house: &House, clients: &[Thing]) -> Vec<Thing> {
    let (raw, by, now) = (house.raw().await, house.person("admin").await.id, store::id::now());
    let mut things = Vec::new();
    for (what, client) in clients.iter().filter_map(|thing| thing.client.map(|client| (thing.what, client))) {
        let row = activity::ActiveModel {
            id: Set(store::id::fresh()),
            kind: Set(ActivityType::Call),
            subject: Set(format!("Talk with the {what}")),
            occurred_at: Set(now),
            client_id: Set(client),
            created_by: Set(by),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        let row = activity::Entity::insert(row).exec_with_returning(&raw).await.unwrap();
        things.push(Thing { client: Some(client), ..Thing::named(what, row.id.to_string()) });
    }
    things.push(Thing::named("missing", uuid::Uuid::now_v7().to_string()));
    things.push(Thing { readable: false, ..Thing::named("malformed", "' OR 1=1 --".into()) });
    things
}

async fn sessions(person: &Person, house: &House) -> Vec<Thing> {
    let of = |what, (id, _): (SessionId, String), owner| Thing { owner: Some(owner), ..Thing::named(what, id.to_string()) };
    let mut things = Vec::new();
    for name in ["admin", "viewer"] {
        let other = house.person(name).await.id;
        if person.actor.as_ref().is_none_or(|actor| actor.id != other) {
            things.push(of("foreign", house.session(other).await, other));
        }
    }
    if let Some(actor) = &person.actor {
        things.push(of("own", house.session(actor.id).await, actor.id));
    }
    things.push(Thing::named("missing", uuid::Uuid::now_v7().to_string()));
    things.push(Thing { readable: false, ..Thing::named("malformed", "1".into()) });
    things
}
