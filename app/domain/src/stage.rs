//! The stages of a deal. Name, order and probability belong to the firm; what won and lost mean does not.

use crate::closed::closed_enum;
use crate::deal::Outcome;
use crate::parse::ParseError;
use serde::{Deserialize, Serialize};

closed_enum! {
    /// What a stage is, whatever it is called.
    pub enum StageKind {
        /// The deal is being worked on.
        Open = "open", "Open";
        /// Signed.
        Won = "won", "Won";
        /// Not signed.
        Lost = "lost", "Lost";
    }
}

impl StageKind {
    /// The outcome that a deal in such a stage has.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Open => None,
            Self::Won => Some(Outcome::Won),
            Self::Lost => Some(Outcome::Lost),
        }
    }
}

closed_enum! {
    /// What a gap in the exit criteria does to a move.
    pub enum StageGate {
        /// The move is allowed with a written reason.
        Warn = "warn", "Warn";
        /// The move is refused.
        Block = "block", "Block";
    }
}

closed_enum! {
    /// Who may move a deal on over a gap that blocks.
    pub enum StageOverride {
        /// The client's leads, and admins.
        Lead = "lead", "The client's lead or an admin";
        /// Admins.
        Admin = "admin", "An admin";
    }
}

closed_enum! {
    /// The quiet colour of a stage; one of the style sheet's hues.
    pub enum StageHue {
        /// Grey.
        Slate = "slate", "Slate";
        /// Blue.
        Blue = "blue", "Blue";
        /// Blue-green.
        Teal = "teal", "Teal";
        /// Violet.
        Violet = "violet", "Violet";
        /// Amber.
        Amber = "amber", "Amber";
        /// Green.
        Green = "green", "Green";
        /// Red.
        Rose = "rose", "Rose";
    }
}

/// The fixed word of a stage, such as `closed_won`; the name that people see may change, this does not.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct StageKey(String);

// A primary key's type must say how it would come from a counter; this one never does.
#[cfg(feature = "orm")]
impl sea_orm::TryFromU64 for StageKey {
    fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
        Err(sea_orm::DbErr::ConvertFromU64("StageKey"))
    }
}

impl StageKey {
    /// Where every deal begins.
    #[must_use]
    pub fn lead() -> Self {
        Self("lead".into())
    }

    /// Reads a word of lower-case letters, digits and `_`, 1 to 32 long.
    ///
    /// # Errors
    /// Any other form. Whether such a stage exists is the database's to say.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let text = text.trim();
        let fits = (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if fits { Ok(Self(text.to_owned())) } else { Err(ParseError::new("is not a stage; choose one from the list")) }
    }

    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for StageKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for StageKey {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// A stage as the firm has set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// The fixed word.
    pub key: StageKey,
    /// What people call it.
    pub name: String,
    /// What it is.
    pub kind: StageKind,
    /// The chance of winning from here, in percent.
    pub probability: i32,
    /// What must hold before a deal leaves it, in a sentence.
    pub exit_criteria: String,
    /// How to work here.
    pub guidance: String,
    /// Its colour.
    pub hue: StageHue,
    /// What a gap in its criteria does to a move.
    pub gate: StageGate,
    /// Who may override that where it blocks.
    pub override_by: StageOverride,
    /// After so many days a deal here has stood too long.
    pub rot_days: Option<i32>,
    /// The version that a change must name.
    pub version: i32,
}

impl Stage {
    /// The verb on the button that moves a deal here.
    #[must_use]
    pub fn move_label(&self) -> String {
        match self.kind {
            StageKind::Open => format!("Move to {}", self.name),
            StageKind::Won => "Mark as won".to_owned(),
            StageKind::Lost => "Mark as lost".to_owned(),
        }
    }
}

/// What a move makes of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where it stands then.
    pub to: StageKey,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// The day on which it ended, if it did.
    pub actual_close_date: Option<chrono::NaiveDate>,
    /// Why it was lost, if it was.
    pub loss_reason: Option<String>,
    /// A closed deal comes back into work, which only a lead or an admin may do.
    pub reopens: bool,
}

/// The rule of every move, whoever asks for it and by whatever means.
///
/// # Errors
/// The deal stands there already, or it is lost without a reason.
pub fn transition(from: &Stage, to: &Stage, loss_reason: &str, today: chrono::NaiveDate) -> Result<Move, crate::AppError> {
    if from.key == to.key {
        return Err(crate::AppError::field("to", format!("The deal is in {} already.", to.name)));
    }
    let reason = crate::parse::long_text(loss_reason).map_err(|error| crate::AppError::field("loss_reason", error.to_string()))?;
    if to.kind == StageKind::Lost && reason.is_none() {
        return Err(crate::AppError::field("loss_reason", "Say why it was lost; a sentence is enough."));
    }
    let outcome = to.kind.outcome();
    Ok(Move {
        to: to.key.clone(),
        outcome,
        actual_close_date: outcome.map(|_| today),
        loss_reason: reason.filter(|_| to.kind == StageKind::Lost),
        reopens: from.kind != StageKind::Open && to.kind == StageKind::Open,
    })
}

/// Stages for the tests of whatever stands on them.
#[cfg(test)]
pub(crate) mod samples {
    use super::{Stage, StageGate, StageHue, StageKey, StageKind, StageOverride};

    /// A stage with nothing special about it.
    pub(crate) fn stage(key: &str, kind: StageKind) -> Stage {
        Stage {
            key: StageKey(key.into()),
            name: key.into(),
            kind,
            probability: 50,
            exit_criteria: String::new(),
            guidance: String::new(),
            hue: StageHue::Slate,
            gate: StageGate::Warn,
            override_by: StageOverride::Lead,
            rot_days: None,
            version: 1,
        }
    }

    /// Three open stages, and the two ends.
    pub(crate) fn line() -> Vec<Stage> {
        let open = ["lead", "qualified", "discovery"].map(|key| stage(key, StageKind::Open));
        open.into_iter().chain([stage("won", StageKind::Won), stage("lost", StageKind::Lost)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::samples::stage;
    use super::*;

    fn today() -> chrono::NaiveDate {
        chrono::NaiveDate::from_ymd_opt(2026, 5, 12).unwrap_or_default()
    }

    #[test]
    fn a_loss_needs_a_reason() {
        let (from, to) = (stage("lead", StageKind::Open), stage("closed_lost", StageKind::Lost));
        assert!(transition(&from, &to, "  ", today()).is_err());
        let lost = transition(&from, &to, "Too dear", today());
        assert_eq!(lost.map(|lost| (lost.outcome, lost.loss_reason)), Ok((Some(Outcome::Lost), Some("Too dear".into()))));
    }

    #[test]
    fn a_win_closes_today_and_keeps_no_reason() {
        let won = transition(&stage("proposal", StageKind::Open), &stage("closed_won", StageKind::Won), "typed by mistake", today());
        assert_eq!(won.map(|won| (won.actual_close_date, won.loss_reason)), Ok((Some(today()), None)));
    }

    #[test]
    fn coming_back_clears_the_outcome_and_says_that_it_reopens() {
        let back = transition(&stage("closed_lost", StageKind::Lost), &stage("proposal", StageKind::Open), "", today());
        assert_eq!(back.map(|back| (back.outcome, back.actual_close_date, back.reopens)), Ok((None, None, true)));
    }

    #[test]
    fn a_deal_does_not_move_to_where_it_is() {
        assert!(transition(&stage("lead", StageKind::Open), &stage("lead", StageKind::Open), "", today()).is_err());
    }
}
