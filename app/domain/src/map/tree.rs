//! The map as a tree of who reports to whom.
//!
//! The first three levels are a chart: a manager stands centred over the branches of their reports, which stand side by
//! side and never overlap. A root's reports stand alone; on the level below, those who have no reports themselves and
//! follow each other stand in stacks of up to five. From there on a team hangs under its manager, indented, in columns of
//! up to five with their own teams: side by side to the last, 150 people would be wider than any sheet. What would be
//! wider than the page goes on in a row below, whole trees as well as the branches under a manager. Who has neither manager
//! nor reports stands in a block under the trees.
//!
//! # What stays when a report is added at the end
//! A column is a card and the gap beside it.
//! - Everybody keeps their level and their manager, and siblings keep their order.
//! - The trees before the one that grows do not move at all.
//! - While nothing goes on in a row below, neither do the branches that stand before the growing one under each manager on
//!   the way to the new card. Nobody moves to the left, and nobody by more than a column to the right. The first two levels
//!   do not move up or down, and of two on one of the first three levels neither gets to the other side of the other.
//! - Two reports change more than that, each the first of somebody: that of somebody in a stack takes them out of it, which
//!   moves what is on their right by two columns and an indent at most; that of somebody in the block under the trees makes
//!   them a tree, which takes them out of the block and moves the trees after it by its width and the gap between trees.
//! - Where a branch no longer fits its row, it and those after it under the same manager go on in the row below, and so do
//!   trees.
//!
//! Somebody who is added to the block under the trees moves nobody.

use super::branch::{Branches, Flow};
use super::forest::Forest;
use super::{Card, Place, Point, Rect, Size, Way, pin};
use std::collections::BTreeSet;

/// Columns that the block of the unplaced has at least.
const BLOCK: i32 = 6;

/// The whole map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree<Id> {
    /// Everybody, in the order in which they were handed in.
    pub places: Vec<Place<Id>>,
    /// All cards and the lines in the gaps around them.
    pub bounds: Rect,
    /// The block of those who have neither manager nor reports, if there are any; pinned cards leave a hole in it.
    pub unplaced: Option<Rect>,
}

/// Places everybody. Siblings and trees stand in the order of the slice, which is the caller's to keep, such as by when
/// somebody was added to the map. Of two cards with the same id the first counts. In a circle of managers whoever comes
/// first is the root.
///
/// A pinned card stands at its pin, up to 100,000,000 pixels away, and its slot stays empty: neither its reports nor
/// anybody else move. Only a card that a pin would cover goes to the right, to the first free place in its row. Pins may
/// cover each other.
///
/// Takes n log n steps, and no more of the call stack for a longer chain.
#[must_use]
pub fn tree<Id: Copy + Ord>(cards: &[Card<Id>], size: Size) -> Tree<Id> {
    let size = size.within_range();
    let mut seen = BTreeSet::new();
    let cards: Vec<Card<Id>> = cards.iter().filter(|card| seen.insert(card.id)).copied().collect();
    let forest = Forest::new(&cards.iter().map(|card| (card.id, card.manager)).collect::<Vec<_>>());
    let branches = Branches::new(&forest, size);

    let margin = size.across.max(size.down);
    let mut corner = vec![Point::default(); cards.len()];
    let mut trees = Flow::new(size.page, size.across.saturating_mul(2), size.down.saturating_mul(2));
    for root in forest.roots() {
        corner[root] = trees.put(branches.width[root], branches.height[root]).moved(margin, margin);
    }
    let column = size.width + size.across;
    let columns = (trees.width.saturating_add(size.across) / column).max(BLOCK);
    let mut block = Flow::new(column.saturating_mul(columns), size.across, size.across.min(size.down));
    let top = if trees.is_empty() { margin } else { trees.bottom().saturating_add(size.down.saturating_mul(2)).saturating_add(margin) };
    for alone in forest.unplaced() {
        corner[alone] = block.put(size.width, size.height).moved(margin, top);
    }
    let unplaced = (!block.is_empty()).then(|| Rect::new(Point::new(margin, top), block.width, block.bottom()));

    let mut way = vec![Way::default(); cards.len()];
    for &number in &forest.breadth {
        if let Some(manager) = forest.manager[number] {
            let Point { x, y } = corner[manager];
            corner[number] = branches.offset[number].moved(x, y);
            way[number] = branches.way[number].moved(x, y);
        }
    }
    let mut at: Vec<Point> = (0..cards.len()).map(|number| corner[number].moved(branches.card[number], 0)).collect();
    for moved in pin::apply(&mut at, &cards.iter().map(|card| card.pin).collect::<Vec<_>>(), size) {
        way[moved] = Way::default();
    }

    let bounds = Rect::around(at.iter().map(|at| size.card(*at))).grown(margin);
    let place = |(number, card): (usize, &Card<Id>)| Place {
        id: card.id,
        manager: forest.manager[number].map(|manager| cards[manager].id),
        at: at[number],
        level: forest.level[number],
        way: way[number],
    };
    Tree { places: cards.iter().enumerate().map(place).collect(), bounds, unplaced }
}

