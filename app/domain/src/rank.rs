//! A place among others that can always be put between two: a text that sorts by its bytes.
//!
//! Digits and lower-case letters, never ending in `0`, so that there is always room before and after. Moving a card
//! writes the one row that moved.

use chrono::NaiveDate;

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();
/// Stands in the middle, so that a place ending in it has as much room on either side.
const MIDDLE: char = 'i';

/// Where a deal stands before anybody has put it anywhere: by the day on which the answer is expected, none last. Its id
/// makes the place its own.
#[must_use]
pub fn unplaced(expected: Option<NaiveDate>, id: uuid::Uuid) -> String {
    // Years of four digits sort as text; a form takes no others.
    let day = expected.map_or_else(|| "99999999".to_owned(), |day| day.format("%Y%m%d").to_string());
    format!("{day}{}{MIDDLE}", id.simple())
}

/// The same as [`between`], and never where somebody else puts another card at the same moment: the card's id tells them
/// apart.
#[must_use]
pub fn between_for(before: Option<&str>, after: Option<&str>, id: uuid::Uuid) -> Option<String> {
    // What `between` answers differs from the upper end in its last digit, so anything may follow it.
    let [.., a, b, c, d] = id.into_bytes();
    between(before, after).map(|rank| format!("{rank}{a:02x}{b:02x}{c:02x}{d:02x}{MIDDLE}"))
}

/// A place after `before` and ahead of `after`; nothing stands for either end.
///
/// None if the two do not leave any: they are the same, the wrong way round, or not places at all.
#[must_use]
pub fn between(before: Option<&str>, after: Option<&str>) -> Option<String> {
    let (low, high) = (before.unwrap_or(""), after);
    if !valid(low, before.is_some()) || high.is_some_and(|high| !valid(high, true) || low >= high) {
        return None;
    }
    let mut rank = String::new();
    let (mut low, mut high) = (low.bytes(), high.map(str::bytes));
    loop {
        let floor = low.next().map_or(Some(0), value)?;
        let ceiling = match high.as_mut().map(Iterator::next) {
            None => BASE,
            Some(digit) => digit.map_or(Some(0), value)?,
        };
        if ceiling > floor + 1 {
            rank.push(char::from(DIGITS[usize::midpoint(floor, ceiling)]));
            return Some(rank);
        }
        rank.push(char::from(DIGITS[floor]));
        if ceiling == floor + 1 {
            // Below the upper end already, so what follows is only bound from below.
            high = None;
        }
    }
}

fn valid(rank: &str, given: bool) -> bool {
    rank.bytes().all(|digit| value(digit).is_some()) && !rank.ends_with('0') && (!given || !rank.is_empty())
}

fn value(digit: u8) -> Option<usize> {
    DIGITS.iter().position(|known| *known == digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_is_found_at_either_end_and_between() {
        assert_eq!(between(None, None).as_deref(), Some("i"));
        assert_eq!(between(None, Some("i")).as_deref(), Some("9"));
        assert_eq!(between(Some("i"), None).as_deref(), Some("r"));
        assert_eq!(between(Some("a"), Some("b")).as_deref(), Some("ai"));
        assert_eq!(between(None, Some("1")).as_deref(), Some("0i"));
    }

    #[test]
    fn what_leaves_no_room_is_refused() {
        for (before, after) in [(Some("a"), Some("a")), (Some("b"), Some("a")), (Some(""), None), (None, Some("a0")), (None, Some("A"))] {
            assert_eq!(between(before, after), None, "{before:?} {after:?}");
        }
    }

    #[test]
    fn who_is_expected_sooner_stands_first_and_who_is_not_expected_last() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 5, day);
        let id = uuid::Uuid::from_u128;
        let mut places = [unplaced(None, id(1)), unplaced(day(12), id(2)), unplaced(day(2), id(3)), unplaced(day(12), id(1))];
        places.sort();
        assert_eq!(places, [unplaced(day(2), id(3)), unplaced(day(12), id(1)), unplaced(day(12), id(2)), unplaced(None, id(1))]);
    }

    #[test]
    fn two_who_put_cards_between_the_same_two_get_places_of_their_own() {
        let at = |id| between_for(Some("a"), Some("b"), uuid::Uuid::from_u128(id));
        assert_ne!(at(1), at(2));
        assert_eq!(at(0xff).as_deref(), Some("ai000000ffi"));
    }

    proptest! {
        #[test]
        fn however_often_a_card_is_put_between_there_is_room_for_another(puts in prop::collection::vec(0usize..40, 1..200)) {
            let mut places: Vec<String> = vec![unplaced(None, uuid::Uuid::from_u128(0x10))];
            for put in puts {
                let at = put % (places.len() + 1);
                let before = at.checked_sub(1).map(|n| places[n].clone());
                let id = uuid::Uuid::from_u128(put as u128);
                let new = between_for(before.as_deref(), places.get(at).map(String::as_str), id);
                prop_assert!(new.is_some());
                places.insert(at, new.unwrap_or_default());
                prop_assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
            }
        }
    }
}
