//! The eight letters of a deal's qualification, each with a state that follows from what is on file.

use crate::activity::ActivityType;
use crate::client::ClientField;
use crate::closed::closed_enum;
use crate::criteria::{Contact, CriterionField, Evidence};
use crate::stakeholder::MeddpiccRole;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is older than this says little about today.
pub const STALE_AFTER_DAYS: i64 = 90;

closed_enum! {
    /// A letter, in the order of the word.
    pub enum Letter {
        /// What success is measured by.
        Metrics = "metrics", "Metrics";
        /// Who holds the budget.
        EconomicBuyer = "economic_buyer", "Economic buyer";
        /// By what they decide.
        DecisionCriteria = "decision_criteria", "Decision criteria";
        /// How they decide.
        DecisionProcess = "decision_process", "Decision process";
        /// What paper it takes.
        PaperProcess = "paper_process", "Paper process";
        /// What hurts.
        IdentifiedPain = "identified_pain", "Identified pain";
        /// Who sells for us inside.
        Champion = "champion", "Champion";
        /// Who else they look at.
        Competition = "competition", "Competition";
    }
}

closed_enum! {
    /// How well a letter is known.
    pub enum LetterState {
        /// Nothing is on file.
        Unknown = "unknown", "Unknown";
        /// Something is on file, nobody of theirs has confirmed it since.
        Identified = "identified", "Identified";
        /// Spoken about, since it was written, with somebody who must know.
        Validated = "validated", "Validated";
        /// Neither written nor spoken about for too long.
        Stale = "stale", "Stale";
    }
}

impl LetterState {
    /// The sign beside the letter, so that the state is not told by colour alone.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Unknown => "?",
            Self::Identified => "○",
            Self::Validated => "●",
            Self::Stale => "◌",
        }
    }

    const fn code(self) -> char {
        match self {
            Self::Unknown => 'u',
            Self::Identified => 'i',
            Self::Validated => 'v',
            Self::Stale => 's',
        }
    }
}

impl Letter {
    /// The letter itself.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Metrics => "M",
            Self::EconomicBuyer => "E",
            Self::DecisionCriteria | Self::DecisionProcess => "D",
            Self::PaperProcess => "P",
            Self::IdentifiedPain => "I",
            Self::Champion | Self::Competition => "C",
        }
    }

    /// The client's field that holds it; none for the two that are people.
    #[must_use]
    pub const fn field(self) -> Option<ClientField> {
        match self {
            Self::Metrics => Some(ClientField::Metrics),
            Self::DecisionCriteria => Some(ClientField::DecisionCriteria),
            Self::DecisionProcess => Some(ClientField::DecisionProcess),
            Self::PaperProcess => Some(ClientField::PaperProcess),
            Self::IdentifiedPain => Some(ClientField::IdentifiedPain),
            Self::Competition => Some(ClientField::Competition),
            Self::EconomicBuyer | Self::Champion => None,
        }
    }

    /// The same field as criteria ask for it.
    #[must_use]
    pub const fn criterion(self) -> Option<CriterionField> {
        match self {
            Self::Metrics => Some(CriterionField::Metrics),
            Self::DecisionCriteria => Some(CriterionField::DecisionCriteria),
            Self::DecisionProcess => Some(CriterionField::DecisionProcess),
            Self::PaperProcess => Some(CriterionField::PaperProcess),
            Self::IdentifiedPain => Some(CriterionField::IdentifiedPain),
            Self::Competition => Some(CriterionField::Competition),
            Self::EconomicBuyer | Self::Champion => None,
        }
    }

    /// The role whose holder the letter is; none for the six that are texts.
    #[must_use]
    pub const fn role(self) -> Option<MeddpiccRole> {
        match self {
            Self::EconomicBuyer => Some(MeddpiccRole::EconomicBuyer),
            Self::Champion => Some(MeddpiccRole::Champion),
            _ => None,
        }
    }

    /// Who of theirs must know: a talk with one of them confirms the letter.
    #[must_use]
    pub const fn voices(self) -> &'static [MeddpiccRole] {
        use MeddpiccRole as R;
        match self {
            Self::Metrics => &[R::EconomicBuyer, R::Champion, R::DecisionMaker],
            Self::EconomicBuyer => &[R::EconomicBuyer],
            Self::DecisionCriteria => &[R::DecisionMaker, R::EconomicBuyer, R::TechnicalEvaluator, R::TechnicalBuyer],
            Self::DecisionProcess => &[R::DecisionMaker, R::EconomicBuyer, R::Champion],
            Self::PaperProcess => &[R::Gatekeeper, R::EconomicBuyer, R::DecisionMaker],
            Self::IdentifiedPain => &[R::Champion, R::User, R::EconomicBuyer],
            Self::Champion => &[R::Champion],
            Self::Competition => &[R::Champion, R::Coach],
        }
    }

    /// Why a gap here costs deals.
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Self::Metrics => "Without a number, nobody can defend the price when the budget is cut.",
            Self::EconomicBuyer => "Who cannot spend the money can only say no.",
            Self::DecisionCriteria => "If we do not know the criteria, somebody else is writing them.",
            Self::DecisionProcess => "Deals that come to a stop mostly stop at a step that nobody had asked about.",
            Self::PaperProcess => "Legal and procurement take weeks that no close date has in it.",
            Self::IdentifiedPain => "No pain, no change: they will go on as they are.",
            Self::Champion => "Decisions are made when we are not in the room; somebody must speak for us there.",
            Self::Competition => "Every deal has a rival; doing nothing is one too.",
        }
    }

    /// The question that closes the gap.
    #[must_use]
    pub const fn question(self) -> &'static str {
        match self {
            Self::Metrics => "What will be different in a year, and how will you measure it?",
            Self::EconomicBuyer => "Who can spend this money without asking anybody else?",
            Self::DecisionCriteria => "What must a solution do so that you choose it?",
            Self::DecisionProcess => "Which steps lie between today and a yes, and who decides at each?",
            Self::PaperProcess => "What happens after the yes: who signs, what do legal and procurement need?",
            Self::IdentifiedPain => "What does it cost you each month to leave it as it is?",
            Self::Champion => "Who gains most from this, and will say so when we are not there?",
            Self::Competition => "Whom else do you look at, and what if you do nothing?",
        }
    }

    /// How well it is known on a day.
    #[must_use]
    pub fn state(self, evidence: &Evidence, today: NaiveDate) -> LetterState {
        let Some(since) = self.since(evidence) else { return LetterState::Unknown };
        let spoken = self.spoken(evidence);
        let last = spoken.map_or(since, |spoken| spoken.max(since));
        if (today - last).num_days() > STALE_AFTER_DAYS {
            LetterState::Stale
        } else if spoken.is_some_and(|spoken| spoken >= since) {
            LetterState::Validated
        } else {
            LetterState::Identified
        }
    }

    /// Since when it says what it says; none if it says nothing.
    #[must_use]
    pub fn since(self, evidence: &Evidence) -> Option<NaiveDate> {
        match (self.criterion(), self.role()) {
            (Some(field), _) => evidence.filled.get(&field).copied(),
            (None, Some(role)) => evidence.roles.get(&role).copied(),
            (None, None) => None,
        }
    }

    /// When somebody who must know was last spoken with.
    #[must_use]
    pub fn spoken(self, evidence: &Evidence) -> Option<NaiveDate> {
        let talk = |contact: &&Contact| !matches!(contact.kind, ActivityType::Note | ActivityType::TaskCompleted);
        let knows = |contact: &&Contact| contact.role.is_some_and(|role| self.voices().contains(&role));
        evidence.contacts.iter().filter(talk).filter(knows).map(|contact| contact.on).max()
    }
}

