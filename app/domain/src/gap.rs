//! What a deal does not know yet, in the order in which it matters.

use crate::criteria::{Check, Criterion, Evidence, asked};
use crate::meddpicc::{Letter, LetterState};
use crate::stage::{Stage, StageKey, StageKind};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which move asks for a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedBy {
    /// The next one, out of the stage that the deal stands in.
    This,
    /// The one after it.
    Next,
    /// Neither of the two.
    None,
}

/// A letter that is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Which.
    pub letter: Letter,
    /// How well it is known.
    pub state: LetterState,
    /// Which move asks for it.
    pub asked_by: AskedBy,
    /// Whether a criterion of that move does not hold because of it.
    pub unmet: bool,
}

/// Where a deal goes from here: the next open stage, after the last one won. Nowhere from a closed stage.
#[must_use]
pub fn next_stage<'a>(stages: &'a [Stage], stage: &StageKey) -> Option<&'a Stage> {
    let place = stages.iter().position(|other| other.key == *stage && other.kind == StageKind::Open)?;
    let open = stages.iter().skip(place + 1).find(|next| next.kind == StageKind::Open);
    open.or_else(|| stages.iter().find(|next| next.kind == StageKind::Won))
}

/// The stages whose criteria the next move asks about.
#[must_use]
pub fn asked_next(stages: &[Stage], stage: &StageKey) -> BTreeSet<StageKey> {
    let from = stages.iter().find(|from| from.key == *stage);
    let (Some(from), Some(to)) = (from, next_stage(stages, stage)) else { return BTreeSet::new() };
    asked(stages, from, to).map(|stage| stage.key.clone()).collect()
}

/// The gaps of a deal that stands in an open stage: what the next move asks for first, then what the one after it does,
/// then the others; within each, what keeps a criterion from holding before what nobody knows, and that before what has
/// grown old. A closed deal has none: nobody asks any more.
#[must_use]
pub fn gaps(stages: &[Stage], stage: &StageKey, criteria: &[Criterion], evidence: &Evidence, today: NaiveDate) -> Vec<Gap> {
    let Some(next) = next_stage(stages, stage) else { return Vec::new() };
    let (this, then) = (asked_next(stages, stage), asked_next(stages, &next.key));
    let gap = |letter: &Letter| {
        let state = letter.state(evidence, today);
        let known = matches!(state, LetterState::Identified | LetterState::Validated);
        let asks = |criterion: &Criterion, by: &BTreeSet<StageKey>| by.contains(&criterion.stage) && letter.bears_on(criterion.check);
        let wanted = |by| criteria.iter().any(|criterion| asks(criterion, by));
        let unmet = |by| criteria.iter().any(|criterion| asks(criterion, by) && !evidence.meets(criterion, today));
        let (asked_by, unmet) = if wanted(&this) && (unmet(&this) || !known) {
            (AskedBy::This, unmet(&this))
        } else if wanted(&then) && (unmet(&then) || !known) {
            (AskedBy::Next, unmet(&then))
        } else {
            (AskedBy::None, false)
        };
        (unmet || !known).then_some(Gap { letter: *letter, state, asked_by, unmet })
    };
    let mut gaps: Vec<Gap> = Letter::ALL.iter().filter_map(gap).collect();
    gaps.sort_by_key(|gap| (gap.asked_by, !gap.unmet, gap.state == LetterState::Stale, gap.letter));
    gaps
}

