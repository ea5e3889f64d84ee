//! What somebody wrote down, read: each rule of an activity's fields once, for the form and for what is edited in place.

use crate::types::ActivityForm;
use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::{ActivityType, Sentiment};
use domain::date::parse_date;
use domain::id::{OpportunityId, ProjectId, StakeholderId};
use domain::parse::{Name, ParseError, long_text};
use domain::{AppError, FieldErrors};
use std::collections::BTreeSet;
use std::str::FromStr;

/// Nobody talks longer than a day.
const LONGEST_MINUTES: i32 = 24 * 60;

/// Something that happened, to be written down.
pub struct NewActivity {
    pub(super) kind: ActivityType,
    pub(super) subject: String,
    pub(super) description: Option<String>,
    pub(super) on: NaiveDate,
    pub(super) minutes: Option<i32>,
    pub(super) sentiment: Option<Sentiment>,
    pub(super) with: BTreeSet<StakeholderId>,
    pub(super) deal: Option<OpportunityId>,
    pub(super) project: Option<ProjectId>,
}

impl NewActivity {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is wrong, with what was typed.
    pub fn parse(form: &ActivityForm, today: NaiveDate) -> Result<Self, AppError> {
        let mut errors = FieldErrors::default();
        let parsed = (
            errors.keep("kind", kind(&form.kind)),
            errors.keep("subject", subject(&form.subject)),
            errors.keep("description", long_text(&form.description)),
            errors.keep("on", on(&form.on, today)),
            errors.keep("minutes", minutes(&form.minutes)),
            errors.keep("sentiment", maybe(&form.sentiment)),
            errors.keep("deal", maybe(&form.deal)),
            errors.keep("project", maybe(&form.project)),
        );
        let (Some(kind), Some(subject), Some(description), Some(on), Some(minutes), Some(sentiment), Some(deal), Some(project)) = parsed
        else {
            return Err(typed(AppError::Invalid(errors), form));
        };
        let with = form.with.iter().copied().collect();
        Ok(Self { kind, subject, description, on, minutes, sentiment, with, deal, project })
    }

    /// The least that is to be told of a deal: what it was, when, and with whom.
    ///
    /// # Errors
    /// Nothing is said of what it was about.
    pub fn brief(
        kind: ActivityType,
        subject: &str,
        on: NaiveDate,
        with: Option<StakeholderId>,
        deal: OpportunityId,
    ) -> Result<Self, ParseError> {
        let (subject, with) = (self::subject(subject)?, with.into_iter().collect());
        Ok(Self { kind, subject, description: None, on, minutes: None, sentiment: None, with, deal: Some(deal), project: None })
    }
}

/// An error of the form, with everything that was typed in it.
#[must_use]
pub fn typed(error: AppError, form: &ActivityForm) -> AppError {
    let with: Vec<String> = form.with.iter().map(ToString::to_string).collect();
    error
        .typed("client", &form.client)
        .typed("client_name", &form.client_name)
        .typed("deal", &form.deal)
        .typed("project", &form.project)
        .typed("kind", &form.kind)
        .typed("subject", &form.subject)
        .typed("description", &form.description)
        .typed("on", &form.on)
        .typed("minutes", &form.minutes)
        .typed("sentiment", &form.sentiment)
        .typed("with", &with.join(" "))
}

pub(super) fn kind(text: &str) -> Result<ActivityType, ParseError> {
    match text.parse()? {
        ActivityType::TaskCompleted => Err(ParseError::new("is written by itself when a step is done; choose another")),
        kind => Ok(kind),
    }
}

pub(super) fn subject(text: &str) -> Result<String, ParseError> {
    if text.trim().is_empty() {
        return Err(ParseError::new("is empty; say in a few words what it was about"));
    }
    Name::parse(text).map(Name::into_inner)
}

/// A day on which something happened; today where nothing is said.
pub(super) fn on(text: &str, today: NaiveDate) -> Result<NaiveDate, ParseError> {
    let on = if text.trim().is_empty() { today } else { parse_date(text)? };
    not_ahead(on, today)
}

/// A day on which something may have happened.
///
/// # Errors
/// It is still to come.
pub fn not_ahead(on: NaiveDate, today: NaiveDate) -> Result<NaiveDate, ParseError> {
    if on > today { Err(ParseError::new("lies in the future; what is still to come is a next step")) } else { Ok(on) }
}

pub(super) fn minutes(text: &str) -> Result<Option<i32>, ParseError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let minutes = text.parse::<i32>().ok().filter(|minutes| (1..=LONGEST_MINUTES).contains(minutes));
    minutes.map(Some).ok_or_else(|| ParseError::new(format!("is not a number of minutes from 1 to {LONGEST_MINUTES}")))
}

/// Something, or nothing where nothing was said.
pub(super) fn maybe<T: FromStr<Err = ParseError>>(text: &str) -> Result<Option<T>, ParseError> {
    if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some) }
}

/// Only the day was asked for: of today it was before now, of another day it is told at noon.
pub(super) fn moment_of(on: NaiveDate, now: DateTime<Utc>) -> DateTime<Utc> {
    let noon = on.and_hms_opt(12, 0, 0).map(|at| at.and_utc());
    if on == now.date_naive() { now } else { noon.unwrap_or(now) }
}
