//! What the pages show of deals, and no more.

use chrono::NaiveDate;
use domain::Money;
use domain::ahead::Ahead;
use domain::criteria::{Check, Ring};
use domain::id::{ClientId, CompetitorId, CriterionId, OpportunityId, StageChangeId, StakeholderId, TaskId, UserId};
use domain::list::Page;
use domain::meddpicc::{Letter, Strip};
use domain::stage::{Stage, StageGate, StageKey, StageOverride};
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
    /// Only deals that this person has to do with.
    pub who: Option<UserId>,
    /// Only deals whose answer is expected in this quarter.
    pub closing: bool,
    /// Only deals whose next step stands like this.
    pub ahead: Option<Ahead>,
    /// Only deals that have stood in their stage for longer than it allows.
    pub stale: bool,
    /// Only deals of which nothing is known under this letter.
    pub letter: Option<Letter>,
    /// Only deals worth at least so many whole units of their own currency.
    pub at_least: Option<u32>,
    /// Only deals that this competitor is in.
    pub competitor: Option<CompetitorId>,
}

impl DealFilter {
    /// Whether it leaves anything out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// In which order the cards of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardOrder {
    /// As people have put them.
    #[default]
    Placed,
    /// By the expected day of the answer.
    Close,
    /// By value, the greatest first; of each currency by its own figures.
    Value,
}

impl CardOrder {
    /// Every order, in which people choose.
    pub const ALL: [Self; 3] = [Self::Placed, Self::Close, Self::Value];

    /// Reads the word in the address; anything unknown is as placed.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.word() == word).unwrap_or_default()
    }

    /// The word in the address.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Placed => "",
            Self::Close => "close",
            Self::Value => "value",
        }
    }

    /// The words that people choose by.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Placed => "As placed",
            Self::Close => "Close date",
            Self::Value => "Value",
        }
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
    /// How many deals stand how with their next step, in the order of [`Ahead::ALL`]; all zero where nobody asked.
    pub ahead: [i64; 4],
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
    /// Whether this person may open it again, once it is closed.
    pub can_reopen: bool,
    /// How much of what its stage asks for it has.
    pub ring: Ring,
    /// The eight letters.
    pub letters: Strip,
    /// What is planned next.
    pub next: Option<NextStep>,
    /// Who else is in it and not out of it.
    pub rivals: Vec<String>,
    /// Why it last moved although criteria were not met.
    pub flag: Option<String>,
    /// Its place in its column where people put it.
    pub rank: String,
}

impl DealCard {
    /// Whether there is anywhere for this person to move it to: a closed deal is opened again by its leads.
    #[must_use]
    pub const fn moves(&self) -> bool {
        self.can_move && (!self.closed || self.can_reopen)
    }

    /// Whether it stands ahead of another card of its column in this order, as the database would put them.
    #[must_use]
    pub fn ahead_of(&self, other: &Self, order: CardOrder) -> bool {
        use std::cmp::Ordering::Less;
        // Who is not expected stands last.
        let close = |card: &Self| (card.close.is_none(), card.close);
        let greater = || other.value.minor.cmp(&self.value.minor);
        let ordering = match order {
            CardOrder::Placed => self.rank.cmp(&other.rank),
            CardOrder::Close => close(self).cmp(&close(other)).then_with(greater),
            CardOrder::Value => greater(),
        };
        ordering.then_with(|| self.id.cmp(&other.id)) == Less
    }
}

/// What is planned next for a deal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NextStep {
    /// The task.
    pub id: TaskId,
    /// What is to be done.
    pub title: String,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// A column of the board: the first cards of a stage, the totals of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Count and sums over all its deals.
    pub total: StageTotal,
    /// The first cards.
    pub cards: Vec<DealCard>,
    /// Half of the firm's deals leave the stage within so many days; nothing where too few are known.
    pub usual_days: Option<i64>,
}

