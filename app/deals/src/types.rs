//! What the pages show of deals, and no more.

pub use crate::deal::types::DealDetail;
use chrono::NaiveDate;
use domain::Money;
use domain::id::{ClientId, OpportunityId};
use domain::list::Page;
use domain::stage::{Stage, StageKey};
use firm::Person;
use serde::{Deserialize, Serialize};

/// Which deals are asked for; the address holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DealFilter {
    /// Searched for in the names of deals and clients.
    pub text: String,
    /// Only deals whose team or client's team the person is on.
    pub mine: bool,
    /// Only deals in this stage.
    pub stage: String,
    /// Only deals of this client.
    pub client: Option<ClientId>,
}

impl DealFilter {
    /// Whether it leaves anything out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// By what the table is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealSort {
    /// By the last change, the newest first.
    #[default]
    Updated,
    /// By name.
    Name,
    /// By value.
    Value,
    /// By the expected day of the answer.
    Close,
}

impl DealSort {
    /// Reads the word in the address; anything unknown is the last change.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "name" => Self::Name,
            "value" => Self::Value,
            "close" => Self::Close,
            _ => Self::Updated,
        }
    }
}

/// What the deals of a stage come to in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageSum {
    /// Their values.
    pub value: Money,
    /// Their values times the stage's probability.
    pub weighted: Money,
}

/// A stage over all deals that the viewer may see and has asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageTotal {
    /// The stage.
    pub stage: Stage,
    /// How many deals.
    pub count: i64,
    /// A sum for each currency; currencies are never added together.
    pub sums: Vec<StageSum>,
}

/// A deal on the board or in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealCard {
    /// Which.
    pub id: OpportunityId,
    /// The version that a move must name.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// With whom. The name is all that somebody on the deal's team alone may see of the client.
    pub client: String,
    /// The client's page, for who may open it.
    pub client_id: Option<ClientId>,
    /// Where it stands.
    pub stage: StageKey,
    /// What it is worth.
    pub value: Money,
    /// When the answer is expected, or was given.
    pub close: Option<NaiveDate>,
    /// Whether it is closed.
    pub closed: bool,
    /// Days since it came to this stage.
    pub days_in_stage: i64,
    /// Who of us has it in hand.
    pub owner: Option<Person>,
    /// Whether this person may move it.
    pub can_move: bool,
}

/// A column of the board: the first cards of a stage, the totals of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Count and sums over all its deals.
    pub total: StageTotal,
    /// The first cards.
    pub cards: Vec<DealCard>,
}

/// The board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The open stages in their order.
    pub columns: Vec<Column>,
    /// Won and lost.
    pub closed: Vec<StageTotal>,
}

impl Board {
    /// Every stage, open first.
    pub fn totals(&self) -> impl Iterator<Item = &StageTotal> {
        self.columns.iter().map(|column| &column.total).chain(&self.closed)
    }

    /// Every stage in its order, for the move menus.
    #[must_use]
    pub fn stages(&self) -> Vec<Stage> {
        self.totals().map(|total| total.stage.clone()).collect()
    }
}

/// The table of deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealTable {
    /// The rows.
    pub page: Page<DealCard>,
    /// Every stage with its totals over all the rows that match.
    pub totals: Vec<StageTotal>,
}
