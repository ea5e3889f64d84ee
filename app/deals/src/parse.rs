//! What forms about deals send, read into what the rules take; and where a plain form leads to.

use crate::db;
use crate::gap_sheet::NO_REASON;
use crate::pipeline::refusal;
use crate::types::MoveAnswer;
use domain::activity::ActivityType;
use domain::date::parse_date;
use domain::id::OpportunityId;
use domain::parse::{Name, ParseError};
use domain::stage::StageKey;
use domain::{AppError, FieldErrors};
use std::str::FromStr;

fn optional<T>(text: &str, read: impl FnOnce(&str) -> Result<T, ParseError>) -> Result<Option<T>, ParseError> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// Where in a column a card is put.
pub(crate) fn place(after: &str, before: &str) -> Result<Option<db::Place>, AppError> {
    let id = |text: &str| optional(text, OpportunityId::from_str).map_err(|error| AppError::field("to", error.to_string()));
    Ok(match (id(after)?, id(before)?) {
        (Some(after), _) => Some(db::Place::After(after)),
        (None, Some(before)) => Some(db::Place::Before(before)),
        (None, None) => None,
    })
}

/// What a loss is asked for, as it was typed.
#[derive(Clone, Copy)]
pub(crate) struct LossWords<'a> {
    pub(crate) text: &'a str,
    pub(crate) listed: &'a str,
    pub(crate) competitor: &'a str,
    pub(crate) come_back: &'a str,
}

impl LossWords<'_> {
    fn typed(self) -> FieldErrors {
        FieldErrors::default()
            .typed("loss_reason", self.text)
            .typed("loss_reason_id", self.listed)
            .typed("competitor", self.competitor)
            .typed("come_back", self.come_back)
    }

    /// Reads the form.
    pub(crate) fn read(self) -> Result<db::Loss, AppError> {
        let mut errors = self.typed();
        let reason = errors.keep("loss_reason_id", optional(self.listed, FromStr::from_str));
        let competitor = errors.keep("competitor", optional(self.competitor, FromStr::from_str));
        let come_back = errors.keep("come_back", optional(self.come_back, parse_date));
        match (reason, competitor, come_back) {
            (Some(reason), Some(competitor), Some(come_back)) => Ok(db::Loss { reason, text: self.text.to_owned(), competitor, come_back }),
            _ => Err(AppError::Invalid(errors)),
        }
    }

    /// The error with what was typed. A plain form is drawn anew from it, so there a conflict must carry it too.
    pub(crate) fn kept(self, error: AppError) -> AppError {
        let anything = ![self.text, self.listed, self.competitor, self.come_back].concat().trim().is_empty();
        let mut errors = self.typed();
        match error {
            AppError::Invalid(found) => errors.faults.extend(found.faults),
            conflict @ AppError::Conflict { .. } if anything && firm::plain() => errors.add("to", refusal(&conflict)),
            other => return other,
        }
        AppError::Invalid(errors)
    }
}

/// Why a deal moves on although something is missing.
pub(crate) fn reason(text: &str) -> Result<String, AppError> {
    if text.trim().is_empty() { Err(AppError::field("reason", NO_REASON)) } else { Ok(text.to_owned()) }
}

/// What fills a gap.
pub(crate) fn fix(value: &str, who: &str, kind: &str, on: &str) -> Result<db::Fix, AppError> {
    let mut errors = FieldErrors::default().typed("value", value).typed("on", on);
    let who = errors.keep("who", optional(who, FromStr::from_str));
    let kind = errors.keep("kind", optional(kind, ActivityType::from_str));
    let on = errors.keep("on", optional(on, parse_date));
    match (who, kind, on) {
        (Some(who), Some(kind), Some(on)) => Ok(db::Fix { value: value.to_owned(), who, kind, on }),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// A next step: what, and by when.
pub(crate) fn step(title: &str, due: &str) -> Result<(String, Option<chrono::NaiveDate>), AppError> {
    let mut errors = FieldErrors::default().typed("title", title).typed("due", due);
    let name = errors.keep("title", Name::parse(title));
    let day = errors.keep("due", optional(due, parse_date));
    match (name, day) {
        (Some(name), Some(day)) => Ok((name.into_inner(), day)),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// Where a plain form said that it came from: the deal, one's own moves, or the pipeline as it was asked for. Nowhere else.
pub(crate) fn way_back(id: OpportunityId, back: &str) -> Option<String> {
    let pipeline = back == "/deals" || back.starts_with("/deals?");
    match back {
        "deal" => Some(format!("/deals/{id}")),
        "moves" => Some("/deals/moves".to_owned()),
        _ => Some(back.to_owned()).filter(|_| pipeline && back.bytes().all(|byte| byte.is_ascii_graphic())),
    }
}

/// The page of what a move lacks, which leads back to where the move began.
pub(crate) fn sheet(id: OpportunityId, to: &StageKey, back: &str) -> String {
    let query = back.strip_prefix("/deals").filter(|_| way_back(id, back).is_some()).unwrap_or_default();
    format!("/deals/{id}/move{}{}to={to}", if query.is_empty() { "" } else { query }, if query.is_empty() { "?" } else { "&" })
}

/// Where the plain form of a move leads.
pub(crate) fn landing(id: OpportunityId, to: &StageKey, answer: &MoveAnswer, back: &str) -> String {
    match answer {
        MoveAnswer::Moved { .. } => way_back(id, back).unwrap_or_else(|| format!("/deals/{id}")),
        MoveAnswer::Lacking(_) => sheet(id, to, back),
        MoveAnswer::HandOver => format!("/deals/{id}/won"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_its_deal_or_its_board_and_nowhere_else() {
        let id = OpportunityId(Default::default());
        assert_eq!(way_back(id, "deal"), Some(format!("/deals/{id}")));
        assert_eq!(way_back(id, "/deals?q=a%20b").as_deref(), Some("/deals?q=a%20b"));
        for other in ["", "/", "//evil.example", "/deals.evil.example", "/dealsx", "/deals?q=\r\nSet-Cookie:x", "/deals?q=\0", "/deals?q=ü"]
        {
            assert_eq!(way_back(id, other), None, "{other}");
        }
    }

    #[test]
    fn moving_on_all_the_same_takes_a_reason() {
        assert!(reason(" \n").is_err_and(|error| error.of("reason").as_deref() == Some(NO_REASON)));
        assert_eq!(reason("They signed a letter.").ok().as_deref(), Some("They signed a letter."));
    }

    #[test]
    fn what_is_missing_is_a_page_that_remembers_the_board() {
        let (id, to) = (OpportunityId(Default::default()), StageKey::lead());
        assert_eq!(sheet(id, &to, "deal"), format!("/deals/{id}/move?to=lead"));
        assert_eq!(sheet(id, &to, "/deals?q=a&mine=true"), format!("/deals/{id}/move?q=a&mine=true&to=lead"));
        assert_eq!(sheet(id, &to, "//evil.example"), format!("/deals/{id}/move?to=lead"));
    }
}
