//! What the pages show of activities, and no more.

use crate::of::Of;
use chrono::NaiveDate;
use domain::activity::{ActivityField, ActivityType, Sentiment};
use domain::id::{ActivityId, ClientId, OpportunityId, ProjectId, StakeholderId};
use firm::Person;
use serde::{Deserialize, Serialize};
use stakeholders::Somebody;

/// Something by its id and its name, for a link to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Named<Id> {
    /// Which.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// Something that was said or done.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Happening {
    /// Which.
    pub id: ActivityId,
    /// The version that it stands in.
    pub version: i32,
    /// What kind.
    pub kind: ActivityType,
    /// What it was about.
    pub subject: String,
    /// What came of it.
    pub description: Option<String>,
    /// When.
    pub on: NaiveDate,
    /// When, exactly.
    pub at: String,
    /// How long, in minutes.
    pub minutes: Option<i32>,
    /// How it went.
    pub sentiment: Option<Sentiment>,
    /// Who logged it.
    pub by: Option<Person>,
    /// Who of theirs took part, by name.
    pub with: Vec<Named<StakeholderId>>,
    /// With which client.
    pub client: Named<ClientId>,
    /// About which deal, where one may see it.
    pub deal: Option<Named<OpportunityId>>,
    /// About which project, where one may see it.
    pub project: Option<Named<ProjectId>>,
    /// Whether this person may change and remove it.
    pub can_edit: bool,
}

/// A page of a timeline, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// What happened.
    pub rows: Vec<Happening>,
    /// Where the next page begins; none after the last.
    pub earlier: Option<String>,
    /// Whether it begins with the newest.
    pub newest: bool,
    /// Whether this person may log something here.
    pub can_log: bool,
}

/// What the form of an activity says, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityForm {
    /// The id of a client that was chosen.
    pub client: String,
    /// What was typed for the client.
    pub client_name: String,
    /// The id of one of its deals, or nothing.
    pub deal: String,
    /// The id of one of its projects, or nothing.
    pub project: String,
    /// A word of [`ActivityType`].
    pub kind: String,
    /// What it was about.
    pub subject: String,
    /// What came of it.
    pub description: String,
    /// When; today where nothing stands.
    pub on: String,
    /// How long, in minutes.
    pub minutes: String,
    /// A word of [`Sentiment`], or nothing.
    pub sentiment: String,
    /// Who of theirs took part.
    pub with: Vec<StakeholderId>,
}

/// What an activity of a client can be about, and with whom it can have been.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// Its deals by name: open ones, and the one that is meant.
    pub deals: Vec<Named<OpportunityId>>,
    /// Its projects by name: those that go on, and the one that is meant.
    pub projects: Vec<Named<ProjectId>>,
    /// Its people: those of the deal first, then by name.
    pub people: Vec<Somebody>,
    /// There are more people than are listed.
    pub more: bool,
}

/// What the form begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityStart {
    /// What it was asked for.
    pub of: Of,
    /// Today, when it was asked for: a tab may be older.
    pub today: NaiveDate,
    /// The client, if it is known.
    pub client: Option<Named<ClientId>>,
    /// The deal that is meant.
    pub deal: Option<OpportunityId>,
    /// The project that is meant.
    pub project: Option<ProjectId>,
    /// Who is meant to have taken part.
    pub with: Option<StakeholderId>,
    /// What there is to choose from, once the client is known.
    pub around: Around,
    /// Names of clients for a browser without client code, where none is known.
    pub likely: Vec<String>,
    /// What was typed for the client, where it is none.
    pub typed: String,
    /// Why the name that was typed is no client.
    pub wrong: Option<String>,
}

/// An activity's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityDetail {
    /// What happened.
    pub happening: Happening,
    /// What it can be changed to, for who may.
    pub around: Around,
}

impl ActivityDetail {
    /// A field as it is edited.
    #[must_use]
    pub fn text(&self, field: ActivityField) -> String {
        let row = &self.happening;
        match field {
            ActivityField::Kind => row.kind.as_str().to_owned(),
            ActivityField::Subject => row.subject.clone(),
            ActivityField::On => row.on.to_string(),
            ActivityField::Minutes => row.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
            ActivityField::Sentiment => row.sentiment.map(|mood| mood.as_str().to_owned()).unwrap_or_default(),
            ActivityField::Deal => row.deal.as_ref().map(|deal| deal.id.to_string()).unwrap_or_default(),
            ActivityField::Project => row.project.as_ref().map(|project| project.id.to_string()).unwrap_or_default(),
            ActivityField::Description => row.description.clone().unwrap_or_default(),
        }
    }
}
