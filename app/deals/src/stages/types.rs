//! What the settings of the pipeline show, and no more.

use domain::Money;
use domain::criteria::Criterion;
use domain::id::OpportunityId;
use domain::stage::{Stage, StageKind};
use serde::{Deserialize, Serialize};

/// A criterion as an admin sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedCriterion {
    /// What is asked.
    pub criterion: Criterion,
    /// The version that a change must name.
    pub version: i32,
    /// So many of the deals that it is asked of meet it now; none where they are too many to look at.
    pub met: Option<i64>,
}

/// The open deals that a stage's criteria are asked of, as they stand now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many there are.
    pub deals: i64,
    /// So many lack something that the stage asks for.
    pub lacking: i64,
    /// For how many days, and how many of them have stood here so long.
    pub ages: Vec<(i64, i64)>,
}

impl Standing {
    /// So many have stood here longer than this.
    #[must_use]
    pub fn older_than(&self, days: i32) -> i64 {
        self.ages.iter().filter(|(age, _)| *age > i64::from(days)).map(|(_, count)| count).sum()
    }
}

/// How many deals would meet a criterion that nobody has kept yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// The stage whose deals would be asked.
    pub place: String,
    /// So many deals stand there.
    pub deals: i64,
    /// So many of them meet it; none where they are too many to look at.
    pub met: Option<i64>,
}

/// A stage with what hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageSetting {
    /// The stage.
    pub stage: Stage,
    /// Deals that stand in it.
    pub deals: i64,
    /// What they come to, a sum for each currency.
    pub sums: Vec<Money>,
    /// What it asks for.
    pub criteria: Vec<AskedCriterion>,
    /// The deals that are asked; none where they are too many to look at each.
    pub standing: Option<Standing>,
}

/// A stage that was taken off the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetiredStage {
    /// The stage.
    pub stage: Stage,
    /// Deals that stand in it all the same, which none should.
    pub deals: i64,
}

/// The pipeline's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelineSettings {
    /// Every stage in use, in order; won and lost at the end.
    pub stages: Vec<StageSetting>,
    /// Stages that history still names.
    pub retired: Vec<RetiredStage>,
    /// No deal exists yet, so another pipeline may be chosen as a whole.
    pub can_start_over: bool,
}

impl PipelineSettings {
    /// The open stages in their order.
    pub fn open(&self) -> impl Iterator<Item = &StageSetting> {
        self.stages.iter().filter(|setting| setting.stage.kind == StageKind::Open)
    }

    /// The stage whose deals a stage's criteria are asked of: its own, and for won, which is entered, the last open one.
    #[must_use]
    pub fn asked_in<'a>(&'a self, stage: &'a Stage) -> &'a Stage {
        let last = || self.open().last().map(|setting| &setting.stage);
        if stage.kind == StageKind::Won { last().unwrap_or(stage) } else { stage }
    }
}

/// A stage that is to be removed, with what hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRemoval {
    /// The stage.
    pub stage: Stage,
    /// Deals that stand in it.
    pub deals: i64,
    /// What they come to, a sum for each currency.
    pub sums: Vec<Money>,
    /// The first of them by name, to know them again.
    pub first: Vec<(OpportunityId, String)>,
    /// Where they can go, the likeliest first; nowhere if it is the last open stage.
    pub targets: Vec<Stage>,
    /// History names it, so it stays there and can be brought back.
    pub in_history: bool,
}
