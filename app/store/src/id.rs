//! New ids and the clock: the two things that the domain may not make by itself.

use chrono::{DateTime, SubsecRound, Utc};
use uuid::Uuid;

/// A fresh id, ordered by time.
#[must_use]
pub fn fresh<T: From<Uuid>>() -> T {
    Uuid::now_v7().into()
}

/// This moment, as exact as both engines keep it: microseconds.
#[must_use]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
