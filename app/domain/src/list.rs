//! Lists: which page, which order. The address holds both.

use serde::{Deserialize, Serialize};

/// Rows on one page of a list.
pub const PAGE_SIZE: u64 = 50;

/// One page of rows, with how many there are in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Rows on all pages together.
    pub total: u64,
    /// This page, from 1.
    pub number: u64,
}

impl<T> Page<T> {
    /// How many pages there are; at least one.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(PAGE_SIZE).max(1)
    }
}

/// Rows to skip for a page that counts from 1; no page lies beyond a million.
#[must_use]
pub fn offset(page: u64) -> u64 {
    (page.clamp(1, 1_000_000) - 1) * PAGE_SIZE
}
