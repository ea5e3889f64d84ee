//! What holds for every map, whoever is on it.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

const WIDE: Size = Size { page: Size::UNBOUNDED, ..Size::CARD };
const NARROW: Size = Size { page: 900, ..Size::CARD };

fn cards(managers: &[Option<usize>]) -> Vec<Card<usize>> {
    managers.iter().enumerate().map(|(id, manager)| Card { id, manager: *manager, pin: None }).collect()
}

/// Anybody's manager is anybody: themselves, somebody in a circle, or somebody who is not there.
fn tangle(most: usize) -> impl Strategy<Value = Vec<Card<usize>>> {
    prop::collection::vec(prop::option::weighted(0.85, 0..most), 0..most).prop_map(|managers| cards(&managers))
}

/// Managers come before their reports, with few for many, as in a firm.
fn firm(most: usize) -> impl Strategy<Value = Vec<Card<usize>>> {
    prop::collection::vec((0..most, 0_u8..12), 1..most).prop_map(|asked| {
        let manager = |(id, (asked, weight)): (usize, &(usize, u8))| match weight {
            _ if id == 0 => None,
            0 => None,
            1..4 => Some(asked % id),
            _ => Some(asked % id / 4),
        };
        cards(&asked.iter().enumerate().map(manager).collect::<Vec<_>>())
    })
}

fn pinned(mut cards: Vec<Card<usize>>, pins: &[(usize, i32, i32)]) -> Vec<Card<usize>> {
    for (number, x, y) in pins {
        let count = cards.len().max(1);
        if let Some(card) = cards.get_mut(number % count) {
            card.pin = Some(Point::new(*x, *y));
        }
    }
    cards
}

fn rects(tree: &Tree<usize>, size: Size) -> Vec<Rect> {
    tree.places.iter().map(|place| size.card(place.at)).collect()
}

/// The number of the tree that each stands in; none in the block under the trees.
fn trees(tree: &Tree<usize>) -> Vec<Option<usize>> {
    let root = |mut at: usize| {
        while let Some(manager) = tree.places[at].manager {
            at = manager;
        }
        tree.places.iter().any(|place| place.manager == Some(at)).then_some(at)
    };
    (0..tree.places.len()).map(root).collect()
}

/// Whether one stands in an earlier branch than the other under the manager whom both have above them.
fn stands_before(tree: &Tree<usize>, one: usize, other: usize) -> bool {
    let way = |at: usize| {
        let mut way: Vec<usize> = std::iter::successors(Some(at), |at| tree.places[*at].manager).collect();
        way.reverse();
        way
    };
    let (one, other) = (way(one), way(other));
    let part = one.iter().zip(&other).skip(1).find(|(one, other)| one != other);
    one.first() == other.first() && part.is_some_and(|(one, other)| one < other)
}

/// Whether a line of a report runs through a card.
fn crosses(path: &str, card: Rect) -> bool {
    let (mut x, mut y) = (0, 0);
    let mut hit = false;
    let mut rest = path;
    while let Some(command) = rest.chars().next() {
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |end| end + 1);
        let numbers: Vec<i32> = rest[1..end].split(' ').map(|word| word.parse().unwrap()).collect();
        let (from, inside) = ((x, y), Rect { x: card.x + 1, y: card.y + 1, width: card.width - 2, height: card.height - 2 });
        match (command, numbers.as_slice()) {
            ('M', [a, b]) => (x, y) = (*a, *b),
            ('H', [a]) => x = *a,
            ('V', [b]) => y = *b,
            _ => unreachable!("{path}"),
        }
        if command != 'M' {
            hit |=
                Rect { x: from.0.min(x), y: from.1.min(y), width: (from.0 - x).abs() + 1, height: (from.1 - y).abs() + 1 }.overlaps(inside);
        }
        rest = &rest[end..];
    }
    hit
}

