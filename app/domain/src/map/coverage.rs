//! How well we are in touch with somebody, judged by what was logged.

use super::Coverage;

/// After so many days without contact, what was known of a person has begun to age.
const AGEING: i64 = 180;
/// After so many, nobody is in touch any more.
const LOST: i64 = 365;

/// What the log suggests; a person may always say otherwise. `last_days` are the days since the last contact.
///
/// A meeting counts as two messages or calls. In depth are three meetings and a count of at least eight, several talks a
/// count of at least three, and brief is anything less. A last contact of more than 180 days ago takes one step off, down
/// to brief; one of more than 365 days ago leaves no coverage. None if nothing was logged: then nobody knows.
#[must_use]
pub fn suggest_coverage(meetings: u32, calls_and_mails: u32, last_days: Option<i64>) -> Option<Coverage> {
    let count = meetings.saturating_mul(2).saturating_add(calls_and_mails);
    // What was logged without a day is taken as it stands, as is what is planned.
    let days = last_days.unwrap_or(0);
    if count == 0 {
        return None;
    }
    if days > LOST {
        return Some(Coverage::Nobody);
    }
    let ageing = days > AGEING;
    Some(match (meetings, count) {
        (3.., 8..) if ageing => Coverage::Several,
        (3.., 8..) => Coverage::InDepth,
        (_, 3..) if !ageing => Coverage::Several,
        _ => Coverage::Brief,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn meetings_weigh_more_than_messages() {
        let fresh = |meetings, messages| suggest_coverage(meetings, messages, Some(10));
        assert_eq!(fresh(0, 2), Some(Coverage::Brief));
        assert_eq!(fresh(1, 0), Some(Coverage::Brief));
        assert_eq!(fresh(1, 1), Some(Coverage::Several));
        assert_eq!(fresh(0, 40), Some(Coverage::Several), "nobody is known in depth by mail");
        assert_eq!(fresh(3, 1), Some(Coverage::Several));
        assert_eq!(fresh(3, 2), Some(Coverage::InDepth));
    }

    #[test]
    fn what_was_long_ago_counts_for_less_and_at_last_for_nothing() {
        let after = |days| suggest_coverage(4, 4, Some(days));
        assert_eq!(
            [after(-3), after(180), after(181), after(365), after(366)].map(|found| found.map(Coverage::as_str)),
            [Some("in_depth"), Some("in_depth"), Some("several"), Some("several"), Some("none")]
        );
        assert_eq!(suggest_coverage(1, 1, Some(200)), Some(Coverage::Brief));
    }

    #[test]
    fn where_nothing_is_logged_nothing_is_suggested() {
        assert_eq!(suggest_coverage(0, 0, None), None);
        assert_eq!(suggest_coverage(0, 0, Some(900)), None);
    }

    proptest! {
        #[test]
        fn more_talk_never_suggests_less_and_more_time_never_more(meetings: u32, messages: u32, days in -400_i64..800) {
            let found = suggest_coverage(meetings, messages, Some(days));
            prop_assert!(suggest_coverage(meetings.saturating_add(1), messages, Some(days)) >= found);
            prop_assert!(suggest_coverage(meetings, messages.saturating_add(1), Some(days)) >= found);
            prop_assert!(suggest_coverage(meetings, messages, Some(days + 100)) <= found);
        }
    }
}
