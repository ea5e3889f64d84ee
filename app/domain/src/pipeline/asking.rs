//! A criterion as an admin writes it: a form's words read into a check, and a check in words.

use crate::activity::ActivityType;
use crate::criteria::{Check, CriterionField, CriterionKind};
use crate::parse::{Name, ParseError};
use crate::stakeholder::MeddpiccRole;
use crate::{AppError, FieldErrors};
use serde::{Deserialize, Serialize};

/// No longer ago than this many days, at most.
const LONGEST: i32 = 3_650;

/// The form of a criterion as it was filled in. What its kind does not ask for is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CriterionForm {
    /// What people are to call it; empty: after what is checked.
    pub label: String,
    /// How it is checked.
    pub kind: String,
    /// What must be filled.
    pub field: String,
    /// Who must be there, or must have taken part; empty for anybody.
    pub role: String,
    /// What kind of activity; empty for any contact.
    pub activity: String,
    /// In how many days; empty for ever.
    pub within_days: String,
}

impl CriterionForm {
    /// The form of a criterion that there is.
    #[must_use]
    pub fn of(label: &str, check: Check) -> Self {
        let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
        let form = Self { label: label.to_owned(), kind: check.kind().as_str().to_owned(), ..Self::default() };
        match check {
            Check::Field(field) => Self { field: field.as_str().to_owned(), ..form },
            Check::Role(role) => Self { role: role.as_str().to_owned(), ..form },
            Check::Activity { kind, role, within_days } => Self {
                activity: word(kind.map(ActivityType::as_str)),
                role: word(role.map(MeddpiccRole::as_str)),
                within_days: within_days.map(|days| days.to_string()).unwrap_or_default(),
                ..form
            },
            Check::Tick => form,
        }
    }

    /// Its fields by name, as the form posts them.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("label", &self.label),
            ("kind", &self.kind),
            ("field", &self.field),
            ("role", &self.role),
            ("activity", &self.activity),
            ("within_days", &self.within_days),
        ]
    }

    /// Reads it: what it is called, and what is checked.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn read(&self) -> Result<(String, Check), AppError> {
        let mut errors = FieldErrors::default();
        let check = self.check(&mut errors);
        let named = !self.label.trim().is_empty();
        let label = if named { errors.keep("label", Name::parse(&self.label)).map(Name::into_inner) } else { check.map(default_label) };
        // A box to tick is nothing but its name.
        if check == Some(Check::Tick) && !named {
            errors.add("label", "is empty; say what is ticked, such as “Proposal delivered”");
        }
        errors.check()?;
        label.zip(check).ok_or(AppError::Malformed)
    }

    /// What it checks, whatever it is called.
    ///
    /// # Errors
    /// Every field of the check that is wrong.
    pub fn checks(&self) -> Result<Check, AppError> {
        let mut errors = FieldErrors::default();
        let check = self.check(&mut errors);
        errors.check()?;
        check.ok_or(AppError::Malformed)
    }

    fn check(&self, errors: &mut FieldErrors) -> Option<Check> {
        match errors.keep("kind", self.kind.parse::<CriterionKind>())? {
            CriterionKind::Tick => Some(Check::Tick),
            CriterionKind::Field => {
                let field: Result<CriterionField, _> = self.field.parse().map_err(|_| ParseError::new("choose what must be filled in"));
                errors.keep("field", field).map(Check::Field)
            }
            CriterionKind::Role => {
                let role: Result<MeddpiccRole, _> = self.role.parse().map_err(|_| ParseError::new("choose who must be there"));
                errors.keep("role", role).map(Check::Role)
            }
            CriterionKind::Activity => {
                let (kind, role) = (optional(&self.activity), optional(&self.role));
                let (kind, role, days) =
                    (errors.keep("activity", kind), errors.keep("role", role), errors.keep("within_days", self.days()));
                Some(Check::Activity { kind: kind?, role: role?, within_days: days? })
            }
        }
    }

    fn days(&self) -> Result<Option<i32>, ParseError> {
        let text = self.within_days.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let days = text.parse::<i32>().ok().filter(|days| (1..=LONGEST).contains(days) && text.bytes().all(|byte| byte.is_ascii_digit()));
        days.map(Some).ok_or_else(|| ParseError::new("is no number of days; type 1 to 3650, or nothing for ever"))
    }
}