/// The board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The open stages in their order.
    pub columns: Vec<Column>,
    /// Won and lost.
    pub closed: Vec<StageTotal>,
    /// Open deals that were asked for.
    pub shown: i64,
    /// Open deals that the person may see.
    pub of: i64,
    /// Who has deals in hand that the person may see: at most a strip of them.
    pub people: Vec<Person>,
    /// Who else is in open deals that the person may see; and who was asked for.
    pub rivals: Vec<(CompetitorId, String)>,
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

/// More cards of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoreCards {
    /// The next ones.
    pub cards: Vec<DealCard>,
    /// Whether there are others behind them.
    pub more: bool,
}

/// What has become of some deals, for a board that shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Those that the board's filter still shows; whoever is not among them is not on it any more.
    pub cards: Vec<DealCard>,
    /// Totals as they are now.
    pub totals: Vec<StageTotal>,
    /// Whether those are all stages. After a move they are the two that it touched.
    pub every_stage: bool,
}

/// Something that a move lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The criterion.
    pub criterion: CriterionId,
    /// The stage that asks for it, by name.
    pub stage: String,
    /// What it is called.
    pub label: String,
    /// What must hold.
    pub check: Check,
}

/// Everything that a move lacks, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapSheet {
    /// The deal.
    pub id: OpportunityId,
    /// Its name.
    pub name: String,
    /// The version that the move must name.
    pub version: i32,
    /// What it is worth; its currency is that of a new value.
    pub value: Money,
    /// Where it stands.
    pub from: Stage,
    /// Where it is to go.
    pub to: Stage,
    /// What is missing; empty if it is free to go.
    pub gaps: Vec<Gap>,
    /// What that does to the move.
    pub gate: StageGate,
    /// Who may override it where it blocks.
    pub override_by: StageOverride,
    /// Whether this person may move it on with a reason.
    pub may: bool,
    /// The client's version, for who may change the client's texts.
    pub client: Option<(ClientId, i32)>,
    /// The client's people, for who may see them: whom to name, whom to have spoken with.
    pub people: Vec<(StakeholderId, String)>,
}

/// What became of a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveAnswer {
    /// It was made.
    Moved {
        /// Its row in the history, to take it back by; none where the deal only changed its place.
        change: Option<StageChangeId>,
        /// The stage that it left.
        from: StageKey,
        /// What the board shows now.
        now: Changed,
    },
    /// It lacks something.
    Lacking(Box<GapSheet>),
    /// A deal is won by its hand-over, which asks for more.
    HandOver,
}

/// A move that somebody made themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMove {
    /// Which.
    pub id: StageChangeId,
    /// Of which deal.
    pub deal: OpportunityId,
    /// What the deal is called.
    pub name: String,
    /// Whose deal it is.
    pub client: String,
    /// The name of the stage that it left.
    pub from: String,
    /// The stage that it came to.
    pub to: Stage,
    /// When, exactly.
    pub at: String,
    /// When, as a date.
    pub on: NaiveDate,
    /// Whether it takes back the move before it.
    pub undoes: bool,
    /// Whether it was taken back itself.
    pub undone: bool,
    /// Whether it can be taken back now.
    pub takes_back: bool,
    /// Why it was moved against the criteria.
    pub reason: Option<String>,
}

/// The table of deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealTable {
    /// The rows.
    pub page: Page<DealCard>,
    /// Every stage with its totals over all the rows that match.
    pub totals: Vec<StageTotal>,
    /// Deals that the person may see, open or closed.
    pub of: i64,
    /// Whom to choose from with one click, as beside the board.
    pub people: Vec<Person>,
    /// Who else can be asked for, as beside the board.
    pub rivals: Vec<(CompetitorId, String)>,
}

/// The pipeline on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Each open stage that has deals.
    pub stages: Vec<ReviewStage>,
    /// Every stage's totals over all deals that were asked for.
    pub totals: Vec<StageTotal>,
    /// Open deals that did not fit.
    pub left_out: i64,
    /// What was asked for, in words.
    pub asked: Vec<String>,
}

/// A stage on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewStage {
    /// Count and sums over all its deals.
    pub total: StageTotal,
    /// Its deals, as they are placed.
    pub deals: Vec<DealCard>,
}
