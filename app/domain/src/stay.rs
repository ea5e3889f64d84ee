//! How long deals stay where they are.

use crate::date::days_between;
use crate::id::StageChangeId;
use crate::stage::StageKey;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashSet};

/// A move, as far as time in a stage asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub id: StageChangeId,
    /// Where it went.
    pub to: StageKey,
    /// When.
    pub at: DateTime<Utc>,
    /// The move that it takes back.
    pub reverts: Option<StageChangeId>,
}

/// What a move began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// So many days, and it is over.
    Over(i64),
    /// So many days so far.
    Lasting(i64),
    /// Nothing: the move was taken back, or takes one back, and the stay before it goes on.
    TakenBack,
}

/// What each move of one deal began, in their order; `moves` are told from the oldest to the newest. A day is a day of
/// the calendar (UTC). Who undoes a move was never away: neither the move nor its undoing counts.
#[must_use]
pub fn stays(moves: &[Moved], now: DateTime<Utc>) -> Vec<Stay> {
    let mut void = HashSet::new();
    for made in moves.iter().rev() {
        // An undoing that was itself undone takes nothing back.
        if let Some(undone) = made.reverts.filter(|_| !void.contains(&made.id)) {
            void.insert(undone);
        }
    }
    let counts = |made: &Moved| made.reverts.is_none() && !void.contains(&made.id);
    let mut left: Option<DateTime<Utc>> = None;
    let mut stays = Vec::with_capacity(moves.len());
    for made in moves.iter().rev() {
        if !counts(made) {
            stays.push(Stay::TakenBack);
            continue;
        }
        stays.push(left.map_or_else(|| Stay::Lasting(days_between(made.at, now)), |left| Stay::Over(days_between(made.at, left))));
        left = Some(made.at);
    }
    stays.reverse();
    stays
}

/// So many stays make a median worth showing; fewer would tell about one deal and not about the firm.
pub const FEWEST_STAYS: usize = 5;

/// The median of the stays that are over, in whole days, for each stage that has [`FEWEST_STAYS`]. Of an even number it is
/// the mean of the two in the middle, halves up. Each item is one deal's moves from the oldest to the newest.
#[must_use]
pub fn medians<'a>(deals: impl Iterator<Item = &'a [Moved]>, now: DateTime<Utc>) -> BTreeMap<StageKey, i64> {
    let mut all: BTreeMap<StageKey, Vec<i64>> = BTreeMap::new();
    for moves in deals {
        for (made, stay) in moves.iter().zip(stays(moves, now)) {
            if let Stay::Over(days) = stay {
                all.entry(made.to.clone()).or_default().push(days);
            }
        }
    }
    all.into_iter().filter_map(|(stage, days)| Some((stage, median(days)?))).collect()
}

fn median(mut days: Vec<i64>) -> Option<i64> {
    if days.len() < FEWEST_STAYS {
        return None;
    }
    days.sort_unstable();
    let upper = *days.get(days.len() / 2)?;
    let lower = *days.get((days.len() - 1) / 2)?;
    Some((lower + upper + 1) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn start() -> DateTime<Utc> {
        DateTime::from_timestamp(1_767_261_600, 0).unwrap_or_default()
    }

    fn id(n: u128) -> StageChangeId {
        StageChangeId(uuid::Uuid::from_u128(n))
    }

    fn moved(n: u128, to: &str, day: i64, reverts: Option<u128>) -> Moved {
        let to = StageKey::parse(to).unwrap_or_else(|_| StageKey::lead());
        Moved { id: id(n), to, at: start() + TimeDelta::days(day), reverts: reverts.map(id) }
    }

    fn told(moves: &[Moved]) -> Vec<Stay> {
        stays(moves, start() + TimeDelta::days(100))
    }

    #[test]
    fn a_stay_lasts_from_one_move_to_the_next() {
        let moves = [moved(1, "lead", 0, None), moved(2, "qualified", 4, None), moved(3, "proposal", 4, None)];
        assert_eq!(told(&moves), [Stay::Over(4), Stay::Over(0), Stay::Lasting(96)]);
        assert_eq!(told(&[]), []);
    }

    #[test]
    fn an_undone_move_leaves_the_stay_before_it_whole() {
        let moves =
            [moved(1, "lead", 0, None), moved(2, "qualified", 4, None), moved(3, "lead", 5, Some(2)), moved(4, "qualified", 9, None)];
        assert_eq!(told(&moves), [Stay::Over(9), Stay::TakenBack, Stay::TakenBack, Stay::Lasting(91)]);
    }

    #[test]
    fn an_undoing_that_is_undone_leaves_the_move_as_it_was() {
        let moves =
            [moved(1, "lead", 0, None), moved(2, "qualified", 4, None), moved(3, "lead", 5, Some(2)), moved(4, "qualified", 6, Some(3))];
        assert_eq!(told(&moves), [Stay::Over(4), Stay::Lasting(96), Stay::TakenBack, Stay::TakenBack]);
    }

    #[test]
    fn the_median_is_the_middle_and_of_few_there_is_none() {
        assert_eq!(median(vec![9, 1, 3, 100, 5]), Some(5));
        assert_eq!(median(vec![1, 2, 3, 6, 8, 9]), Some(5));
        assert_eq!(median(vec![0; 5]), Some(0));
        assert_eq!(median(vec![1, 2, 3, 4]), None);
    }

    #[test]
    fn medians_are_of_what_is_over() {
        let deals: Vec<Vec<Moved>> = (0..5_i64)
            .map(|n| {
                let number = u128::from(n.unsigned_abs()) * 10;
                vec![
                    moved(number + 1, "lead", 0, None),
                    moved(number + 2, "qualified", n + 1, None),
                    moved(number + 3, "won", 10 + n * 2, None),
                ]
            })
            .collect();
        let medians = medians(deals.iter().map(Vec::as_slice), start() + TimeDelta::days(100));
        let of = |word: &str| StageKey::parse(word).ok().and_then(|key| medians.get(&key).copied());
        // 1 2 3 4 5 in lead; 9 10 11 12 13 in qualified; nobody has left won.
        assert_eq!((of("lead"), of("qualified"), of("won")), (Some(3), Some(11), None));
    }
}
