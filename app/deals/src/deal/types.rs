//! What a deal's page shows, and no more.

use crate::types::DealCard;
use chrono::NaiveDate;
use domain::activity::ActivityType;
use domain::competitor::CompetitorStatus;
use domain::criteria::{Check, Ring};
use domain::currency::Currency;
use domain::deal::{OpportunitySource, OpportunityType};
use domain::gap::Gap;
use domain::id::{ClientId, CompetitorId, CriterionId, ProjectId, StageChangeId, StakeholderId, TaskId, UserId};
use domain::meddpicc::{Letter, LetterState};
use domain::stage::{Stage, StageKey};
use domain::stakeholder::MeddpiccRole;
use domain::task::{NextStepType, TaskType};
use firm::Person;
use serde::{Deserialize, Serialize};

/// A deal's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealDetail {
    /// What the card shows.
    pub card: DealCard,
    /// Why we are talking.
    pub kind: OpportunityType,
    /// How it came to us.
    pub source: OpportunitySource,
    /// Every stage, to move to.
    pub stages: Vec<Stage>,
    /// Why it was lost.
    pub loss_reason: Option<String>,
    /// What this person may do with the client's data.
    pub client: ClientRight,
    /// What the next move asks for; nothing where the deal is closed.
    pub checks: Vec<CheckLine>,
    /// The eight letters in the order of the word.
    pub letters: Vec<LetterLine>,
    /// The client's row behind six of them, for who may read it.
    pub texts: Option<ClientTexts>,
    /// The gaps, the one that matters most first.
    pub gaps: Vec<GapLine>,
    /// Who of us works on it.
    pub team: Team,
    /// Who at the client has to do with it.
    pub stakeholders: Vec<DealStakeholder>,
    /// Who else is in it.
    pub rivals: Vec<Rival>,
    /// What is to be done next.
    pub steps: Steps,
    /// The way that it went, the newest step first.
    pub history: Vec<Step>,
    /// How long deals of the firm stay in each stage, in days, where enough have.
    pub pace: Vec<(StageKey, i64)>,
    /// The project that it became, for who may see it.
    pub project: Option<ProjectLink>,
}

impl DealDetail {
    /// The stage that it stands in.
    #[must_use]
    pub fn stage(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == self.card.stage)
    }

    /// Where it goes from here.
    #[must_use]
    pub fn next_stage(&self) -> Option<&Stage> {
        domain::gap::next_stage(&self.stages, &self.card.stage)
    }

    /// Takes over what the server says now. What only a first look brings is kept: addresses that were opened.
    pub fn follow(&mut self, mut fresh: Self) {
        for person in &mut fresh.stakeholders {
            let known = self.stakeholders.iter().find(|known| known.id == person.id);
            person.email = person.email.take().or_else(|| known.and_then(|known| known.email.clone()));
        }
        *self = fresh;
    }

    /// How many of the checks hold.
    #[must_use]
    pub fn ring(&self) -> Ring {
        let count = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        Ring { met: count(self.checks.iter().filter(|check| check.met).count()), of: count(self.checks.len()) }
    }
}

/// What a person may do with the data of the deal's client: its profile, people and activities, which go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientRight {
    /// They are on the deal's team and not on the client's: its name is all that they see.
    None,
    /// Read it.
    Read,
    /// Change it.
    Write,
}

impl ClientRight {
    /// Whether they may read it.
    #[must_use]
    pub const fn reads(self) -> bool {
        !matches!(self, Self::None)
    }

    /// Whether they may change it.
    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(self, Self::Write)
    }
}

/// A criterion of the next move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckLine {
    /// Which.
    pub id: CriterionId,
    /// The stage that asks.
    pub stage: StageKey,
    /// What people call it.
    pub label: String,
    /// What must hold.
    pub check: Check,
    /// Whether it does.
    pub met: bool,
    /// Who ticked it and when, where that is how it is checked.
    pub ticked: Option<(String, NaiveDate)>,
}

/// The client's row, as an edit of its texts must name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientTexts {
    /// Which client.
    pub id: ClientId,
    /// The version that an edit must name.
    pub version: i32,
    /// Its currency.
    pub currency: Currency,
}

/// A letter with what is on file about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterLine {
    /// Which.
    pub letter: Letter,
    /// How well it is known.
    pub state: LetterState,
    /// Since when it says what it says.
    pub since: Option<NaiveDate>,
    /// When somebody who must know was last spoken with.
    pub spoken: Option<NaiveDate>,
    /// That talk, for who may read the client's activities.
    pub talk: Option<Talk>,
    /// What it says, where it is a text and theirs to read.
    pub text: String,
    /// Who it is, where it is a person and theirs to see.
    pub holders: Vec<Holder>,
}

