//! Chance that always falls the same way: splitmix64, one stream for each noun, so that one noun's change moves no other.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Any number will do, as long as it stays this one.
const SEED: u64 = 0x7468_726f_7567_686c;

/// A stream of numbers.
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream of one noun.
    pub(crate) fn of(noun: &str) -> Self {
        // FNV-1a: enough to set the streams apart.
        let apart = noun.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(SEED ^ apart)
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 where there is none.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.bits()) * limit as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both included; `low` where they are the wrong way round.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// Yes in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &'a [&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// One of a list that is not empty, as a copy.
    pub(crate) fn one<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// At most `count` of a list, none twice.
    pub(crate) fn some<T>(&mut self, mut list: Vec<T>, count: usize) -> Vec<T> {
        let count = count.min(list.len());
        for place in 0..count {
            let other = place + self.below(list.len() - place);
            list.swap(place, other);
        }
        list.truncate(count);
        list
    }

    /// An id as if made at that moment: the layout of UUID v7, so that ids order by time here too.
    pub(crate) fn id<T: From<Uuid>>(&mut self, at: DateTime<Utc>) -> T {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.bits().to_be_bytes());
        random[8..].copy_from_slice(&self.bits().to_be_bytes()[..2]);
        uuid::Builder::from_unix_timestamp_millis(at.timestamp_millis().unsigned_abs(), &random).into_uuid().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_falls_the_same_way_and_no_two_alike() {
        let first = |noun| Rng::of(noun).bits();
        assert_eq!(first("deals"), first("deals"));
        assert_ne!(first("deals"), first("tasks"));
    }

    #[test]
    fn an_id_is_a_v7_of_its_moment() {
        let at = DateTime::from_timestamp_millis(1_790_000_000_123).unwrap_or_default();
        let id: Uuid = Rng::of("ids").id(at);
        assert_eq!(id.get_version_num(), 7);
        assert_eq!(id.get_timestamp().map(|t| t.to_unix().0), Some(1_790_000_000));
        let later: Uuid = Rng::of("other").id(at + chrono::TimeDelta::milliseconds(1));
        assert!(id < later);
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut rng = Rng::of("bounds");
        for _ in 0..1_000 {
            assert!((3..=5).contains(&rng.between(3, 5)));
            assert_eq!(rng.some(vec![1, 2, 3], 9).len(), 3);
        }
        assert_eq!(rng.below(0), 0);
    }
}
