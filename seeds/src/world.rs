//! The frame that all nouns share: how large the firm is, which day it is, and which days are worked.

use crate::rng::Rng;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

/// The firm at scale 1 has so many clients; a larger one repeats the pattern with other names and numbers.
pub(crate) const CELL: usize = 25;

/// What everybody needs to know.
pub(crate) struct World {
    /// How many times the firm at scale 1.
    pub(crate) scale: usize,
    /// Nothing is dated after it but plans.
    pub(crate) today: NaiveDate,
    /// Everybody's, in PHC form.
    pub(crate) password_hash: String,
}

impl World {
    /// A working day, so many days ago or just before.
    pub(crate) fn day(&self, ago: i64) -> NaiveDate {
        workday(self.today - TimeDelta::days(ago))
    }

    /// A working moment, so many days ago or just before; yesterday at the latest.
    pub(crate) fn moment(&self, rng: &mut Rng, ago: i64) -> DateTime<Utc> {
        at(rng, self.day(ago.max(1)))
    }

    /// A working moment of that day, or yesterday if it has not come yet.
    pub(crate) fn past(&self, rng: &mut Rng, date: NaiveDate) -> DateTime<Utc> {
        at(rng, workday(date.min(self.today - TimeDelta::days(1))))
    }

    /// How many days ago that was.
    pub(crate) fn ago(&self, moment: DateTime<Utc>) -> i64 {
        (self.today - moment.date_naive()).num_days()
    }
}

/// The day itself, or the Friday before it.
pub(crate) fn workday(date: NaiveDate) -> NaiveDate {
    let weekend = i64::from(date.weekday().num_days_from_monday()) - 4;
    date - TimeDelta::days(weekend.max(0))
}

/// So many working days later; with 0 the day itself, or the Monday after it.
pub(crate) fn later(date: NaiveDate, workdays: i64) -> NaiveDate {
    let mut day = date;
    while workday(day) != day {
        day += TimeDelta::days(1);
    }
    for _ in 0..workdays {
        day += TimeDelta::days(1);
        while workday(day) != day {
            day += TimeDelta::days(1);
        }
    }
    day
}

/// A moment between 8:00 and 17:55 of that day.
pub(crate) fn at(rng: &mut Rng, date: NaiveDate) -> DateTime<Utc> {
    let (hour, minute) = (8 + rng.below(10), rng.below(12) * 5);
    date.and_hms_opt(hour as u32, minute as u32, 0).unwrap_or_default().and_utc()
}
