//! The form of a hand-over, read into what the rules take; whatever is wrong is said at its field, and all of it at once.

use crate::handover::{Course, HandOverAsk};
use chrono::{Datelike, NaiveDate};
use domain::currency::Currency;
use domain::date::{parse_date, short_date};
use domain::id::PhaseTemplateId;
use domain::money::Money;
use domain::parse::{Name, ParseError, long_text};
use domain::workday::{on_or_after, one_after_another};
use domain::{AppError, FieldErrors};

/// What was agreed.
pub(super) struct Terms {
    pub(super) value: Money,
    pub(super) won_on: NaiveDate,
    pub(super) reason: String,
    /// How the project begins; nothing where there is one already.
    pub(super) plan: Option<Plan>,
}

/// How a project begins.
pub(super) struct Plan {
    pub(super) name: Name,
    pub(super) start: NaiveDate,
    /// The phases with their days; the last day is open where no course says it.
    pub(super) phases: Vec<(String, NaiveDate, Option<NaiveDate>)>,
}

impl Plan {
    /// The project's last day, where its course says it.
    pub(super) fn end(&self) -> Option<NaiveDate> {
        self.phases.last().and_then(|(_, _, end)| *end)
    }
}

/// Reads the form. A project is planned from `courses`; where there is one already, they are none.
///
/// # Errors
/// Every field that is wrong, with what was typed.
pub(super) fn read(
    ask: &HandOverAsk,
    currency: Currency,
    opened: NaiveDate,
    today: NaiveDate,
    courses: Option<Vec<Course>>,
) -> Result<Terms, AppError> {
    let mut errors = typed(ask);
    let value = errors.keep("value", Money::parse(&ask.value, currency));
    let won_on = errors.keep("won_on", day_of_the_win(&ask.won_on, opened, today));
    let reason = errors.keep("reason", long_text(&ask.reason)).map(Option::unwrap_or_default);
    let plan = match courses {
        Some(courses) => plan(ask, courses, &mut errors).map(Some),
        None => Some(None),
    };
    match (value, won_on, reason, plan) {
        (Some(value), Some(won_on), Some(reason), Some(plan)) => Ok(Terms { value, won_on, reason, plan }),
        _ => Err(AppError::Invalid(errors)),
    }
}

fn plan(ask: &HandOverAsk, courses: Vec<Course>, errors: &mut FieldErrors) -> Option<Plan> {
    let name = errors.keep("name", Name::parse(&ask.name));
    let start = errors.keep("start", parse_date(&ask.start).map(on_or_after));
    let course = errors.keep("template", course(&ask.template, courses));
    let (start, course) = (start?, course?);
    let phases = errors.keep("start", phases(start, course))?;
    Some(Plan { name: name?, start, phases })
}

/// No fault yet, with everything that was typed and chosen.
pub(super) fn typed(ask: &HandOverAsk) -> FieldErrors {
    FieldErrors::default()
        .typed("ticks", &words(ask.ticks.iter().map(|id| id.0.simple().to_string())))
        .typed("value", &ask.value)
        .typed("won_on", &ask.won_on)
        .typed("reason", &ask.reason)
        .typed("name", &ask.name)
        .typed("start", &ask.start)
        .typed("template", &ask.template)
        .typed("promises", &words(ask.promises.iter().map(|id| id.0.simple().to_string())))
        .typed("people", &words(ask.people.iter().map(|id| id.0.simple().to_string())))
}

fn words(ids: impl Iterator<Item = String>) -> String {
    ids.collect::<Vec<_>>().join(" ")
}

fn day_of_the_win(text: &str, opened: NaiveDate, today: NaiveDate) -> Result<NaiveDate, ParseError> {
    let day = parse_date(text)?;
    if day > today {
        return Err(ParseError::new("lies in the future; use the day on which it was signed"));
    }
    if day < opened {
        let opened = short_date(opened, today);
        return Err(ParseError::new(format!("is before the deal was opened, on {opened}; choose a later day")));
    }
    Ok(day)
}

/// None for the one empty phase.
fn course(text: &str, courses: Vec<Course>) -> Result<Option<Course>, ParseError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let gone = || ParseError::new("There is no such course any more; choose another.");
    let id: PhaseTemplateId = text.parse().map_err(|_| gone())?;
    courses.into_iter().find(|course| course.id == id).map(Some).ok_or_else(gone)
}

