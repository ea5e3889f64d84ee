//! What the pages show of clients, and no more.

use chrono::NaiveDate;
use domain::Money;
use domain::client::{ClientField, ClientStatus};
use domain::currency::Currency;
use domain::health::{Health, HealthFacts, HealthRules};
use domain::id::{ClientId, StakeholderId};
use domain::list::Page;
use domain::user::AssignmentRole;
use firm::Person;
use serde::{Deserialize, Serialize};

/// A client that something may be added to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientChoice {
    /// Which.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub industry: Option<String>,
}

/// A client that one of us is assigned to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignedClient {
    /// Which.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// Where the relationship stands.
    pub status: ClientStatus,
    /// Their part in it.
    pub role: AssignmentRole,
}

/// The clients of one of us, as far as the viewer may see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignedClients {
    /// By name; the first of them.
    pub clients: Vec<AssignedClient>,
    /// How many there are.
    pub total: u64,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientRow {
    /// Which.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub industry: Option<String>,
    /// Where the relationship stands.
    pub status: ClientStatus,
    /// Who of us answers for it.
    pub leads: Vec<Person>,
    /// Open deals that the viewer may see.
    pub open_deals: i64,
    /// What they are worth, a sum for each currency.
    pub open_value: Vec<Money>,
    /// The day of the last activity.
    pub last_activity: Option<NaiveDate>,
    /// How it stands with us.
    pub health: Health,
}

/// A page of the list, with what it is called when it is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientList {
    /// The rows.
    pub page: Page<ClientRow>,
    /// Whether this person may add one.
    pub can_create: bool,
}

/// By what the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientSort {
    /// By name.
    #[default]
    Name,
    /// By industry.
    Industry,
    /// By status.
    Status,
    /// By the last change.
    Updated,
}

impl ClientSort {
    /// Reads the word in the address; anything unknown is the name.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "industry" => Self::Industry,
            "status" => Self::Status,
            "updated" => Self::Updated,
            _ => Self::Name,
        }
    }
}

/// Somebody at the client, for a sentence about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPerson {
    /// Who.
    pub id: StakeholderId,
    /// Their name.
    pub name: String,
}

/// An economic buyer, and when we last had to do with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyerSeen {
    /// Who.
    pub person: NamedPerson,
    /// The day of the last activity with them.
    pub last: Option<NaiveDate>,
}

/// A client's health with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientHealth {
    /// The score and its factors.
    pub health: Health,
    /// By which rules it was made.
    pub rules: HealthRules,
    /// What was counted.
    pub facts: HealthFacts,
    /// The qualification fields that are empty.
    pub missing: Vec<ClientField>,
    /// Who is known as champion.
    pub champions: Vec<NamedPerson>,
    /// Who is known as economic buyer.
    pub buyers: Vec<BuyerSeen>,
}

/// One of the account team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// Who.
    pub person: Person,
    /// Lead or member.
    pub role: AssignmentRole,
}

/// A client's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientDetail {
    /// Which.
    pub id: ClientId,
    /// The version that an edit must name.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// Where the relationship stands.
    pub status: ClientStatus,
    /// The currency of its budget and deals.
    pub currency: Currency,
    /// What they can spend.
    pub budget: Option<Money>,
    /// By when they need it.
    pub deadline: Option<NaiveDate>,
    /// The other fields that are text, where filled.
    pub texts: Vec<(ClientField, String)>,
    /// Who of us looks after it.
    pub team: Vec<TeamMember>,
    /// Whether this person may change it.
    pub can_edit: bool,
}

impl ClientDetail {
    /// A field as it is edited.
    #[must_use]
    pub fn text(&self, field: ClientField) -> String {
        match field {
            ClientField::Name => self.name.clone(),
            ClientField::Status => self.status.as_str().to_owned(),
            ClientField::Deadline => self.deadline.map(|date| date.to_string()).unwrap_or_default(),
            ClientField::Budget => self.budget.map(Money::decimal).unwrap_or_default(),
            other => self.texts.iter().find(|(field, _)| *field == other).map(|(_, text)| text.clone()).unwrap_or_default(),
        }
    }
}
