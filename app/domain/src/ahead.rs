//! What is ahead of a deal: how its next step stands.

use crate::closed::closed_enum;
use chrono::NaiveDate;

closed_enum! {
    /// How the next step of a deal stands: the open task about it that is due first.
    pub enum Ahead {
        /// It is due later, or on no day in particular.
        Planned = "planned", "Step planned";
        /// It is due today.
        Today = "today", "Step due today";
        /// It was due before today.
        Overdue = "overdue", "Step overdue";
        /// There is none.
        Nothing = "none", "No next step";
    }
}

impl Ahead {
    /// Of a deal's next step: the day on which it is due, if it has one; nothing where there is no step.
    #[must_use]
    pub fn of(step: Option<Option<NaiveDate>>, today: NaiveDate) -> Self {
        match step {
            None => Self::Nothing,
            Some(Some(due)) if due < today => Self::Overdue,
            Some(Some(due)) if due == today => Self::Today,
            Some(_) => Self::Planned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ahead;
    use chrono::NaiveDate;

    #[test]
    fn a_step_is_late_from_the_day_after_it_was_due() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 5, day).unwrap_or_default();
        let of = |due| Ahead::of(Some(Some(day(due))), day(12));
        assert_eq!([of(11), of(12), of(13)], [Ahead::Overdue, Ahead::Today, Ahead::Planned]);
        assert_eq!([Ahead::of(Some(None), day(12)), Ahead::of(None, day(12))], [Ahead::Planned, Ahead::Nothing]);
    }
}
