//! What a deal must have before it leaves a stage, checked against what is on file.

use crate::activity::ActivityType;
use crate::closed::closed_enum;
use crate::id::CriterionId;
use crate::stage::{Stage, StageKey, StageKind};
use crate::stakeholder::MeddpiccRole;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

closed_enum! {
    /// How a criterion is checked.
    pub enum CriterionKind {
        /// Something is filled in.
        Field = "field", "Field filled";
        /// Somebody of the deal holds a role.
        Role = "role", "Role present";
        /// Something was said or done.
        Activity = "activity", "Activity logged";
        /// A person says so, where no data can tell.
        Tick = "tick", "Ticked by hand";
    }
}

closed_enum! {
    /// What can be filled in.
    pub enum CriterionField {
        /// The client's metrics.
        Metrics = "meddpicc_metrics", "Metrics";
        /// The client's decision criteria.
        DecisionCriteria = "meddpicc_decision_criteria", "Decision criteria";
        /// The client's decision process.
        DecisionProcess = "meddpicc_decision_process", "Decision process";
        /// The client's paper process.
        PaperProcess = "meddpicc_paper_process", "Paper process";
        /// The client's identified pain.
        IdentifiedPain = "meddpicc_identified_pain", "Identified pain";
        /// The client's competition.
        Competition = "meddpicc_competition", "Competition";
        /// The deal is worth something.
        Value = "value", "Value";
        /// The day of the answer is expected.
        CloseDate = "expected_close_date", "Close date";
        /// A task of the deal is still to be done.
        NextStep = "next_step", "Next step";
    }
}

/// One thing that must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// This is filled.
    Field(CriterionField),
    /// A stakeholder of the deal holds this role.
    Role(MeddpiccRole),
    /// An activity is on file.
    Activity {
        /// Of this kind; any but a note or a finished task where none is named: contact takes two.
        kind: Option<ActivityType>,
        /// With somebody of this role.
        role: Option<MeddpiccRole>,
        /// No longer ago than this.
        within_days: Option<i32>,
    },
    /// A person has said so.
    Tick,
}

impl Check {
    /// Its kind.
    #[must_use]
    pub const fn kind(self) -> CriterionKind {
        match self {
            Self::Field(_) => CriterionKind::Field,
            Self::Role(_) => CriterionKind::Role,
            Self::Activity { .. } => CriterionKind::Activity,
            Self::Tick => CriterionKind::Tick,
        }
    }
}

/// A criterion of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Which.
    pub id: CriterionId,
    /// The stage that asks for it: one asks it of whoever leaves, won and lost of whoever comes.
    pub stage: StageKey,
    /// What people call it.
    pub label: String,
    /// What must hold.
    pub check: Check,
}

/// Something said or done that bears on a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contact {
    /// What kind.
    pub kind: ActivityType,
    /// The role of somebody who took part; a contact stands here once for each role that was there, or once with none.
    pub role: Option<MeddpiccRole>,
    /// When it was last so.
    pub on: NaiveDate,
}

/// What is on file about a deal, as far as criteria ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What is filled in, and since when it says what it says.
    pub filled: BTreeMap<CriterionField, NaiveDate>,
    /// The roles that the deal's stakeholders hold, and since when.
    pub roles: BTreeMap<MeddpiccRole, NaiveDate>,
    /// The latest contact of each kind with each role.
    pub contacts: Vec<Contact>,
    /// What a person has ticked.
    pub ticks: BTreeSet<CriterionId>,
}

impl Evidence {
    /// Whether the criterion holds on a day.
    #[must_use]
    pub fn meets(&self, criterion: &Criterion, today: NaiveDate) -> bool {
        match criterion.check {
            Check::Field(field) => self.filled.contains_key(&field),
            Check::Role(role) => self.roles.contains_key(&role),
            Check::Tick => self.ticks.contains(&criterion.id),
            Check::Activity { kind, role, within_days } => self.contacts.iter().any(|contact| {
                let of_kind = match kind {
                    Some(kind) => contact.kind == kind,
                    None => !matches!(contact.kind, ActivityType::Note | ActivityType::TaskCompleted),
                };
                let with = role.is_none() || contact.role == role;
                let recent = within_days.is_none_or(|days| (today - contact.on).num_days() <= i64::from(days));
                of_kind && with && recent
            }),
        }
    }
}

