//! Dates as people read them. Today is always given, so that server and browser say the same.

use crate::parse::ParseError;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// Reads `2026-05-12`; a firm's dates lie between 1900 and 2199.
///
/// # Errors
/// Another form, a day that the calendar does not have, or a year out of reach.
pub fn parse_date(text: &str) -> Result<NaiveDate, ParseError> {
    let text = text.trim();
    let well_formed =
        text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| well_formed);
    let date = date.ok_or_else(|| ParseError::new("is not a date of the calendar; write it as 2026-05-12"))?;
    if !(1900..2200).contains(&date.year()) {
        return Err(ParseError::new("lies out of reach; use a year between 1900 and 2199"));
    }
    Ok(date)
}

/// `12 May`, with the year where it is not this one.
#[must_use]
pub fn short_date(date: NaiveDate, today: NaiveDate) -> String {
    if date.year() == today.year() { date.format("%-d %b").to_string() } else { full_date(date) }
}

/// `12 May 2026`: where it may be read in another year.
#[must_use]
pub fn full_date(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// `12 May 2026, 14:05 UTC`: the exact moment, for a tooltip or a log.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y, %H:%M UTC").to_string()
}

/// `today`, `1 day`, `34 days`.
#[must_use]
pub fn days(count: i64) -> String {
    match count {
        0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        n => format!("{n} days"),
    }
}

/// Whole days from one moment to another, never negative.
#[must_use]
pub fn days_between(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    (to.date_naive() - from.date_naive()).num_days().max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert!(parse_date("2024-02-29").is_ok());
        for text in ["2023-02-29", "0001-01-01", "9999-12-31", "2026-5-1", "12.05.2026", "", "2026-05-12T00:00", "+2026-05-1"] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_year_is_shown_when_it_is_not_this_one() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default();
        let last = NaiveDate::from_ymd_opt(2025, 5, 12).unwrap_or_default();
        assert_eq!(short_date(today, today), "21 Nov");
        assert_eq!(short_date(last, today), "12 May 2025");
    }
}
