//! What the hand-over of a won deal shows and asks.

use crate::types::{ProjectLink, StakeholderLine, TeamLine};
use chrono::NaiveDate;
use domain::Money;
use domain::criteria::Check;
use domain::id::{ClientId, CriterionId, OpportunityId, PhaseTemplateId, StakeholderId, TaskId};
use domain::stage::{StageKind, StageOverride};
use domain::task::TaskType;
use firm::Person;
use serde::{Deserialize, Serialize};

/// The form, as it is sent. The texts are as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandOverAsk {
    /// What is confirmed of what the stage of won deals asks for.
    pub ticks: Vec<CriterionId>,
    /// Why, although something is missing.
    pub reason: String,
    /// What was agreed in the end, in the deal's currency.
    pub value: String,
    /// When it was won.
    pub won_on: String,
    /// What the project is called.
    pub name: String,
    /// Its first day.
    pub start: String,
    /// The usual course that its phases follow; none makes one empty phase.
    pub template: String,
    /// Open tasks of the deal that go along.
    pub promises: Vec<TaskId>,
    /// People at the client who are brought in beside those of the deal.
    pub people: Vec<StakeholderId>,
}

/// What a gap does to the hand-over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Whether it stops who may not override it; otherwise a written reason is enough for anybody.
    pub blocks: bool,
    /// Who may override it where it blocks.
    pub override_by: StageOverride,
    /// Whether this person may go on with a reason.
    pub may: bool,
}

/// One thing that a person confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// The criterion.
    pub id: CriterionId,
    /// What it is called.
    pub label: String,
    /// Whether it was confirmed before.
    pub ticked: bool,
}

/// One thing that is missing beside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// What it is called.
    pub label: String,
    /// The stage that asks for it.
    pub stage: String,
    /// What must hold.
    pub check: Check,
}

/// A usual course of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// Which.
    pub id: PhaseTemplateId,
    /// Its name.
    pub name: String,
    /// Its phases in their order, each with its working weeks.
    pub phases: Vec<(String, i32)>,
}

/// An open task of the deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Which.
    pub id: TaskId,
    /// What was promised.
    pub title: String,
    /// What kind of task it is.
    pub kind: TaskType,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Who does it.
    pub who: Option<Person>,
}

/// Everything that the page of a hand-over shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The deal.
    pub deal: OpportunityId,
    /// The version that the hand-over must name.
    pub version: i32,
    /// The deal's name, proposed for the project.
    pub name: String,
    /// With whom.
    pub client: String,
    /// The client's page, for who may open it.
    pub client_id: Option<ClientId>,
    /// What the deal's stage is.
    pub stands: StageKind,
    /// What that stage is called.
    pub stage: String,
    /// The project that came of it before, as far as this person may see it.
    pub project: Option<ProjectLink>,
    /// Whether this person may hand it over.
    pub may: bool,
    /// Who may otherwise: the client's leads.
    pub ask: Vec<Person>,
    /// What is confirmed by hand.
    pub contract: Vec<Confirmed>,
    /// What it does if that is not.
    pub contract_rule: Rule,
    /// What else is missing.
    pub gaps: Vec<Missing>,
    /// What that does.
    pub gaps_rule: Rule,
    /// What the deal is worth by now; its currency is the project's.
    pub value: Money,
    /// When the deal was opened: it was not won before.
    pub opened: NaiveDate,
    /// When it was won, or today.
    pub won_on: NaiveDate,
    /// The first day that is proposed for the project.
    pub start: NaiveDate,
    /// What a project can follow.
    pub courses: Vec<Course>,
    /// Who of ours goes along.
    pub team: Vec<TeamLine>,
    /// Who at the client goes along.
    pub stakeholders: Vec<StakeholderLine>,
    /// Who else there is.
    pub others: Vec<StakeholderLine>,
    /// What was promised and is not done.
    pub promises: Vec<Promise>,
}