fn optional<T: std::str::FromStr<Err = ParseError>>(word: &str) -> Result<Option<T>, ParseError> {
    if word.trim().is_empty() { Ok(None) } else { word.parse().map(Some) }
}

/// What a criterion is called that nobody named.
#[must_use]
pub fn default_label(check: Check) -> String {
    match check {
        Check::Field(field) => format!("{} filled", field.label()),
        Check::Role(role) => format!("{} identified", role.label()),
        Check::Activity { kind, role, .. } => match (kind, role) {
            (None, None) => "Contact made".to_owned(),
            (Some(kind), None) => format!("{} logged", kind.label()),
            (None, Some(role)) => format!("{} engaged", role.label()),
            (Some(kind), Some(role)) => format!("{} with {}", kind.label(), role.label().to_lowercase()),
        },
        Check::Tick => "Ticked".to_owned(),
    }
}

/// What is checked, in a clause that an admin reads: `a call with an economic buyer in the last 30 days`.
#[must_use]
pub fn in_words(check: Check) -> String {
    match check {
        Check::Field(field) => format!("“{}” is filled in", field.label()),
        Check::Role(role) => format!("the deal has {}", a(role.label())),
        Check::Tick => "a person ticks it".to_owned(),
        Check::Activity { kind, role, within_days } => {
            let what = match kind {
                None => "a call, meeting or e-mail".to_owned(),
                Some(kind) => a(kind.label()),
            };
            let with = role.map(|role| format!(" with {}", a(role.label()))).unwrap_or_default();
            let when = match within_days {
                None => String::new(),
                Some(1) => " since yesterday".to_owned(),
                Some(days) => format!(" in the last {days} days"),
            };
            format!("{what}{with}{when}")
        }
    }
}

/// A word of ours with its article.
fn a(words: &str) -> String {
    let words = words.to_lowercase();
    let vowel = words.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {words}", if vowel { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: &str) -> CriterionForm {
        CriterionForm { kind: kind.into(), ..CriterionForm::default() }
    }

    #[test]
    fn what_the_kind_does_not_ask_for_is_not_looked_at() {
        let filled = CriterionForm { field: "value".into(), role: "nobody".into(), within_days: "soon".into(), ..form("field") };
        assert_eq!(filled.read(), Ok(("Value filled".into(), Check::Field(CriterionField::Value))));
    }

    #[test]
    fn what_is_missing_is_said_at_its_field() {
        let fault = |form: CriterionForm, field: &str| form.read().err().and_then(|error| error.of(field));
        assert_eq!(fault(form("field"), "field").as_deref(), Some("choose what must be filled in"));
        assert_eq!(fault(form("role"), "role").as_deref(), Some("choose who must be there"));
        assert!(fault(form("tick"), "label").is_some_and(|message| message.starts_with("is empty")));
        assert!(fault(form("magic"), "kind").is_some());
        for days in ["0", "3651", "-1", "+5", "a week"] {
            assert!(fault(CriterionForm { within_days: days.into(), ..form("activity") }, "within_days").is_some(), "{days}");
        }
    }

    #[test]
    fn a_criterion_reads_back_from_its_own_form() {
        let engaged = Check::Activity { kind: None, role: Some(MeddpiccRole::EconomicBuyer), within_days: Some(30) };
        let call = Check::Activity { kind: Some(ActivityType::Call), role: None, within_days: None };
        for check in [Check::Tick, Check::Field(CriterionField::NextStep), Check::Role(MeddpiccRole::Champion), engaged, call] {
            assert_eq!(CriterionForm::of("A name", check).read(), Ok(("A name".into(), check)));
        }
    }

    #[test]
    fn a_check_can_be_read_aloud() {
        let engaged = Check::Activity { kind: None, role: Some(MeddpiccRole::EconomicBuyer), within_days: Some(30) };
        assert_eq!(in_words(engaged), "a call, meeting or e-mail with an economic buyer in the last 30 days");
        assert_eq!(default_label(engaged), "Economic buyer engaged");
        assert_eq!(in_words(Check::Role(MeddpiccRole::User)), "the deal has a user");
        let mail = Check::Activity { kind: Some(ActivityType::Email), role: None, within_days: Some(1) };
        assert_eq!(in_words(mail), "an e-mail since yesterday");
    }
}