/// How many of a stage's criteria hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ring {
    /// So many hold.
    pub met: u16,
    /// Of so many.
    pub of: u16,
}

/// How far a deal has come with what its next move asks for: its stage, and won too where that comes next.
#[must_use]
pub fn ring(asked: &BTreeSet<StageKey>, criteria: &[Criterion], evidence: &Evidence, today: NaiveDate) -> Ring {
    let mut ring = Ring::default();
    for criterion in criteria.iter().filter(|criterion| asked.contains(&criterion.stage)) {
        ring.of += 1;
        ring.met += u16::from(evidence.meets(criterion, today));
    }
    ring
}

/// The stages whose criteria a move asks about: every open stage that it leaves behind on its way forward, and won where
/// it ends there. Going back, losing and reopening ask nothing.
pub fn asked<'a>(stages: &'a [Stage], from: &Stage, to: &Stage) -> impl Iterator<Item = &'a Stage> {
    let place = |key: &StageKey| stages.iter().position(|stage| stage.key == *key);
    let (start, end) = (place(&from.key).unwrap_or(usize::MAX), place(&to.key).unwrap_or(0));
    let forward = from.kind == StageKind::Open && to.kind != StageKind::Lost;
    let won = to.kind == StageKind::Won;
    let target = to.key.clone();
    stages.iter().enumerate().filter_map(move |(at, stage)| {
        let left = forward && stage.kind == StageKind::Open && at >= start && (won || at < end);
        let entered = forward && won && stage.key == target;
        (left || entered).then_some(stage)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::samples::line;

    fn keys(from: usize, to: usize) -> Vec<String> {
        let line = line();
        asked(&line, &line[from], &line[to]).map(|stage| stage.key.to_string()).collect()
    }

    #[test]
    fn a_stage_that_is_skipped_is_left_behind_too() {
        assert_eq!(keys(0, 1), ["lead"]);
        assert_eq!(keys(0, 2), ["lead", "qualified"]);
        assert_eq!(keys(1, 3), ["qualified", "discovery", "won"]);
    }

    #[test]
    fn going_back_losing_and_reopening_ask_nothing() {
        assert!(keys(2, 0).is_empty() && keys(1, 4).is_empty() && keys(4, 0).is_empty() && keys(3, 1).is_empty());
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 5, day).unwrap_or_default()
    }

    fn criterion(check: Check) -> Criterion {
        Criterion { id: CriterionId(uuid::Uuid::from_u128(1)), stage: StageKey::lead(), label: "x".into(), check }
    }

    #[test]
    fn contact_needs_the_kind_the_role_and_the_day() {
        let contact = |kind, role, on| Contact { kind, role, on: day(on) };
        let buyer = Some(MeddpiccRole::EconomicBuyer);
        let asked = criterion(Check::Activity { kind: Some(ActivityType::Call), role: buyer, within_days: Some(10) });
        let meets = |contact| Evidence { contacts: vec![contact], ..Evidence::default() }.meets(&asked, day(20));
        assert!(meets(contact(ActivityType::Call, buyer, 10)));
        assert!(!meets(contact(ActivityType::Call, buyer, 9)));
        assert!(!meets(contact(ActivityType::Call, None, 20)));
        assert!(!meets(contact(ActivityType::Email, buyer, 20)));
    }

    #[test]
    fn a_note_to_oneself_is_no_contact() {
        let any = criterion(Check::Activity { kind: None, role: None, within_days: None });
        let meets = |kind| Evidence { contacts: vec![Contact { kind, role: None, on: day(1) }], ..Evidence::default() }.meets(&any, day(2));
        assert!(meets(ActivityType::Email) && !meets(ActivityType::Note) && !meets(ActivityType::TaskCompleted));
    }

    #[test]
    fn the_ring_counts_what_this_stage_asks() {
        let mut criteria = vec![criterion(Check::Tick), criterion(Check::Field(CriterionField::Value))];
        criteria.push(Criterion { stage: StageKey::parse("proposal").unwrap_or_else(|_| StageKey::lead()), ..criterion(Check::Tick) });
        let evidence = Evidence { filled: [(CriterionField::Value, day(1))].into(), ..Evidence::default() };
        assert_eq!(ring(&BTreeSet::from([StageKey::lead()]), &criteria, &evidence, day(1)), Ring { met: 1, of: 2 });
    }
}