/// The eight states in the order of the letters; sent as eight signs, since a board holds hundreds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Strip([LetterState; 8]);

impl Strip {
    /// Of what is on file, on a day.
    #[must_use]
    pub fn of(evidence: &Evidence, today: NaiveDate) -> Self {
        let mut states = [LetterState::Unknown; 8];
        for (state, letter) in states.iter_mut().zip(Letter::ALL) {
            *state = letter.state(evidence, today);
        }
        Self(states)
    }

    /// Each letter with its state.
    pub fn letters(&self) -> impl Iterator<Item = (Letter, LetterState)> + '_ {
        Letter::ALL.iter().copied().zip(self.0.iter().copied())
    }

    /// How many are known to hold today.
    #[must_use]
    pub fn validated(&self) -> usize {
        self.0.iter().filter(|state| **state == LetterState::Validated).count()
    }
}

impl From<Strip> for String {
    fn from(strip: Strip) -> Self {
        strip.0.iter().map(|state| state.code()).collect()
    }
}

impl TryFrom<String> for Strip {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let states: Option<Vec<_>> = text.chars().map(|code| LetterState::ALL.iter().copied().find(|state| state.code() == code)).collect();
        let states: [LetterState; 8] = states.and_then(|states| states.try_into().ok()).ok_or("eight states are wanted")?;
        Ok(Self(states))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
    }

    fn written(on: NaiveDate) -> Evidence {
        Evidence { filled: [(CriterionField::Metrics, on)].into(), ..Evidence::default() }
    }

    fn and_spoken(evidence: Evidence, role: MeddpiccRole, on: NaiveDate) -> Evidence {
        Evidence { contacts: vec![Contact { kind: ActivityType::Call, role: Some(role), on }], ..evidence }
    }

    #[test]
    fn a_text_is_identified_until_somebody_who_must_know_has_been_spoken_with_since() {
        let today = day(5, 20);
        assert_eq!(Letter::Metrics.state(&Evidence::default(), today), LetterState::Unknown);
        assert_eq!(Letter::Metrics.state(&written(day(5, 1)), today), LetterState::Identified);
        let spoken = |role, on| Letter::Metrics.state(&and_spoken(written(day(5, 1)), role, on), today);
        assert_eq!(spoken(MeddpiccRole::Champion, day(5, 1)), LetterState::Validated);
        assert_eq!(spoken(MeddpiccRole::Champion, day(4, 30)), LetterState::Identified);
        assert_eq!(spoken(MeddpiccRole::Gatekeeper, day(5, 10)), LetterState::Identified);
    }

    #[test]
    fn what_nobody_has_touched_for_a_quarter_is_stale() {
        assert_eq!(Letter::Metrics.state(&written(day(1, 1)), day(4, 1)), LetterState::Identified);
        assert_eq!(Letter::Metrics.state(&written(day(1, 1)), day(4, 2)), LetterState::Stale);
    }

    #[test]
    fn the_strip_travels_as_eight_signs() {
        let strip = Strip::of(&written(day(5, 1)), day(5, 2));
        let text = String::from(strip);
        assert_eq!(text, "iuuuuuuu");
        assert_eq!(Strip::try_from(text), Ok(strip));
        assert!(Strip::try_from("iuu".to_owned()).is_err() && Strip::try_from("xuuuuuuu".to_owned()).is_err());
    }
}