/// A talk that bears on a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// What kind.
    pub kind: ActivityType,
    /// With whom of those who must know.
    pub with: Vec<String>,
    /// Whether it was about this deal; otherwise it was with the client, about no deal in particular.
    pub of_deal: bool,
}

/// A person whom a letter asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub id: StakeholderId,
    /// Their name.
    pub name: String,
    /// What they are there.
    pub job_title: Option<String>,
}

/// A gap, and whether something is planned about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapLine {
    /// Which.
    pub gap: Gap,
    /// The open step that asks its question.
    pub planned: Option<TaskId>,
}

/// Who of us works on the deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Because they are on the client's team; its leads first.
    pub inherited: Vec<Person>,
    /// Who of them leads.
    pub leads: Vec<UserId>,
    /// On the team of this deal alone.
    pub own: Vec<Person>,
    /// Whether this person would not see the deal any more if they left its team.
    pub holds_me: bool,
}

/// A person at the client who has to do with the deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealStakeholder {
    /// Who.
    pub id: StakeholderId,
    /// Their name.
    pub name: String,
    /// What they are there.
    pub job_title: Option<String>,
    /// What they are to the deal.
    pub roles: Vec<MeddpiccRole>,
    /// How to reach them; opened for this person, which the audit log remembers.
    pub email: Option<String>,
    /// When they were last spoken with, about whatever.
    pub last_contact: Option<NaiveDate>,
}

/// A competitor in the deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rival {
    /// Who.
    pub id: CompetitorId,
    /// Its name.
    pub name: String,
    /// How it stands in it.
    pub status: CompetitorStatus,
    /// What we know about it.
    pub notes: String,
    /// The version that an edit must name.
    pub version: i32,
}

/// What of a competitor in a deal is edited in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RivalField {
    /// How it stands in it.
    Status,
    /// What we know about it.
    Notes,
}

impl RivalField {
    /// Its word, which is the column's too.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Notes => "notes",
        }
    }

    /// A value as people read it.
    #[must_use]
    pub fn shown(self, value: &str) -> String {
        match self {
            Self::Status => value.parse::<CompetitorStatus>().map_or_else(|_| value.to_owned(), |status| status.label().to_owned()),
            Self::Notes => value.to_owned(),
        }
    }
}

/// What is to be done about the deal, and what was done last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// To be done: by day, those without one last.
    pub open: Vec<PlannedStep>,
    /// How many more there are.
    pub more: u64,
    /// Done: the last ones, the newest first.
    pub done: Vec<PlannedStep>,
}

/// Something to do about the deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStep {
    /// Which.
    pub id: TaskId,
    /// What is to be done.
    pub title: String,
    /// What it is for.
    pub task_type: TaskType,
    /// What kind of step it is.
    pub kind: Option<NextStepType>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Who does it.
    pub assignee: Option<Person>,
    /// When it was done.
    pub done: Option<NaiveDate>,
    /// The version that an edit must name.
    pub version: i32,
    /// Whether this person may change it.
    pub can_edit: bool,
}

/// What of a step is edited in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepField {
    /// What is to be done.
    Title,
    /// By when.
    Due,
}

impl StepField {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Due => "due",
        }
    }
}

/// One step of a deal's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which move it was.
    pub id: StageChangeId,
    /// The stage that it left; none at the start.
    pub from: Option<String>,
    /// The stage that it came to.
    pub to: Stage,
    /// Who moved it.
    pub by: String,
    /// When, exactly.
    pub at: String,
    /// When, as a date.
    pub on: NaiveDate,
    /// How many days it stayed, or has stayed so far; none where the move does not count.
    pub stayed: Option<i64>,
    /// Whether it is still there.
    pub lasts: bool,
    /// Whether it takes back the move before it.
    pub undoes: bool,
    /// Whether it was taken back itself.
    pub undone: bool,
    /// Why it was moved against the criteria.
    pub reason: Option<String>,
    /// The criteria that did not hold then.
    pub gaps: Vec<String>,
}

/// The project that a deal became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectLink {
    /// Which.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
}

/// What can be found to be added to a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Findable {
    /// One of us, for the team.
    Colleague,
    /// One of the client's people.
    Stakeholder,
    /// A competitor.
    Competitor,
}

impl Findable {
    /// Its word in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Colleague => "colleague",
            Self::Stakeholder => "stakeholder",
            Self::Competitor => "competitor",
        }
    }

    /// Reads the word in the address.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Colleague, Self::Stakeholder, Self::Competitor].into_iter().find(|what| what.as_str() == word)
    }
}

/// Something that was found: its id, its name, and a few words that tell it from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// A job title, or roles.
    pub about: String,
}