#[test]
fn ten_thousand_in_a_chain_or_under_one_manager_are_placed_in_time() {
    let count = 10_000_usize;
    let chain: Vec<_> = (0..count).map(|id| id.checked_sub(1)).collect();
    let circle: Vec<_> = (0..count).map(|id| Some((id + 1) % count)).collect();
    let fan: Vec<_> = (0..count).map(|id| (id > 0).then_some(0)).collect();
    let deep_fan: Vec<_> = (0..count).map(|id| id.checked_sub(1).map(|before| before.min(3))).collect();
    let comb: Vec<_> = (0..count).map(|id| id.checked_sub(1).map(|before| before - before % 8)).collect();
    for managers in [chain, circle, fan, deep_fan, comb, vec![None; count]] {
        for size in [WIDE, NARROW] {
            let tree = tree(&cards(&managers), size);
            let places: BTreeSet<Point> = tree.places.iter().map(|place| place.at).collect();
            assert_eq!(places.len(), count);
            assert!(
                (0..200_000_000).contains(&tree.bounds.right()) && (0..200_000_000).contains(&tree.bounds.bottom()),
                "{:?}",
                tree.bounds
            );
        }
    }
    let huge = Size { width: i32::MAX, height: i32::MAX, across: i32::MAX, down: i32::MAX, stacked: i32::MAX, indent: i32::MAX, page: 0 };
    assert_eq!(tree(&cards(&vec![Some(0); count]), huge).places.len(), count);
}

