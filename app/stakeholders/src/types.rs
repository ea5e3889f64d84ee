//! What the pages show of the people at clients, and no more.

use chrono::NaiveDate;
use clients::ClientChoice;
use domain::id::{ClientId, StakeholderId};
use domain::list::Page;
use domain::stakeholder::{EngagementLevel, MeddpiccRole, StakeholderField};
use firm::Person;
use serde::{Deserialize, Serialize};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StakeholderRow {
    /// Who.
    pub id: StakeholderId,
    /// Their name.
    pub name: String,
    /// What they are there.
    pub job_title: Option<String>,
    /// Where they work.
    pub client_id: ClientId,
    /// Its name.
    pub client: String,
    /// What they are to the client's deals.
    pub roles: Vec<MeddpiccRole>,
    /// How they answer.
    pub engagement: EngagementLevel,
    /// Who of us owns the relationship.
    pub owners: Vec<Person>,
    /// The day of the last activity with them.
    pub last_contact: Option<NaiveDate>,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StakeholderList {
    /// The rows.
    pub page: Page<StakeholderRow>,
    /// Whether this person may add one.
    pub can_create: bool,
}

/// By what the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StakeholderSort {
    /// By name.
    #[default]
    Name,
    /// By the client's name.
    Client,
    /// By how they answer, the best first.
    Engagement,
    /// By the last contact; who was never met comes last.
    Contact,
}

impl StakeholderSort {
    /// Reads the word in the address; anything unknown is the name.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "client" => Self::Client,
            "engagement" => Self::Engagement,
            "contact" => Self::Contact,
            _ => Self::Name,
        }
    }
}

/// Whom the list holds, as the address says it; what cannot be read asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sought {
    /// In a name or job title; a whole e-mail address is looked for as one.
    #[serde(default)]
    pub text: String,
    /// Only who has this role.
    #[serde(default)]
    pub role: String,
    /// Only who answers like this.
    #[serde(default)]
    pub level: String,
    /// `me`: whose relationship the person owns; `none`: nobody's; or the id of the colleague who owns it.
    #[serde(default)]
    pub owner: String,
}

impl Sought {
    /// Whether anybody is left out.
    #[must_use]
    pub fn leaves_out(&self) -> bool {
        *self != Self::default()
    }
}

/// Somebody by name, for a link to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Somebody {
    /// Who.
    pub id: StakeholderId,
    /// Their name.
    pub name: String,
    /// What they are there.
    pub job_title: Option<String>,
}

/// A person's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StakeholderDetail {
    /// Who.
    pub id: StakeholderId,
    /// The version that an edit must name.
    pub version: i32,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub client_id: ClientId,
    /// Its name.
    pub client: String,
    /// How they answer.
    pub engagement: EngagementLevel,
    /// The other fields that are text, where filled.
    pub texts: Vec<(StakeholderField, String)>,
    /// What stands sealed and does not open: it says so instead of being empty.
    pub unopened: Vec<StakeholderField>,
    /// What they are to the client's deals.
    pub roles: Vec<MeddpiccRole>,
    /// Their manager.
    pub manager: Option<Somebody>,
    /// Who reports to them, by name.
    pub reports: Vec<Somebody>,
    /// Whom they may report to: the client's other people by name, where this person may change it.
    pub colleagues: Vec<Somebody>,
    /// Who of us owns the relationship.
    pub owners: Vec<Person>,
    /// Who of us may come to own it, the account team first, where this person may change that.
    pub candidates: Vec<Person>,
    /// The day of the last activity with them.
    pub last_contact: Option<NaiveDate>,
    /// Since when we know them.
    pub since: NaiveDate,
    /// Whether this person may change it.
    pub can_edit: bool,
}

impl StakeholderDetail {
    /// A field as it is edited.
    #[must_use]
    pub fn text(&self, field: StakeholderField) -> String {
        match field {
            StakeholderField::Name => self.name.clone(),
            StakeholderField::Engagement => self.engagement.as_str().to_owned(),
            StakeholderField::ReportsTo => self.manager.as_ref().map(|manager| manager.id.to_string()).unwrap_or_default(),
            other => self.texts.iter().find(|(field, _)| *field == other).map(|(_, text)| text.clone()).unwrap_or_default(),
        }
    }
}

/// What the form of somebody new begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StakeholderStart {
    /// The client that the address names.
    pub client: Option<ClientChoice>,
    /// Names for a browser without client code.
    pub likely: Vec<String>,
}

/// Somebody who may be the same as who is being added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarPerson {
    /// Who.
    pub person: Somebody,
    /// Where they work.
    pub client: String,
    /// They have the very e-mail address.
    pub same_email: bool,
}
