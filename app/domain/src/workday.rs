//! Working days: Monday to Friday. Holidays and absences belong to calendars, which come with the plan's own page.

use chrono::{Datelike, Days, NaiveDate};

/// The longest phase of a template, in working weeks: five years.
pub const LONGEST: i32 = 260;

/// The day itself, or the Monday after it.
#[must_use]
pub fn on_or_after(day: NaiveDate) -> NaiveDate {
    let past_friday = u64::from(day.weekday().num_days_from_monday()).saturating_sub(4);
    if past_friday == 0 { day } else { later(day, 3 - past_friday) }
}

/// The last day of so many working weeks that begin on `start`: of five working days each.
#[must_use]
pub fn last_of(start: NaiveDate, weeks: i32) -> NaiveDate {
    let start = on_or_after(start);
    let place = u64::from(start.weekday().num_days_from_monday());
    let count = u64::try_from(weeks.clamp(1, LONGEST)).unwrap_or(1) * 5;
    let last = place + count - 1;
    later(start, last / 5 * 7 + last % 5 - place)
}

/// First and last day of phases that follow each other, each so many working weeks long.
#[must_use]
pub fn one_after_another(start: NaiveDate, weeks: impl IntoIterator<Item = i32>) -> Vec<(NaiveDate, NaiveDate)> {
    let mut next = on_or_after(start);
    weeks
        .into_iter()
        .map(|weeks| {
            let first = next;
            let last = last_of(first, weeks);
            next = on_or_after(later(last, 1));
            (first, last)
        })
        .collect()
}

/// Where the calendar ends, the days end too.
fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        crate::date::parse_date(text).unwrap_or_default()
    }

    fn works(day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    #[test]
    fn a_week_from_monday_ends_on_friday_and_from_wednesday_on_tuesday() {
        assert_eq!(last_of(day("2026-05-11"), 1), day("2026-05-15"));
        assert_eq!(last_of(day("2026-05-13"), 1), day("2026-05-19"));
        assert_eq!(last_of(day("2026-05-16"), 2), day("2026-05-29"), "a Saturday is its Monday");
    }

    #[test]
    fn a_phase_begins_on_the_working_day_after_the_one_before_it() {
        let phases = one_after_another(day("2026-05-14"), [1, 2]);
        assert_eq!(phases, [(day("2026-05-14"), day("2026-05-20")), (day("2026-05-21"), day("2026-06-03"))]);
        assert!(one_after_another(day("2026-05-14"), []).is_empty());
    }

    #[test]
    fn the_end_of_the_calendar_is_no_panic() {
        assert_eq!(last_of(NaiveDate::MAX, LONGEST), NaiveDate::MAX);
        assert_eq!(one_after_another(NaiveDate::MAX, [1, i32::MAX, i32::MIN]).len(), 3);
    }

    proptest! {
        #[test]
        fn so_many_weeks_hold_five_times_as_many_working_days(offset in 0..200_000_u64, weeks in 1..=LONGEST) {
            let start = day("1900-01-01") + Days::new(offset);
            let last = last_of(start, weeks);
            prop_assert!(works(last));
            let worked = on_or_after(start).iter_days().take_while(|day| *day <= last).filter(|day| works(*day)).count();
            prop_assert_eq!(worked, usize::try_from(weeks).unwrap_or_default() * 5);
        }
    }
}
