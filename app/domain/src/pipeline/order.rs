//! Putting things in order: who stands where after one of them was moved, and whose row that changes.

/// The same things with the one at `from` put at `to`; the others keep their order. A place beyond an end is that end.
#[must_use]
pub fn moved<T>(mut things: Vec<T>, from: usize, to: usize) -> Vec<T> {
    if from < things.len() {
        let thing = things.remove(from);
        things.insert(to.min(things.len()), thing);
    }
    things
}

/// The things whose position, counted from 1, is not what it is now, each with what it is to be.
pub fn renumbered<T>(things: impl IntoIterator<Item = T>, position: impl Fn(&T) -> i32) -> Vec<(T, i32)> {
    (1..).zip(things).filter(|(wanted, thing)| position(thing) != *wanted).map(|(wanted, thing)| (thing, wanted)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_is_put_elsewhere_and_the_others_keep_their_order() {
        assert_eq!(moved(vec!['a', 'b', 'c', 'd'], 0, 2), ['b', 'c', 'a', 'd']);
        assert_eq!(moved(vec!['a', 'b', 'c', 'd'], 3, 0), ['d', 'a', 'b', 'c']);
        assert_eq!(moved(vec!['a', 'b'], 0, 99), ['b', 'a']);
        assert_eq!(moved(vec!['a', 'b'], 7, 0), ['a', 'b']);
    }

    #[test]
    fn only_what_stands_elsewhere_is_written() {
        assert_eq!(renumbered([('a', 1), ('c', 3), ('b', 2), ('d', 4)], |thing| thing.1), [(('c', 3), 2), (('b', 2), 3)]);
        assert_eq!(renumbered([('a', 1), ('b', 2)], |thing| thing.1), []);
        // A gap closes.
        assert_eq!(renumbered([('a', 2), ('b', 9)], |thing| thing.1), [(('a', 2), 1), (('b', 9), 2)]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_a_move_back_restores_the_order(count in 1usize..30, from in 0usize..30, to in 0usize..30) {
            let (from, to) = (from % count, to % count);
            let things: Vec<usize> = (0..count).collect();
            let there = moved(things.clone(), from, to);
            prop_assert_eq!(there.get(to), Some(&from));
            // Only those between the two places are written.
            let written = renumbered(there.iter().copied(), |thing| i32::try_from(*thing).unwrap_or_default() + 1).len();
            prop_assert_eq!(written, if from == to { 0 } else { from.abs_diff(to) + 1 });
            prop_assert_eq!(moved(there, to, from), things);
        }
    }
}