#[test]
fn five_thousand_pins_over_a_row_of_five_thousand_are_placed_in_time() {
    let managers: Vec<_> = (0..10_000).map(|id| (1..5_000).contains(&id).then_some(0)).collect();
    let mut cards = cards(&managers);
    let row = tree(&cards, WIDE).places[1].at.y;
    for (x, card) in (0..).step_by(208).zip(cards.iter_mut().skip(5_000)) {
        card.pin = Some(Point::new(x, row));
    }
    let places: BTreeSet<Point> = tree(&cards, WIDE).places.iter().map(|place| place.at).collect();
    assert_eq!(places.len(), 10_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn everybody_is_placed_once_below_their_manager_and_overlaps_nobody(
        cards in tangle(60), (width, height, gap) in (1..300, 1..120, 0..40), page in 1..3_000,
    ) {
        let size = Size { width, height, across: gap, down: gap + 1, stacked: gap / 2, indent: gap, page };
        let tree = tree(&cards, size);
        prop_assert_eq!(&tree, &super::tree(&cards, size));
        prop_assert_eq!(tree.places.iter().map(|place| place.id).collect::<Vec<_>>(), cards.iter().map(|card| card.id).collect::<Vec<_>>());
        let rects = rects(&tree, size);
        let levels = i32::try_from(tree.places.iter().map(|place| place.level).max().unwrap_or(0)).unwrap();
        let widest = (page.max(width) + levels * gap).max(6 * (width + gap)) + 2 * (gap + 1);
        prop_assert!(tree.bounds.width <= widest, "{} wider than {widest}", tree.bounds.width);
        for (number, (place, rect)) in tree.places.iter().zip(&rects).enumerate() {
            prop_assert!(rects.iter().skip(number + 1).all(|other| !rect.overlaps(*other)), "{place:?}");
            prop_assert!(Rect::around([*rect, tree.bounds]) == tree.bounds);
            if let Some(manager) = place.manager {
                prop_assert_eq!(Some(manager), cards[number].manager);
                prop_assert_eq!(place.level, tree.places[manager].level + 1);
                prop_assert!(rects[manager].bottom() <= rect.y, "{place:?}");
            }
        }
    }

    #[test]
    fn only_a_circle_or_an_absence_takes_a_manager_away(cards in firm(60)) {
        let tree = tree(&cards, WIDE);
        prop_assert!(tree.places.iter().zip(&cards).all(|(place, card)| place.manager == card.manager));
    }

    #[test]
    fn on_the_first_levels_a_manager_stands_over_the_middle_of_their_branches(cards in firm(60)) {
        let tree = tree(&cards, WIDE);
        let rects = rects(&tree, WIDE);
        for (number, place) in tree.places.iter().enumerate().filter(|(_, place)| place.level < 2) {
            let under = |mut at: usize| {
                while let Some(manager) = tree.places[at].manager.filter(|_| at != number) {
                    at = manager;
                }
                at == number
            };
            let branch = Rect::around((0..rects.len()).filter(|at| under(*at)).map(|at| rects[at]));
            // Straight above a single report, a little kink is left out.
            let alone = cards.iter().filter(|card| card.manager == Some(number)).count() == 1;
            let off = if alone { (WIDE.width + WIDE.across) / 2 } else { 1 };
            prop_assert!((branch.centre().x - rects[number].centre().x).abs() <= off, "{place:?} {branch:?}");
        }
    }

    #[test]
    fn no_line_to_a_report_runs_through_a_card(cards in firm(80), page in 300..3_000) {
        let size = Size { page, ..Size::CARD };
        let tree = tree(&cards, size);
        let rects = rects(&tree, size);
        for (place, rect) in tree.places.iter().zip(&rects) {
            let Some(manager) = place.manager else { continue };
            let drawn = line(LineKind::ReportsTo, rects[manager], *rect, place.way, 0);
            prop_assert!(!rects.iter().any(|card| crosses(&drawn.path, *card)), "{place:?} {}", drawn.path);
        }
    }

    #[test]
    fn a_pin_is_kept_and_moves_only_who_would_be_covered(
        cards in firm(60), pins in prop::collection::vec((0_usize..60, -300..3_000, -200..1_200), 0..12), page in 300..3_000,
    ) {
        let size = Size { page, ..Size::CARD };
        let (before, cards) = (tree(&cards, size), pinned(cards, &pins));
        let after = tree(&cards, size);
        let rects = rects(&after, size);
        let pins: Vec<Rect> = cards.iter().filter_map(|card| card.pin).map(|pin| size.card(pin)).collect();
        for (number, card) in cards.iter().enumerate() {
            let (was, is) = (before.places[number], after.places[number]);
            prop_assert_eq!((was.level, was.manager), (is.level, is.manager));
            let covered = pins.iter().any(|pin| pin.overlaps(size.card(was.at)));
            match card.pin {
                Some(pin) => prop_assert_eq!(is.at, pin),
                None if covered => prop_assert!(is.at.y == was.at.y && is.at.x > was.at.x),
                None => prop_assert_eq!(is, was),
            }
            let free = card.pin.is_some() || (0..rects.len()).all(|other| other == number || !rects[other].overlaps(rects[number]));
            prop_assert!(free, "{is:?}");
        }
    }

    #[test]
    fn a_report_added_at_the_end_leaves_the_map_as_it_was(cards in firm(80), manager in 0_usize..80) {
        let manager = manager % cards.len();
        let (added, column) = (cards.len(), WIDE.width + WIDE.across);
        let more: Vec<_> = cards.iter().copied().chain([Card { id: added, manager: Some(manager), pin: None }]).collect();
        let (before, after) = (tree(&cards, WIDE), tree(&more, WIDE));
        let (old_trees, new_trees) = (trees(&before), trees(&after));
        let reports = |id: usize| cards.iter().filter(move |card| card.manager == Some(id));
        let is_leaf = |id: usize| reports(id).next().is_none();
        let founds = old_trees[manager].is_none();
        let in_stack = before.places[manager].level == 2 && is_leaf(manager);
        let most = match (founds, in_stack) {
            (true, _) => WIDE.width + 2 * WIDE.across,
            (_, true) => 2 * column + WIDE.indent,
            _ => column,
        };
        for (number, (was, is)) in before.places.iter().zip(&after.places).enumerate() {
            prop_assert_eq!((was.level, was.manager), (is.level, is.manager));
            let (Some(tree), Some(_)) = (old_trees[number], new_trees[number]) else { continue };
            prop_assert!((0..=most).contains(&(is.at.x - was.at.x)), "{was:?} {is:?}");
            prop_assert!(was.level > 1 || was.at.y == is.at.y);
            let grows = new_trees[added].unwrap();
            if tree < grows {
                prop_assert_eq!(was, is);
            } else if stands_before(&after, number, added) {
                prop_assert_eq!(was.at, is.at);
            }
            for (other_was, other_is) in before.places.iter().zip(&after.places).skip(number + 1) {
                let sides = |a: &Place<usize>, b: &Place<usize>| (a.at.x - b.at.x).signum();
                let siblings = was.manager.is_some() && was.manager == other_was.manager;
                let chart = was.level < 3 && was.level == other_was.level && old_trees[other_was.id].is_some();
                if siblings || chart {
                    prop_assert!(sides(was, other_was) * sides(is, other_is) >= 0, "{was:?} {other_was:?} {is:?} {other_is:?}");
                }
                if siblings {
                    prop_assert!((is.at.x, is.at.y) < (other_is.at.x, other_is.at.y));
                }
            }
        }
    }

    #[test]
    fn in_rows_too_what_comes_before_the_new_report_does_not_move(cards in firm(80), manager in 0_usize..80, page in 300..3_000) {
        let size = Size { page, ..Size::CARD };
        let manager = manager % cards.len();
        let more: Vec<_> = cards.iter().copied().chain([Card { id: cards.len(), manager: Some(manager), pin: None }]).collect();
        let (before, after) = (tree(&cards, size), tree(&more, size));
        let (old_trees, new_trees) = (trees(&before), trees(&after));
        let grows = new_trees[cards.len()].unwrap();
        for (number, (was, is)) in before.places.iter().zip(&after.places).enumerate() {
            prop_assert_eq!((was.level, was.manager), (is.level, is.manager));
            if old_trees[number].is_some_and(|tree| tree < grows) {
                prop_assert_eq!(was, is);
            }
        }
        let read = |tree: &Tree<usize>, manager| {
            let reports = tree.places.iter().filter(|place| place.manager == Some(manager));
            let mut ids: Vec<_> = reports.map(|place| (place.at.y, place.at.x, place.id)).collect();
            ids.sort_unstable();
            ids.into_iter().map(|(_, _, id)| id).collect::<Vec<_>>()
        };
        for root in after.places.iter().filter(|place| place.level == 0) {
            prop_assert!(read(&after, root.id).is_sorted(), "{:?}", read(&after, root.id));
        }
    }

    #[test]
    fn whoever_is_added_to_the_unplaced_moves_nobody(cards in firm(60), page in 300..3_000) {
        let size = Size { page, ..Size::CARD };
        let more: Vec<_> = cards.iter().copied().chain([Card { id: cards.len(), manager: None, pin: None }]).collect();
        let (before, after) = (tree(&cards, size), tree(&more, size));
        prop_assert_eq!(&before.places[..], &after.places[..cards.len()]);
    }

    #[test]
    fn the_arrow_keys_reach_everybody_and_lead_back(cards in tangle(40)) {
        let places = tree(&cards, NARROW).places;
        for place in &places {
            let right = neighbour(&places, place.id, Direction::Right);
            prop_assert!(right.is_none_or(|right| neighbour(&places, right, Direction::Left) == Some(place.id)));
            prop_assert_eq!(neighbour(&places, place.id, Direction::Up), place.manager);
            let down = neighbour(&places, place.id, Direction::Down);
            prop_assert_eq!(down, places.iter().find(|other| other.manager == Some(place.id)).map(|other| other.id));
            prop_assert!(right.is_none_or(|right| places[right].level == place.level));
        }
        for level in 0..=places.iter().map(|place| place.level).max().unwrap_or(0) {
            let of_level = places.iter().filter(|place| place.level == level);
            let ends = of_level.filter(|place| neighbour(&places, place.id, Direction::Right).is_none()).count();
            prop_assert!(ends <= 1, "a level is one line from left to right");
        }
    }
}
