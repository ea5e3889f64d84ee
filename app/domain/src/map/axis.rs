//! The arithmetic of lines between two cards: whole numbers, wide enough for any two places.

use super::{Point, Rect};

/// How far two lanes lie apart at most.
const LANE: i64 = 10;
/// Lanes on either side of the middle that fit on a card's edge.
const LANES: i64 = 3;

/// A point in more room than the map has, so that nothing between two of its points runs over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub x: i64,
    pub y: i64,
}

impl Spot {
    /// At least 1, as it is divided by.
    pub fn distance(self, other: Self) -> i64 {
        let (x, y) = (other.x.abs_diff(self.x), other.y.abs_diff(self.y));
        i64::try_from((x * x + y * y).isqrt()).unwrap_or(i64::MAX).max(1)
    }

    /// So many parts of the way to another point.
    pub fn towards(self, other: Self, part: i64, of: i64) -> Self {
        Self { x: self.x + share(other.x - self.x, part, of), y: self.y + share(other.y - self.y, part, of) }
    }
}

impl From<Point> for Spot {
    fn from(point: Point) -> Self {
        Self { x: point.x.into(), y: point.y.into() }
    }
}

/// The straight line in a lane between two cards: where it passes each card's middle.
pub(super) struct Axis {
    pub from: Spot,
    pub to: Spot,
    /// Pixels from one to the other, at least 1.
    pub length: i64,
    /// The direction of its right angle, as long as the axis, the same whichever card comes first.
    across: Spot,
}

impl Axis {
    /// The lane is on the same side whichever card comes first.
    pub fn new(from: Rect, to: Rect, lane: i32) -> Self {
        let (a, b) = (Spot::from(from.centre()), Spot::from(to.centre()));
        let (x, y) = (b.x - a.x, b.y - a.y);
        let across = if (x, y) < (0, 0) { Spot { x: y, y: -x } } else { Spot { x: -y, y: x } };
        let axis = Self { from: a, to: b, length: a.distance(b), across };
        let narrowest = [from.width, from.height, to.width, to.height].into_iter().min().unwrap_or(0);
        // The outermost lane stays within the cards.
        let lane = i64::from(lane).clamp(-LANES, LANES) * ((i64::from(narrowest) / 2 - 2) / LANES).clamp(0, LANE);
        Self { from: axis.aside(a, lane), to: axis.aside(b, lane), ..axis }
    }

    /// Half-way.
    pub fn middle(&self) -> Spot {
        self.from.towards(self.to, 1, 2)
    }

    /// So many pixels to the side.
    pub fn aside(&self, at: Spot, by: i64) -> Spot {
        Spot { x: at.x + share(self.across.x, by, self.length), y: at.y + share(self.across.y, by, self.length) }
    }
}

/// So many parts of a length, to the nearest pixel, alike in both directions.
fn share(length: i64, part: i64, of: i64) -> i64 {
    let (length, of) = (2 * length * part, 2 * of);
    (length + length.signum() * of / 2) / of
}

/// Where the way from a point in a card towards another leaves the card.
pub(super) fn edge(card: Rect, within: Spot, towards: Spot) -> Spot {
    let (x, y) = (towards.x - within.x, towards.y - within.y);
    let room = |step: i64, low: i32, high: i32, at: i64| if step < 0 { i64::from(low) - at } else { i64::from(high) - at };
    let across = room(x, card.x, card.right(), within.x);
    let down = room(y, card.y, card.bottom(), within.y);
    match (x, y) {
        (0, 0) => within,
        (0, _) => Spot { x: within.x, y: within.y + down },
        (_, 0) => Spot { x: within.x + across, y: within.y },
        _ if across.abs() * y.abs() <= down.abs() * x.abs() => Spot { x: within.x + across, y: within.y + y * across / x },
        _ => Spot { x: within.x + x * down / y, y: within.y + down },
    }
}

/// The points of an arrowhead of so many pixels that comes from a point and ends at the tip.
pub(super) fn arrowhead(from: Spot, tip: Spot, size: i64) -> String {
    let length = from.distance(tip);
    let foot = tip.towards(from, size, length);
    let (x, y) = (share(tip.y - from.y, size * 2, length * 5), share(from.x - tip.x, size * 2, length * 5));
    format!("{},{} {},{} {},{}", tip.x, tip.y, foot.x + x, foot.y + y, foot.x - x, foot.y - y)
}
