//! What goes into a map as a tree, and what comes out for each card.

use super::{Point, Rect};

/// Somebody on the map, as far as their place depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card<Id> {
    /// Who.
    pub id: Id,
    /// Their manager; one who is not on the map counts as none.
    pub manager: Option<Id>,
    /// The top left corner where somebody put the card by hand.
    pub pin: Option<Point>,
}

/// How large everything is, in pixels. Sizes are taken as 1 to 4,096, gaps as 0 to 4,096, and an indent as a card's width at
/// most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// A card's width.
    pub width: i32,
    /// A card's height.
    pub height: i32,
    /// The gap beside a card; lines run in it.
    pub across: i32,
    /// The gap between a manager and their reports, and between two rows; lines run in it. Half of it over a hanging team.
    pub down: i32,
    /// The gap between those who stand one below the other.
    pub stacked: i32,
    /// How far a hanging team stands to the right of its manager's left edge; a line runs in half of it.
    pub indent: i32,
    /// How wide a row gets before what follows goes below it. A single branch that is wider is left as it is.
    pub page: i32,
}

impl Size {
    /// The cards of the screen, in rows that bring 150 people on a sheet of A3 with cards of about 19 millimetres.
    pub const CARD: Self = Self { width: 184, height: 68, across: 24, down: 36, stacked: 8, indent: 20, page: 2_800 };

    /// The widest page: everything stands in one row.
    pub const UNBOUNDED: i32 = 1_000_000_000;

    pub(super) fn within_range(self) -> Self {
        let width = self.width.clamp(1, 4_096);
        Self {
            width,
            height: self.height.clamp(1, 4_096),
            across: self.across.clamp(0, 4_096),
            down: self.down.clamp(0, 4_096),
            stacked: self.stacked.clamp(0, 4_096),
            indent: self.indent.clamp(0, width),
            page: self.page.clamp(1, Self::UNBOUNDED),
        }
    }

    /// The card at a place.
    #[must_use]
    pub const fn card(self, at: Point) -> Rect {
        Rect::new(at, self.width, self.height)
    }
}

/// Where a line leaves the gap under a manager for a row further down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trunk {
    /// Where it runs down.
    pub x: i32,
    /// Where it ends: in the gap above the row.
    pub y: i32,
}

/// The way of the line from a manager to a report among other cards. Nothing is set for a root, nor for a card that
/// stands elsewhere than in its slot: there the line takes the shortest way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// How far from the manager's left edge it begins, if not in the middle.
    pub start: Option<i32>,
    /// How far down it runs from the manager before it turns.
    pub bus: Option<i32>,
    /// Where it passes by the rows above the card's own, if it does not stand in the first.
    pub trunk: Option<Trunk>,
    /// Where it runs down beside a stack, if the card stands in one; it then comes in from the left.
    pub rail: Option<i32>,
}

impl Way {
    pub(super) fn moved(self, x: i32, y: i32) -> Self {
        let trunk = self.trunk.map(|trunk| Trunk { x: trunk.x.saturating_add(x), y: trunk.y.saturating_add(y) });
        Self {
            start: self.start,
            bus: self.bus.map(|bus| bus.saturating_add(y)),
            trunk,
            rail: self.rail.map(|rail| rail.saturating_add(x)),
        }
    }
}

/// Where a card stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<Id> {
    /// Whose.
    pub id: Id,
    /// Their manager, if on the map; none for whoever comes first in a circle.
    pub manager: Option<Id>,
    /// The top left corner.
    pub at: Point,
    /// How many managers stand above them.
    pub level: u32,
    /// How the line from the manager comes.
    pub way: Way,
}