fn phases(start: NaiveDate, course: Option<Course>) -> Result<Vec<(String, NaiveDate, Option<NaiveDate>)>, ParseError> {
    let planned = course.map(|course| course.phases).filter(|phases| !phases.is_empty());
    let Some(planned) = planned else { return Ok(vec![("First phase".to_owned(), start, None)]) };
    let days = one_after_another(start, planned.iter().map(|(_, weeks)| *weeks));
    if days.last().is_some_and(|(_, end)| end.year() >= 2200) {
        return Err(ParseError::new("is too late: the last phase would end after 2199"));
    }
    Ok(planned.into_iter().zip(days).map(|((name, _), (first, last))| (name, first, Some(last))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_date(text).unwrap_or_default()
    }

    fn courses() -> Vec<Course> {
        let phases = vec![("Prepare".to_owned(), 1), ("Do".to_owned(), 2)];
        vec![Course { id: PhaseTemplateId(Default::default()), name: "Short".into(), phases }]
    }

    fn ask() -> HandOverAsk {
        HandOverAsk {
            value: "1,000.50".into(),
            won_on: "2026-05-12".into(),
            name: "Roadmap".into(),
            start: "2026-05-16".into(),
            template: courses()[0].id.to_string(),
            ..HandOverAsk::default()
        }
    }

    fn read_on(ask: &HandOverAsk) -> Result<Terms, AppError> {
        read(ask, Currency::EUR, day("2026-05-01"), day("2026-05-12"), Some(courses()))
    }

    fn refused(ask: &HandOverAsk, field: &str) -> bool {
        matches!(read_on(ask), Err(error) if error.of(field).is_some())
    }

    #[test]
    fn phases_follow_each_other_from_the_first_working_day() {
        let terms = read_on(&ask());
        assert_eq!(terms.as_ref().map(|terms| terms.value.minor).ok(), Some(100_050));
        let plan = terms.ok().and_then(|terms| terms.plan);
        let days = plan.as_ref().map(|plan| (plan.start, plan.end()));
        assert_eq!(days, Some((day("2026-05-18"), Some(day("2026-06-05")))));
        assert_eq!(
            plan.as_ref().and_then(|plan| plan.phases.first()),
            Some(&("Prepare".into(), day("2026-05-18"), Some(day("2026-05-22"))))
        );
    }

    #[test]
    fn without_a_course_there_is_one_open_phase() {
        let terms = read_on(&HandOverAsk { template: String::new(), ..ask() });
        let plan = terms.ok().and_then(|terms| terms.plan);
        assert_eq!(plan.map(|plan| (plan.end(), plan.phases.len())), Some((None, 1)));
    }

    #[test]
    fn a_project_that_is_there_already_is_not_planned_again() {
        let bare = HandOverAsk { name: String::new(), start: String::new(), ..ask() };
        let terms = read(&bare, Currency::EUR, day("2026-05-01"), day("2026-05-12"), None);
        assert_eq!(terms.map(|terms| terms.plan.is_none()).ok(), Some(true));
    }

    #[test]
    fn a_win_is_neither_tomorrow_nor_before_the_deal() {
        for day in ["2026-05-13", "2026-04-30", "yesterday", ""] {
            assert!(refused(&HandOverAsk { won_on: day.into(), ..ask() }, "won_on"), "{day}");
        }
        assert!(read_on(&HandOverAsk { won_on: "2026-05-01".into(), ..ask() }).is_ok());
    }

    #[test]
    fn values_that_no_deal_has_are_refused_at_the_field() {
        for value in ["", "-1", "1.005", "2000000000000", "12 USD", "NaN"] {
            assert!(refused(&HandOverAsk { value: value.into(), ..ask() }, "value"), "{value}");
        }
    }

    #[test]
    fn a_course_that_is_gone_and_an_end_out_of_reach_are_said_at_their_fields() {
        assert!(refused(&HandOverAsk { template: "gone".into(), ..ask() }, "template"));
        assert!(refused(&HandOverAsk { start: "2199-12-20".into(), ..ask() }, "start"));
    }

    #[test]
    fn all_faults_are_said_at_once_and_what_was_typed_comes_back() {
        let wrong =
            HandOverAsk { value: "much".into(), name: " ".into(), promises: vec![domain::id::TaskId(Default::default()); 2], ..ask() };
        let error = read_on(&wrong).err();
        let of = |field: &str| error.as_ref().and_then(|error| error.of(field));
        assert!(of("value").is_some() && of("name").is_some() && of("won_on").is_none());
        let typed = |field: &str| error.as_ref().and_then(|error| error.typed_in(field));
        assert_eq!(typed("value").as_deref(), Some("much"));
        assert_eq!(typed("promises"), Some(["0".repeat(32), "0".repeat(32)].join(" ")));
    }
}
