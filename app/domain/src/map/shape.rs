//! Points and boxes in whole pixels. Where a number would leave its range it stays at the end of it.

use serde::{Deserialize, Serialize};

/// A place on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Point {
    /// Pixels to the right.
    pub x: i32,
    /// Pixels down.
    pub y: i32,
}

impl Point {
    /// A place so many pixels to the right and down.
    #[must_use]
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    /// So many pixels further to the right and down.
    #[must_use]
    pub const fn moved(self, x: i32, y: i32) -> Self {
        Self { x: self.x.saturating_add(x), y: self.y.saturating_add(y) }
    }
}

/// A box; its right and bottom edges are the first pixels that are not in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rect {
    /// The left edge.
    pub x: i32,
    /// The top edge.
    pub y: i32,
    /// Pixels across.
    pub width: i32,
    /// Pixels down.
    pub height: i32,
}

impl Rect {
    /// A box by its top left corner.
    #[must_use]
    pub const fn new(at: Point, width: i32, height: i32) -> Self {
        Self { x: at.x, y: at.y, width, height }
    }

    /// The right edge.
    #[must_use]
    pub const fn right(self) -> i32 {
        self.x.saturating_add(self.width)
    }

    /// The bottom edge.
    #[must_use]
    pub const fn bottom(self) -> i32 {
        self.y.saturating_add(self.height)
    }

    /// The middle, rounded to the top left.
    #[must_use]
    pub const fn centre(self) -> Point {
        Point::new(self.x.saturating_add(self.width / 2), self.y.saturating_add(self.height / 2))
    }

    /// Whether the two share a pixel; boxes that only touch do not.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// The same with so many pixels more on every side.
    #[must_use]
    pub const fn grown(self, by: i32) -> Self {
        let (width, height) = (self.width.saturating_add(by.saturating_mul(2)), self.height.saturating_add(by.saturating_mul(2)));
        Self { x: self.x.saturating_sub(by), y: self.y.saturating_sub(by), width, height }
    }

    /// The smallest box that holds all of them; an empty one at the origin if there are none.
    #[must_use]
    pub fn around(boxes: impl IntoIterator<Item = Self>) -> Self {
        let both = |a: Self, b: Self| {
            let at = Point::new(a.x.min(b.x), a.y.min(b.y));
            Self::new(at, a.right().max(b.right()).saturating_sub(at.x), a.bottom().max(b.bottom()).saturating_sub(at.y))
        };
        boxes.into_iter().reduce(both).unwrap_or_default()
    }
}