#[cfg(test)]
mod tests {
    use super::super::Trunk;
    use super::*;

    /// Cards of 10 by 2, as many apart, and twice as far from their manager.
    const SMALL: Size = Size { width: 10, height: 2, across: 2, down: 4, stacked: 2, indent: 2, page: Size::UNBOUNDED };

    /// The map with one letter for a column of 2 and a line for 2 pixels down: each card's letter, where its card begins.
    fn drawn(people: &str, size: Size) -> String {
        let cards: Vec<Card<char>> = people
            .split_whitespace()
            .map(|word| Card { id: word.chars().next().unwrap_or(' '), manager: word.chars().nth(2), pin: None })
            .collect();
        let tree = tree(&cards, size);
        let mut lines = std::collections::BTreeMap::<i32, std::collections::BTreeMap<i32, char>>::new();
        for place in &tree.places {
            lines.entry(place.at.y).or_default().insert((place.at.x - 4) / 2, place.id);
        }
        let row = |cards: &std::collections::BTreeMap<i32, char>| {
            let last = cards.keys().next_back().copied().unwrap_or(0);
            (0..=last).map(|x| cards.get(&x).copied().unwrap_or('.')).collect::<String>()
        };
        lines.values().map(row).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_manager_stands_over_the_middle_of_the_branches_below() {
        assert_eq!(drawn("a b<a c<a d<a", SMALL), "......a\nb.....c.....d");
        assert_eq!(drawn("a b<a c<b", SMALL), "a\nb\nc");
    }

    #[test]
    fn below_the_first_level_leaves_stand_in_stacks_of_five() {
        assert_eq!(drawn("a b<a c<b d<b e<b f<b g<b h<b", SMALL), "...a\n...b\nc.....h\nd\ne\nf\ng");
    }

    #[test]
    fn a_report_with_reports_divides_a_stack() {
        assert_eq!(drawn("a b<a c<b d<b e<b f<b", SMALL), "a\nb\nc\nd\ne\nf");
        assert_eq!(drawn("a b<a c<b d<b e<b f<b g<d", SMALL), "......a\n......b\nc.....d......e\n.......g.....f");
    }

    #[test]
    fn what_is_wider_than_the_page_goes_on_below_and_leaves_room_for_the_line() {
        let page = Size { page: 23, ..SMALL };
        assert_eq!(drawn("a b<a c<a d<a", page), "....a\n.b.....c\n.d");
        let page = Size { page: 24, ..SMALL };
        assert_eq!(drawn("a b<a c d<c e f<e", page), "a......c\nb......d\ne\nf", "trees too, further apart");
    }

    #[test]
    fn who_has_neither_manager_nor_reports_stands_below_in_rows_of_six() {
        assert_eq!(drawn("a b<c c d e f g h i", SMALL), "c\nb\na.....d.....e.....f.....g.....h\ni");
        assert_eq!(tree::<u8>(&[], SMALL).places, []);
    }

    #[test]
    fn a_line_knows_its_way_past_the_rows_above_and_down_a_stack() {
        let page = Size { page: 23, ..SMALL };
        let cards = [(0, None), (1, Some(0)), (2, Some(0)), (3, Some(0)), (4, Some(3)), (5, Some(3))];
        let cards = cards.map(|(id, manager)| Card { id, manager, pin: None });
        let ways: Vec<Way> = tree(&cards, page).places.iter().map(|place| place.way).collect();
        assert_eq!(ways.first(), Some(&Way::default()));
        assert_eq!(ways.get(1), Some(&Way { start: None, bus: Some(8), trunk: None, rail: None }));
        assert_eq!(ways.get(3), Some(&Way { start: None, bus: Some(8), trunk: Some(Trunk { x: 4, y: 14 }), rail: None }));
        assert_eq!(ways.get(5), Some(&Way { start: None, bus: Some(20), trunk: None, rail: Some(5) }));
    }
}
