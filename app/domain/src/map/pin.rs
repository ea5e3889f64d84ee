//! Cards that somebody put by hand, and those that have to make way for them.

use super::{Point, Size};
use std::collections::{BTreeMap, BTreeSet};

/// Nothing is pinned farther from the origin than this, so that everything can still be measured.
const FAR: i32 = 100_000_000;

/// Puts each pinned card at its pin, and each other card that a pin would cover to the right, at the first place in its row
/// where it meets nobody. Nobody else moves. Answers who stands elsewhere now, pinned or not.
pub(super) fn apply(at: &mut [Point], pins: &[Option<Point>], size: Size) -> Vec<usize> {
    let mut taken = Taken::new(size);
    let mut moved = Vec::new();
    for (number, pin) in pins.iter().enumerate() {
        if let Some(pin) = pin {
            at[number] = Point::new(pin.x.clamp(-FAR, FAR), pin.y.clamp(-FAR, FAR));
            taken.take(at[number]);
            moved.push(number);
        }
    }
    if moved.is_empty() {
        return moved;
    }
    let free = (0..at.len()).filter(|number| pins.get(*number).is_none_or(Option::is_none));
    let (mut covered, clear): (Vec<usize>, Vec<usize>) = free.partition(|number| taken.rightmost(at[*number], 0).is_some());
    for number in clear {
        taken.take(at[number]);
    }
    covered.sort_by_key(|number| (at[*number].y, at[*number].x, *number));
    // Where the one before was put in the same row, nothing is free between the two: so no row is searched twice.
    let mut last = Point::new(i32::MIN, i32::MIN);
    for &number in &covered {
        let y = at[number].y;
        let from = if last.y == y { at[number].x.max(last.x) } else { at[number].x };
        last = taken.first_free(Point::new(from, y));
        taken.take(last);
        at[number] = last;
    }
    moved.extend(covered);
    moved
}

/// Which places are taken, by bands of a card's height.
struct Taken {
    bands: BTreeMap<i32, BTreeSet<Point>>,
    size: Size,
}

impl Taken {
    fn new(size: Size) -> Self {
        Self { bands: BTreeMap::new(), size }
    }

    /// A band is as high as a card and its gap, so that who overlaps a card stands in its band or in one beside it.
    fn band(&self, y: i32) -> i32 {
        y.div_euclid(self.size.height + self.size.stacked)
    }

    fn take(&mut self, at: Point) {
        self.bands.entry(self.band(at.y)).or_default().insert(at);
    }

    /// The rightmost of those that would come closer than a gap to a card.
    fn rightmost(&self, at: Point, gap: i32) -> Option<i32> {
        let (width, height) = (self.size.width + gap, self.size.height + gap);
        let reach = Point::new(at.x.saturating_sub(width).saturating_add(1), i32::MIN)..Point::new(at.x.saturating_add(width), i32::MIN);
        let band = self.band(at.y);
        let near = self.bands.range(band.saturating_sub(1)..=band.saturating_add(1)).filter_map(|(_, band)| {
            band.range(reach.clone()).rev().find(|other| at.y.abs_diff(other.y) < height.unsigned_abs()).map(|other| other.x)
        });
        near.max()
    }

    fn first_free(&self, mut at: Point) -> Point {
        while let Some(other) = self.rightmost(at, self.size.stacked) {
            let next = other.saturating_add(self.size.width + self.size.stacked);
            // At the end of the numbers there is no place further right.
            if next <= at.x {
                break;
            }
            at.x = next;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { width: 10, height: 4, across: 2, down: 2, stacked: 1, indent: 2, page: 100 };

    fn put(at: &[(i32, i32)], pins: &[Option<(i32, i32)>]) -> Vec<(i32, i32)> {
        let mut points: Vec<Point> = at.iter().map(|(x, y)| Point::new(*x, *y)).collect();
        let pins: Vec<Option<Point>> = pins.iter().map(|pin| pin.map(|(x, y)| Point::new(x, y))).collect();
        apply(&mut points, &pins, SIZE);
        points.iter().map(|at| (at.x, at.y)).collect()
    }

    #[test]
    fn a_pinned_card_moves_nobody_where_it_covers_nobody() {
        assert_eq!(put(&[(0, 0), (12, 0), (24, 0)], &[Some((34, 0)), None, None]), [(34, 0), (12, 0), (24, 0)]);
    }

    #[test]
    fn a_covered_card_goes_right_past_everybody_to_the_first_free_place_of_its_row() {
        assert_eq!(put(&[(0, 0), (12, 0), (24, 0)], &[None, None, Some((1, 1))]), [(23, 0), (12, 0), (1, 1)]);
        assert_eq!(put(&[(0, 0), (0, 0), (90, 90)], &[None, None, Some((1, -3))]), [(12, 0), (23, 0), (1, -3)]);
    }

    #[test]
    fn pins_may_cover_each_other_and_the_end_of_the_world_is_no_panic() {
        let far = [Some((i32::MAX, i32::MIN)), Some((i32::MAX, i32::MIN)), None];
        assert_eq!(put(&[(0, 0), (1, 1), (2, 2)], &far), [(FAR, -FAR), (FAR, -FAR), (2, 2)]);
    }
}
