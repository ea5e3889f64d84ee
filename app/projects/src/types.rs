//! What the pages show of projects, and no more.

use chrono::NaiveDate;
use domain::Money;
use domain::id::{ClientId, OpportunityId, PhaseId, ProjectId, StakeholderId, TaskId};
use domain::list::Page;
use domain::project::{PhaseStatus, ProjectField, ProjectStatus};
use domain::stakeholder::MeddpiccRole;
use domain::task::TaskStatus;
use firm::Person;
use serde::{Deserialize, Serialize};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectRow {
    /// Which.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// For whom; nothing for who sees the project through a task alone.
    pub client: Option<(ClientId, String)>,
    /// Where it stands.
    pub status: ProjectStatus,
    /// What may be spent.
    pub budget: Option<Money>,
    /// Its first day.
    pub start: Option<NaiveDate>,
    /// Its last day.
    pub end: Option<NaiveDate>,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectList {
    /// The rows.
    pub page: Page<ProjectRow>,
}

/// By what the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectSort {
    /// By the last day.
    #[default]
    End,
    /// By name.
    Name,
    /// By status.
    Status,
    /// By budget, currency by currency.
    Budget,
}

impl ProjectSort {
    /// Reads the word in the address; anything unknown is the last day.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "name" => Self::Name,
            "status" => Self::Status,
            "budget" => Self::Budget,
            _ => Self::End,
        }
    }
}

/// A project, as another page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectLink {
    /// Which.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: ProjectStatus,
}

/// A part of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseLine {
    /// Which.
    pub id: PhaseId,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub start: Option<NaiveDate>,
    /// Its last day.
    pub end: Option<NaiveDate>,
    /// Where it stands.
    pub status: PhaseStatus,
}

/// How one of ours came to a project: its team is read from the client's and the won deal's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// Leads the client's account.
    Lead,
    /// Is on the client's account team.
    Account,
    /// Was on the team of the deal alone.
    Deal,
}

impl Membership {
    /// In a word or two.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Lead => "Lead",
            Self::Account => "Account team",
            Self::Deal => "Deal team",
        }
    }
}

/// One of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamLine {
    /// Who.
    pub person: Person,
    /// How they came to it.
    pub how: Membership,
}

/// A person at the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StakeholderLine {
    /// Who.
    pub id: StakeholderId,
    /// Their name.
    pub name: String,
    /// What they are there.
    pub job_title: Option<String>,
    /// What they are to the deal.
    pub roles: Vec<MeddpiccRole>,
}

/// A task that is not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLine {
    /// Which.
    pub id: TaskId,
    /// What is to be done.
    pub title: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Who does it.
    pub who: Option<Person>,
}

/// What a task belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskOf {
    /// It is work of a project.
    Project(ProjectId, String),
    /// It is a step of a sale.
    Deal(OpportunityId, String),
}

/// A task of one of us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTask {
    /// Which.
    pub id: TaskId,
    /// What is to be done.
    pub title: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What it belongs to, where one may see that.
    pub of: Option<TaskOf>,
}

/// What one of us still has to do, as far as the viewer may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTasks {
    /// What is due first; the first of them.
    pub tasks: Vec<OpenTask>,
    /// How many there are.
    pub total: u64,
}

/// The deal that a project was sold by, and what was promised there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WonDeal {
    /// Which.
    pub id: OpportunityId,
    /// Its name.
    pub name: String,
    /// What it is worth.
    pub value: Money,
    /// When it was won; nothing while it is not.
    pub won_on: Option<NaiveDate>,
    /// The stage that it stands in now.
    pub stage: String,
    /// Who won it.
    pub by: Option<String>,
    /// The criteria that were not met when it was, as they were called then.
    pub gaps: Vec<String>,
    /// Why it was won all the same.
    pub reason: Option<String>,
}

/// What happened in a project since its deal was won, as far as it stands in the way of undoing that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worked {
    /// Entries of hours.
    pub hours: u64,
    /// Bills.
    pub invoices: u64,
    /// Tasks that are done.
    pub done: u64,
    /// Tasks that were planned in it, and not carried over from the deal.
    pub planned: u64,
    /// Phases that have begun.
    pub begun: u64,
}

impl Worked {
    /// Whether nobody has worked in it.
    #[must_use]
    pub fn nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Each kind of work in words: `2 time entries`.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let kinds = [
            (self.hours, "time entry", "time entries"),
            (self.invoices, "invoice", "invoices"),
            (self.done, "finished task", "finished tasks"),
            (self.planned, "task planned in it", "tasks planned in it"),
            (self.begun, "phase under way", "phases under way"),
        ];
        let some = kinds.into_iter().filter(|(count, ..)| *count > 0);
        some.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect()
    }
}

/// A project's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectDetail {
    /// The line of the list.
    pub row: ProjectRow,
    /// The version that an edit must name.
    pub version: i32,
    /// What it is about.
    pub description: Option<String>,
    /// The deal that it came from, for who may see it.
    pub deal: Option<WonDeal>,
    /// Its phases, in their order.
    pub phases: Vec<PhaseLine>,
    /// Who of ours, by the client's account and the deal.
    pub team: Vec<TeamLine>,
    /// The deal's people at the client, for who may see them.
    pub stakeholders: Vec<StakeholderLine>,
    /// The tasks that are not done, those due first.
    pub tasks: Vec<TaskLine>,
    /// How many tasks are not done.
    pub open_tasks: u64,
    /// How many are.
    pub done_tasks: u64,
    /// Whether this person may change it.
    pub can_edit: bool,
    /// What stands in the way of undoing the win; nothing for who may not, or where no won deal is behind it.
    pub undo: Option<Worked>,
}

impl ProjectDetail {
    /// A field as it is edited.
    #[must_use]
    pub fn text(&self, field: ProjectField) -> String {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        match field {
            ProjectField::Name => self.row.name.clone(),
            ProjectField::Status => self.row.status.as_str().to_owned(),
            ProjectField::Start => day(self.row.start),
            ProjectField::End => day(self.row.end),
        }
    }
}
