//! The people at the clients: what they are to a deal, to whom they report, and who of ours owns the relationship.

use crate::clients::Account;
use crate::rng::Rng;
use crate::users::{MOST, Staff};
use crate::words::{REMARKS, domain, mailbox, person};
use crate::world::World;
use chrono::{DateTime, Utc};
use domain::client::ClientStatus;
use domain::id::StakeholderId;
use domain::stakeholder::EngagementLevel::{self, Disengaged, High, Low, Medium};
use domain::stakeholder::MeddpiccRole as Role;
use sea_orm::ActiveValue::Set;
use std::ops::Range;
use store::keys::Keys;
use store::sealed::{Place, SealError, Sealed, email_index, seal};
use store::table::{stakeholder, stakeholder_meddpicc_role, stakeholder_relationship_owner};

/// A post: its titles, and the roles that who holds it usually has.
const POSTS: &[(&[&str], &[Role])] = &[
    (&["Chief Financial Officer", "Managing Director", "Chief Executive", "Finance Director"], &[Role::EconomicBuyer, Role::DecisionMaker]),
    (&["Head of Operations", "Operations Director", "Head of Transformation"], &[Role::Champion, Role::Influencer]),
    (&["Chief Information Officer", "IT Director", "Head of Technology"], &[Role::TechnicalBuyer, Role::DecisionMaker, Role::Influencer]),
    (&["Head of Procurement", "Purchasing Manager", "Category Buyer"], &[Role::Gatekeeper, Role::Blocker]),
    (&["Enterprise Architect", "Lead Engineer", "Solution Architect"], &[Role::TechnicalEvaluator, Role::Coach]),
    (&["Programme Manager", "Project Office Lead"], &[Role::Coach, Role::User, Role::Influencer]),
    (&["Business Analyst", "Process Owner", "Team Lead"], &[Role::User, Role::TechnicalEvaluator]),
    (&["General Counsel", "Data Protection Officer"], &[Role::Gatekeeper, Role::Influencer]),
];

/// A person at a client, as the other nouns know them.
pub(crate) struct Contact {
    /// Their id.
    pub(crate) id: StakeholderId,
    /// What they are to a deal.
    pub(crate) roles: Vec<Role>,
    /// Which of all people they are.
    number: usize,
    account: usize,
    /// Their post, which is also their place among the client's people.
    post: usize,
    level: EngagementLevel,
    created: DateTime<Utc>,
    manager: Option<StakeholderId>,
}

/// Everybody, and where each client's people stand.
pub(crate) struct Contacts {
    /// Everybody, client by client.
    pub(crate) all: Vec<Contact>,
    ranges: Vec<Range<usize>>,
}

impl Contacts {
    /// The people of a client.
    pub(crate) fn of(&self, account: usize) -> &[Contact] {
        &self.all[self.ranges[account].clone()]
    }

    /// Who signs there, if we know.
    pub(crate) fn buyer(&self, account: usize) -> Option<StakeholderId> {
        self.of(account).iter().find(|contact| contact.roles.contains(&Role::EconomicBuyer)).map(|contact| contact.id)
    }
}

/// The name of the n-th stakeholder there is.
pub(crate) fn name(n: usize) -> String {
    person(MOST + n)
}

/// The title of a post at a client.
pub(crate) fn title(account: usize, post: usize) -> &'static str {
    let (titles, _) = POSTS[post % POSTS.len()];
    titles[(account * 5 + post) % titles.len()]
}

/// How many people we know at a client: 150 in a cell.
const fn known(place: usize) -> usize {
    match place {
        0..=9 => 8,
        10..=21 => 5,
        22 => 4,
        _ => 3,
    }
}

/// Every stakeholder.
pub(crate) fn contacts(world: &World, accounts: &[Account]) -> Contacts {
    let mut rng = Rng::of("stakeholders");
    let mut contacts = Contacts { all: Vec::with_capacity(accounts.len() * 6), ranges: Vec::with_capacity(accounts.len()) };
    for (place, account) in accounts.iter().enumerate() {
        let first = contacts.all.len();
        for post in 0..known(account.place) {
            let created = world.moment(&mut rng, (world.ago(account.created) - 3 - 11 * post as i64).max(20));
            // Two at the top lead the rest; at one client in six a person stands apart.
            let apart = post == 0 || (post == 4 && account.place % 6 == 5);
            let manager = (!apart).then(|| contacts.all[first + (post - 1) / 2].id);
            let level = level(&mut rng, account, post);
            let roles = roles(&mut rng, account.place, post);
            contacts.all.push(Contact { id: rng.id(created), roles, number: first + post, account: place, post, level, created, manager });
        }
        contacts.ranges.push(first..contacts.all.len());
    }
    contacts
}

