//! What tests of any subject say: ids by their last digits, days ago, and the answer that a refused person gets.

use crate::error::DbError;
use chrono::{DateTime, TimeDelta, Utc};
use domain::AppError;
use uuid::Uuid;

/// An id that ends in these digits, whatever the table.
#[must_use]
pub fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128((7 << 76) | (2 << 62) | n).into()
}

/// A moment so many days ago.
#[must_use]
pub fn ago(days: i64) -> DateTime<Utc> {
    crate::id::now() - TimeDelta::days(days)
}

/// The answer for the person; the test stops where there was none to refuse.
#[expect(clippy::panic, reason = "a test stops where it fails")]
pub fn refused<T: std::fmt::Debug>(answer: Result<T, DbError>) -> AppError {
    match answer {
        Err(DbError::App(error)) => error,
        other => panic!("{other:?}"),
    }
}
