//! What the pages show of competitors, and no more.

use chrono::NaiveDate;
use domain::Money;
use domain::competitor::{CompetitorField, CompetitorStatus};
use domain::id::{ClientId, CompetitorId, OpportunityId};
use domain::list::Page;
use domain::stage::{Stage, StageKey};
use serde::{Deserialize, Serialize};

/// Deals that have something in common: how many, and what they come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub count: i64,
    /// A sum for each currency; currencies are never added together.
    pub sums: Vec<Money>,
}

/// How it went against a competitor, over the deals that the viewer may see. One deal may count more than once: who
/// was displaced from a deal that we won was also won against.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Deals that they appear in.
    pub all: Tally,
    /// Those that are still open.
    pub open: Tally,
    /// Deals that we won while they were in them.
    pub won: Tally,
    /// Deals that went to them.
    pub lost: Tally,
    /// Deals that they are out of.
    pub displaced: Tally,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompetitorRow {
    /// Which.
    pub id: CompetitorId,
    /// Its name.
    pub name: String,
    /// Where it is on the web.
    pub website: Option<String>,
    /// Deals that it appears in, as far as the viewer may see them.
    pub deals: i64,
    /// Those that are still open.
    pub open: i64,
    /// Won while it was in them.
    pub won: i64,
    /// Lost to it.
    pub lost: i64,
    /// Deals that it is out of.
    pub displaced: i64,
    /// The day of the last change of its profile.
    pub updated: NaiveDate,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompetitorList {
    /// The rows.
    pub page: Page<CompetitorRow>,
    /// Whether this person may add one.
    pub can_create: bool,
    /// Whether this person sees every deal, so that the figures are the firm's.
    pub sees_all: bool,
}

/// By what the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompetitorSort {
    /// By name.
    #[default]
    Name,
    /// By how many deals it appears in.
    Deals,
    /// By the last change.
    Updated,
}

impl CompetitorSort {
    /// Reads the word in the address; anything unknown is the name.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "deals" => Self::Deals,
            "updated" => Self::Updated,
            _ => Self::Name,
        }
    }
}

/// A competitor's own page, without its deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompetitorDetail {
    /// Which.
    pub id: CompetitorId,
    /// The version that an edit must name.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// The other fields, where filled.
    pub texts: Vec<(CompetitorField, String)>,
    /// The day on which it was added.
    pub created: NaiveDate,
    /// The day of the last change.
    pub updated: NaiveDate,
    /// Whether this person may change it.
    pub can_edit: bool,
    /// Whether this person may remove it.
    pub can_delete: bool,
}

impl CompetitorDetail {
    /// A field as it is edited.
    #[must_use]
    pub fn text(&self, field: CompetitorField) -> String {
        match field {
            CompetitorField::Name => self.name.clone(),
            other => self.texts.iter().find(|(field, _)| *field == other).map(|(_, text)| text.clone()).unwrap_or_default(),
        }
    }
}

/// A deal that a competitor appears in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Which deal.
    pub deal: OpportunityId,
    /// Its name.
    pub name: String,
    /// With whom.
    pub client: String,
    /// The client's page, for who may open it.
    pub client_id: Option<ClientId>,
    /// Where the deal stands.
    pub stage: StageKey,
    /// What it is worth.
    pub value: Money,
    /// How the competitor stands in it.
    pub status: CompetitorStatus,
    /// What we know about it.
    pub notes: Option<String>,
}

/// The deals that a competitor appears in: the figures over all of them, and one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encounters {
    /// Over all of them.
    pub record: Record,
    /// One page of them.
    pub page: Page<Mention>,
    /// The stages that they stand in.
    pub stages: Vec<Stage>,
    /// Whether this person sees every deal, so that the figures are the firm's.
    pub sees_all: bool,
}

/// A competitor by its name, as something to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompetitorName {
    /// Which.
    pub id: CompetitorId,
    /// Its name.
    pub name: String,
}