/// Some clients have no champion yet, some no known buyer.
fn roles(rng: &mut Rng, place: usize, post: usize) -> Vec<Role> {
    let usual = POSTS[post % POSTS.len()].1;
    match post {
        0 if place % 7 == 6 => vec![Role::DecisionMaker],
        1 if place % 5 == 3 => vec![Role::User, Role::Influencer],
        0 | 1 => usual.to_vec(),
        _ => {
            let count = 1 + rng.below(usual.len());
            rng.some(usual.to_vec(), count)
        }
    }
}

fn level(rng: &mut Rng, account: &Account, post: usize) -> EngagementLevel {
    match account.status {
        _ if account.silent => rng.one(&[Low, Disengaged, Disengaged]),
        ClientStatus::Active if post < 2 => rng.one(&[High, High, Medium]),
        ClientStatus::Active => rng.one(&[High, Medium, Medium, Low]),
        ClientStatus::Prospect => rng.one(&[High, Medium, Medium, Low, Disengaged]),
        ClientStatus::Churned => rng.one(&[Low, Low, Disengaged]),
    }
}

/// Rows of the people themselves, with what is personal sealed.
pub(crate) fn rows(keys: &Keys, accounts: &[Account], contacts: &Contacts) -> Result<Vec<stakeholder::ActiveModel>, SealError> {
    let mut rng = Rng::of("stakeholder details");
    contacts.all.iter().map(|contact| row(keys, &mut rng, &accounts[contact.account], contact)).collect()
}

fn row(keys: &Keys, rng: &mut Rng, account: &Account, contact: &Contact) -> Result<stakeholder::ActiveModel, SealError> {
    let sealed = |column: &'static str, text: Option<&str>| -> Result<Option<Sealed>, SealError> {
        text.map(|text| seal(keys, Place { table: "stakeholder", column, row: contact.id.0 }, text)).transpose()
    };
    let name = name(contact.number);
    let email = rng.chance(92).then(|| format!("{}@{}", mailbox(&name), domain(&account.name)));
    let phone = rng.chance(75).then(|| phone(rng, account.currency));
    let notes = rng.chance(45).then(|| rng.pick(REMARKS));
    Ok(stakeholder::ActiveModel {
        id: Set(contact.id),
        client_id: Set(account.id),
        name: Set(name),
        email: Set(sealed("email", email.as_deref())?),
        email_index: Set(email.and_then(|email| email_index(keys, keys.active(), &email))),
        phone: Set(sealed("phone", phone.as_deref())?),
        job_title: Set(Some(title(contact.account, contact.post).to_owned())),
        engagement_level: Set(contact.level),
        notes: Set(sealed("notes", notes)?),
        reports_to: Set(contact.manager),
        created_at: Set(contact.created),
        ..Default::default()
    })
}

/// Numbers that are kept free for stories.
fn phone(rng: &mut Rng, currency: &str) -> String {
    match currency {
        "EUR" => format!("+49 30 23125 {:03}", rng.below(1_000)),
        "GBP" => format!("+44 20 7946 0{:03}", rng.below(1_000)),
        _ => format!("+1 {} 555 01{:02}", rng.one(&[212, 312, 415, 617, 720]), rng.below(100)),
    }
}

/// Rows of the roles.
pub(crate) fn role_rows(contacts: &Contacts) -> Vec<stakeholder_meddpicc_role::ActiveModel> {
    let row = |contact: &Contact, role: &Role| stakeholder_meddpicc_role::ActiveModel {
        stakeholder_id: Set(contact.id),
        meddpicc_role: Set(*role),
        created_at: Set(contact.created),
    };
    contacts.all.iter().flat_map(|contact| contact.roles.iter().map(move |role| row(contact, role))).collect()
}

/// Rows of the owners: mostly one of the account team; some nobody, some who left.
pub(crate) fn owner_rows(staff: &Staff, accounts: &[Account], contacts: &Contacts) -> Vec<stakeholder_relationship_owner::ActiveModel> {
    let mut rng = Rng::of("owners");
    let mut rows = Vec::with_capacity(contacts.all.len() * 5 / 4);
    for contact in &contacts.all {
        let team = &accounts[contact.account].team;
        let owners = match rng.below(100) {
            0..=7 => vec![],
            8..=12 => vec![staff.left],
            13..=69 => vec![team[contact.post % team.len().min(2)]],
            _ => rng.some(team.clone(), 2),
        };
        rows.extend(owners.into_iter().map(|owner| stakeholder_relationship_owner::ActiveModel {
            stakeholder_id: Set(contact.id),
            user_id: Set(staff.id(owner)),
            created_at: Set(contact.created),
        }));
    }
    rows
}
