//! What of a stage is edited in place, and what may be typed there.

use crate::closed::closed_enum;
use crate::parse::{Name, ParseError, long_text};
use crate::stage::{Stage, StageGate, StageHue, StageKind, StageOverride};

/// After so many days at most a deal has stood too long.
const LONGEST: i32 = 3_650;

closed_enum! {
    /// What of a stage is edited in place.
    pub enum StageField {
        /// What people call it.
        Name = "name", "Name";
        /// The chance of winning from here.
        Probability = "probability", "Probability";
        /// After how many days a deal has stood here too long.
        RotDays = "rot_days", "Too long after";
        /// Its colour.
        Hue = "hue", "Colour";
        /// What a gap in its criteria does.
        Gate = "gate", "If one is missing";
        /// Who may override that.
        OverrideBy = "override_by", "Who may override";
        /// What must hold, in a sentence.
        ExitCriteria = "exit_criteria", "In a sentence";
        /// How to work here.
        Guidance = "guidance", "Guidance";
    }
}

/// A value that was typed for one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StageValue {
    /// 1 to 200 characters.
    Name(String),
    /// 0 to 100 percent.
    Probability(i32),
    /// 1 to 3650 days; none: a deal may stand here as long as it likes.
    RotDays(Option<i32>),
    /// One of the seven.
    Hue(StageHue),
    /// Warn or block.
    Gate(StageGate),
    /// Lead or admin.
    OverrideBy(StageOverride),
    /// At most 10,000 characters.
    ExitCriteria(String),
    /// At most 10,000 characters.
    Guidance(String),
}

impl StageField {
    /// Whether a stage of this kind lets it be changed. Won and lost are certain, no deal grows old there, and a loss is
    /// never held back.
    #[must_use]
    pub const fn is_open_to(self, kind: StageKind) -> bool {
        match (self, kind) {
            (_, StageKind::Open) | (Self::Name | Self::Hue | Self::ExitCriteria | Self::Guidance, _) => true,
            (Self::Gate | Self::OverrideBy, kind) => matches!(kind, StageKind::Won),
            (Self::Probability | Self::RotDays, _) => false,
        }
    }

    /// Whether it takes a text of several lines.
    #[must_use]
    pub const fn is_long(self) -> bool {
        matches!(self, Self::ExitCriteria | Self::Guidance)
    }

    /// The choices where it is one: the word that is posted, and what a person reads.
    #[must_use]
    pub fn choices(self) -> Vec<(String, String)> {
        let pair = |word: &'static str, label: &'static str| (word.to_owned(), label.to_owned());
        match self {
            Self::Hue => StageHue::ALL.iter().map(|hue| pair(hue.as_str(), hue.label())).collect(),
            Self::Gate => StageGate::ALL.iter().map(|gate| pair(gate.as_str(), gate_label(*gate))).collect(),
            Self::OverrideBy => StageOverride::ALL.iter().map(|who| pair(who.as_str(), who.label())).collect(),
            _ => Vec::new(),
        }
    }

    /// The value as it is edited.
    #[must_use]
    pub fn text(self, stage: &Stage) -> String {
        match self {
            Self::Name => stage.name.clone(),
            Self::Probability => stage.probability.to_string(),
            Self::RotDays => stage.rot_days.map(|days| days.to_string()).unwrap_or_default(),
            Self::Hue => stage.hue.as_str().to_owned(),
            Self::Gate => stage.gate.as_str().to_owned(),
            Self::OverrideBy => stage.override_by.as_str().to_owned(),
            Self::ExitCriteria => stage.exit_criteria.clone(),
            Self::Guidance => stage.guidance.clone(),
        }
    }

    /// The value as it is read; nothing where there is none.
    #[must_use]
    pub fn shown(self, stage: &Stage) -> String {
        match self {
            Self::Probability => format!("{} %", stage.probability),
            Self::RotDays => stage.rot_days.map(|days| crate::date::days(i64::from(days))).unwrap_or_default(),
            Self::Hue => stage.hue.label().to_owned(),
            Self::Gate => gate_label(stage.gate).to_owned(),
            Self::OverrideBy => stage.override_by.label().to_owned(),
            _ => self.text(stage),
        }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong with it, and what would be right.
    pub fn read(self, text: &str) -> Result<StageValue, ParseError> {
        Ok(match self {
            Self::Name => StageValue::Name(Name::parse(text)?.into_inner()),
            Self::Probability => StageValue::Probability(probability(text)?),
            Self::RotDays => StageValue::RotDays(rot_days(text)?),
            Self::Hue => StageValue::Hue(text.parse()?),
            Self::Gate => StageValue::Gate(text.parse()?),
            Self::OverrideBy => StageValue::OverrideBy(text.parse()?),
            Self::ExitCriteria => StageValue::ExitCriteria(long_text(text)?.unwrap_or_default()),
            Self::Guidance => StageValue::Guidance(long_text(text)?.unwrap_or_default()),
        })
    }
}

/// What a gap does, as an admin reads it.
const fn gate_label(gate: StageGate) -> &'static str {
    match gate {
        StageGate::Warn => "Warn: a reason is enough",
        StageGate::Block => "Block the move",
    }
}

/// A whole number between two others; a `%` or the word `days` behind it is what it is anyway.
fn whole(text: &str, unit: &[&str], least: i32, most: i32, fault: &str) -> Result<i32, ParseError> {
    let text = text.trim();
    let bare = unit.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
    let digits = !bare.is_empty() && bare.len() <= 9 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| bare.parse::<i32>().ok()).flatten();
    number.filter(|number| (least..=most).contains(number)).ok_or_else(|| ParseError::new(fault))
}

fn probability(text: &str) -> Result<i32, ParseError> {
    whole(text, &["%"], 0, 100, "is no chance of winning; type a whole number from 0 to 100")
}

fn rot_days(text: &str) -> Result<Option<i32>, ParseError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let fault = "is no number of days; type 1 to 3650, or nothing where a deal may stand as long as it likes";
    whole(text, &["days", "day", "d"], 1, LONGEST, fault).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_is_a_whole_number_of_percent() {
        assert_eq!(StageField::Probability.read(" 45 % "), Ok(StageValue::Probability(45)));
        assert_eq!(StageField::Probability.read("0"), Ok(StageValue::Probability(0)));
        for wrong in ["", "101", "-1", "4.5", "12,5", "ten", "1e2", "99999999999"] {
            assert!(StageField::Probability.read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_are_one_to_ten_years_or_none() {
        assert_eq!(StageField::RotDays.read("21 days"), Ok(StageValue::RotDays(Some(21))));
        assert_eq!(StageField::RotDays.read("  "), Ok(StageValue::RotDays(None)));
        assert_eq!(StageField::RotDays.read("3650"), Ok(StageValue::RotDays(Some(3_650))));
        for wrong in ["0", "3651", "-3", "two weeks", "days"] {
            assert!(StageField::RotDays.read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn won_and_lost_are_certain_and_never_grow_old() {
        for kind in [StageKind::Won, StageKind::Lost] {
            assert!(!StageField::Probability.is_open_to(kind) && !StageField::RotDays.is_open_to(kind));
            assert!(StageField::Name.is_open_to(kind) && StageField::Guidance.is_open_to(kind));
        }
        assert!(StageField::Gate.is_open_to(StageKind::Won) && !StageField::Gate.is_open_to(StageKind::Lost));
        assert!(StageField::ALL.iter().all(|field| field.is_open_to(StageKind::Open)));
    }
}
