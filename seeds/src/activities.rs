//! What was said and done over a year, with whom and how it went.

use crate::clients::Account;
use crate::deals::Deal;
use crate::projects::Project;
use crate::rng::Rng;
use crate::stakeholders::Contacts;
use crate::tasks::Done;
use crate::users::Staff;
use crate::words::{AFTERWARDS, CALLS, MAILS, MEETINGS, NOTES};
use crate::world::World;
use chrono::{DateTime, Utc};
use domain::activity::ActivityType::{self, Call, Email, Meeting, Note, TaskCompleted};
use domain::activity::Sentiment::{self, Negative, Neutral, Positive};
use domain::client::ClientStatus;
use domain::id::ActivityId;
use sea_orm::ActiveValue::Set;
use store::table::{activity, activity_stakeholder};

/// All that the activities' tables hold.
#[derive(Default)]
pub(crate) struct Activities {
    /// The activities.
    pub(crate) rows: Vec<activity::ActiveModel>,
    /// Who took part.
    pub(crate) people: Vec<activity_stakeholder::ActiveModel>,
}

/// What there is to talk about with a client.
struct Topics<'a> {
    place: usize,
    account: &'a Account,
    deals: Vec<&'a Deal>,
    projects: Vec<(&'a Project, &'a [Done])>,
}

/// 400 in a cell: most with clients, some with prospects, few with who has left.
const fn count(place: usize) -> usize {
    match place {
        0..=9 => 25,
        10..=21 => 11,
        _ => 6,
    }
}

/// Every activity, client by client.
pub(crate) fn activities(
    world: &World,
    staff: &Staff,
    accounts: &[Account],
    contacts: &Contacts,
    deals: &[Deal],
    projects: &[Project],
    done: &[Vec<Done>],
) -> Activities {
    let mut rng = Rng::of("activities");
    let mut all = Activities::default();
    let (mut deals, mut projects) = (deals.iter().peekable(), projects.iter().zip(done).peekable());
    for (place, account) in accounts.iter().enumerate() {
        let mut topics = Topics { place, account, deals: Vec::new(), projects: Vec::new() };
        while let Some(deal) = deals.next_if(|deal| deal.account == place) {
            topics.deals.push(deal);
        }
        while let Some((project, done)) = projects.next_if(|(project, _)| project.account == place) {
            topics.projects.push((project, done));
        }
        for number in 0..count(account.place) {
            all.add(world, &mut rng, staff, contacts, &topics, number);
        }
    }
    all
}

impl Activities {
    fn add(&mut self, world: &World, rng: &mut Rng, staff: &Staff, contacts: &Contacts, topics: &Topics, number: usize) {
        let account = topics.account;
        let finished = topics.projects.iter().find_map(|(project, done)| done.get(number / 8 * 9 + 3).map(|done| (*project, done)));
        let (kind, at) = match finished {
            Some((_, done)) if number % 8 == 7 => (TaskCompleted, done.at),
            _ => (rng.one(&[Call, Call, Call, Meeting, Meeting, Meeting, Email, Email, Email, Note]), moment(world, rng, account)),
        };
        let by = match finished {
            Some((_, done)) if kind == TaskCompleted => done.by,
            _ => rng.one(&account.team),
        };
        let project = match finished {
            Some((project, _)) if kind == TaskCompleted => Some(project),
            _ => topics
                .projects
                .iter()
                .map(|(project, _)| *project)
                .find(|project| project.start <= at.date_naive() && at.date_naive() <= project.worked_until),
        };
        let deal = topics.deals.iter().find(|deal| deal.created() <= at && deal.closed.is_none_or(|closed| at.date_naive() <= closed));
        // One thing at a time: of a project or of a deal.
        let (project, deal) = if kind == TaskCompleted || rng.chance(55) { (project, None) } else { (None, deal) };
        let topic = project.map(|project| project.name.as_str()).or(deal.map(|deal| deal.name.as_str()));
        let subject = match finished {
            Some((_, done)) if kind == TaskCompleted => done.title.to_owned(),
            _ => subject(rng, kind, topic.unwrap_or(account.trade.services[topics.place % 6])),
        };
        let id = rng.id(at);
        self.rows.push(activity::ActiveModel {
            id: Set(id),
            kind: Set(kind),
            subject: Set(subject),
            description: Set((kind != TaskCompleted && rng.chance(60)).then(|| rng.pick(AFTERWARDS).to_owned())),
            occurred_at: Set(at),
            duration_minutes: Set(duration(rng, kind)),
            client_id: Set(account.id),
            opportunity_id: Set(deal.map(|deal| deal.id)),
            project_id: Set(project.map(|project| project.id)),
            created_by: Set(staff.id(by)),
            sentiment: Set(sentiment(rng, kind, account)),
            created_at: Set(at),
            updated_at: Set(at),
            ..Default::default()
        });
        self.people(rng, contacts, topics, kind, id, at);
    }

    fn people(&mut self, rng: &mut Rng, contacts: &Contacts, topics: &Topics, kind: ActivityType, id: ActivityId, at: DateTime<Utc>) {
        let everybody = contacts.of(topics.place);
        let count = match kind {
            Meeting => 1 + rng.below(3),
            Call | Email => 1 + rng.below(2),
            Note => rng.below(2),
            TaskCompleted => 0,
        };
        // The last one of each client is never met: somebody is always silent.
        for person in rng.some((0..everybody.len() - 1).collect(), count) {
            self.people.push(activity_stakeholder::ActiveModel {
                activity_id: Set(id),
                stakeholder_id: Set(everybody[person].id),
                created_at: Set(at),
            });
        }
    }
}

fn moment(world: &World, rng: &mut Rng, account: &Account) -> DateTime<Utc> {
    let known = world.ago(account.created) - 2;
    let ago = match account.status {
        _ if account.silent => rng.between(95, 360),
        ClientStatus::Churned => rng.between(70, 365),
        _ if rng.chance(40) => rng.between(1, 30),
        _ => rng.between(1, 365),
    };
    world.moment(rng, ago.min(known))
}

fn subject(rng: &mut Rng, kind: ActivityType, topic: &str) -> String {
    let words = match kind {
        Call => rng.pick(CALLS),
        Meeting => rng.pick(MEETINGS),
        Email => rng.pick(MAILS),
        Note | TaskCompleted => rng.pick(NOTES),
    };
    words.replace("{}", topic)
}

fn duration(rng: &mut Rng, kind: ActivityType) -> Option<i32> {
    match kind {
        Call => Some(rng.one(&[10, 15, 20, 30, 45])),
        Meeting => Some(rng.one(&[30, 60, 60, 90, 120, 240])),
        Email | Note | TaskCompleted => None,
    }
}

fn sentiment(rng: &mut Rng, kind: ActivityType, account: &Account) -> Option<Sentiment> {
    match (kind, account.status) {
        (Note | TaskCompleted, _) => None,
        (_, ClientStatus::Active) => Some(rng.one(&[Positive, Positive, Neutral, Neutral, Negative])),
        (_, ClientStatus::Prospect) => Some(rng.one(&[Positive, Neutral, Neutral, Neutral, Negative])),
        (_, ClientStatus::Churned) => Some(rng.one(&[Neutral, Negative, Negative])),
    }
}
