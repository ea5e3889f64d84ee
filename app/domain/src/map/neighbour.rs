//! Who is next to whom, for the arrow keys.

use super::Place;
use super::forest::Forest;
use serde::{Deserialize, Serialize};

/// An arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To the manager.
    Up,
    /// To the first report.
    Down,
    /// To whoever comes before on the level.
    Left,
    /// To whoever comes after on the level.
    Right,
}

/// Where an arrow key leads from a card; none where there is nobody that way, or the card is not on the map.
///
/// Arrows follow the hierarchy, not the picture: up and down in a stack are left and right. Siblings stand together on
/// their level, in order; after the last comes the first report of the next manager who has any, whichever tree they stand
/// in. Those with neither manager nor reports follow the last root. So the keys reach everybody, and a pin changes nothing.
#[must_use]
pub fn neighbour<Id: Copy + Ord>(places: &[Place<Id>], from: Id, towards: Direction) -> Option<Id> {
    let at = places.iter().position(|place| place.id == from)?;
    let forest = Forest::new(&places.iter().map(|place| (place.id, place.manager)).collect::<Vec<_>>());
    let beside = |step: fn(usize) -> Option<usize>| {
        let place = forest.breadth.iter().position(|number| *number == at)?;
        let other = *forest.breadth.get(step(place)?)?;
        (forest.level[other] == forest.level[at]).then_some(other)
    };
    let to = match towards {
        Direction::Up => forest.manager[at],
        Direction::Down => forest.reports[at].first().copied(),
        Direction::Left => beside(|place| place.checked_sub(1)),
        Direction::Right => beside(|place| place.checked_add(1)),
    }?;
    places.get(to).map(|place| place.id)
}

#[cfg(test)]
mod tests {
    use super::super::{Card, Point, Size, tree};
    use super::*;

    fn next(from: char, towards: Direction) -> Option<char> {
        let people = [('a', None), ('b', Some('a')), ('c', Some('a')), ('d', Some('b')), ('e', Some('c')), ('f', Some('c')), ('g', None)];
        let pin = |id| (id == 'c').then_some(Point::new(-900, 5));
        let cards = people.map(|(id, manager)| Card { id, manager, pin: pin(id) });
        neighbour(&tree(&cards, Size::CARD).places, from, towards)
    }

    #[test]
    fn up_is_the_manager_and_down_the_first_report() {
        assert_eq!(next('f', Direction::Up), Some('c'));
        assert_eq!(next('c', Direction::Down), Some('e'));
        assert_eq!([next('a', Direction::Up), next('f', Direction::Down), next('z', Direction::Up)], [None; 3]);
    }

    #[test]
    fn left_and_right_go_through_the_siblings_and_then_on_along_the_level() {
        assert_eq!([next('b', Direction::Right), next('c', Direction::Left)], [Some('c'), Some('b')]);
        assert_eq!([next('d', Direction::Right), next('e', Direction::Left)], [Some('e'), Some('d')]);
        assert_eq!([next('a', Direction::Right), next('g', Direction::Left)], [Some('g'), Some('a')]);
        assert_eq!([next('g', Direction::Right), next('b', Direction::Left)], [None; 2]);
    }
}