impl Letter {
    /// Whether a criterion asks about this letter.
    #[must_use]
    pub fn bears_on(self, check: Check) -> bool {
        match check {
            Check::Field(field) => self.criterion() == Some(field),
            Check::Role(role) => self.role() == Some(role),
            Check::Activity { role, .. } => role.is_some() && self.role() == role,
            Check::Tick => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::CriterionField;
    use crate::id::CriterionId;
    use crate::stage::samples::line;
    use crate::stakeholder::MeddpiccRole;

    fn key(word: &str) -> StageKey {
        StageKey::parse(word).unwrap_or_else(|_| StageKey::lead())
    }

    fn asks(stage: &str, check: Check) -> Criterion {
        Criterion { id: CriterionId(uuid::Uuid::from_u128(1)), stage: key(stage), label: "x".into(), check }
    }

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
    }

    fn letters(gaps: &[Gap]) -> Vec<(Letter, AskedBy)> {
        gaps.iter().map(|gap| (gap.letter, gap.asked_by)).collect()
    }

    #[test]
    fn what_this_stage_asks_for_comes_first_then_the_next_ones_then_the_rest_and_the_stale_last() {
        let criteria = [
            asks("qualified", Check::Role(MeddpiccRole::Champion)),
            asks("discovery", Check::Field(CriterionField::IdentifiedPain)),
            asks("lead", Check::Field(CriterionField::PaperProcess)),
        ];
        let fresh = [CriterionField::DecisionCriteria, CriterionField::DecisionProcess].map(|field| (field, day(5, 1)));
        let stale = [(CriterionField::Metrics, day(1, 1))];
        let evidence = Evidence { filled: fresh.into_iter().chain(stale).collect(), ..Evidence::default() };
        let gaps = gaps(&line(), &key("qualified"), &criteria, &evidence, day(5, 20));
        let order = [
            (Letter::Champion, AskedBy::This),
            (Letter::IdentifiedPain, AskedBy::Next),
            (Letter::EconomicBuyer, AskedBy::None),
            (Letter::PaperProcess, AskedBy::None),
            (Letter::Competition, AskedBy::None),
            (Letter::Metrics, AskedBy::None),
        ];
        assert_eq!(letters(&gaps), order);
        assert!(gaps.iter().all(|gap| gap.unmet == matches!(gap.letter, Letter::Champion | Letter::IdentifiedPain)));
    }

    #[test]
    fn a_letter_that_is_known_is_a_gap_where_its_criterion_asks_for_more() {
        let engaged = Check::Activity { kind: None, role: Some(MeddpiccRole::EconomicBuyer), within_days: Some(30) };
        let evidence = Evidence { roles: [(MeddpiccRole::EconomicBuyer, day(5, 1))].into(), ..Evidence::default() };
        let of = |stage: &str| {
            let gaps = gaps(&line(), &key("lead"), &[asks(stage, engaged)], &evidence, day(5, 20));
            gaps.into_iter().find(|gap| gap.letter == Letter::EconomicBuyer).map(|gap| (gap.state, gap.asked_by, gap.unmet))
        };
        assert_eq!(of("lead"), Some((LetterState::Identified, AskedBy::This, true)));
        assert_eq!(of("qualified"), Some((LetterState::Identified, AskedBy::Next, true)));
        assert_eq!(of("discovery"), None);
    }

    #[test]
    fn a_closed_deal_is_not_asked() {
        for stage in ["won", "lost", "gone"] {
            assert!(gaps(&line(), &key(stage), &[], &Evidence::default(), day(5, 20)).is_empty(), "{stage}");
        }
        assert_eq!(gaps(&line(), &key("discovery"), &[], &Evidence::default(), day(5, 20)).len(), 8);
    }

    #[test]
    fn after_the_last_open_stage_comes_won_and_its_own_criteria_are_asked_too() {
        let line = line();
        assert_eq!(next_stage(&line, &key("lead")).map(|stage| stage.name.as_str()), Some("qualified"));
        assert_eq!(next_stage(&line, &key("discovery")).map(|stage| stage.name.as_str()), Some("won"));
        assert_eq!(next_stage(&line, &key("won")), None);
        let words = |stage| asked_next(&line, &key(stage)).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(words("lead"), ["lead"]);
        assert_eq!(words("discovery"), ["discovery", "won"]);
        let criteria = [asks("won", Check::Field(CriterionField::PaperProcess))];
        let first =
            gaps(&line, &key("discovery"), &criteria, &Evidence::default(), day(5, 20)).first().map(|gap| (gap.letter, gap.asked_by));
        assert_eq!(first, Some((Letter::PaperProcess, AskedBy::This)));
    }
}
