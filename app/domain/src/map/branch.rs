//! How much room each branch takes, and where in it its parts stand.

use super::forest::Forest;
use super::{Point, Size, Trunk, Way};

/// How many stand one below the other at most: more are no longer read as a team.
const STACK: usize = 5;

/// Every branch, by the number of whoever stands at its head. A branch lies in a box; it is measured from its left top.
pub(super) struct Branches {
    /// Pixels across.
    pub width: Vec<i32>,
    /// Pixels down.
    pub height: Vec<i32>,
    /// How far from the left edge its head's card stands.
    pub card: Vec<i32>,
    /// Where the branch lies in that of its manager.
    pub offset: Vec<Point>,
    /// How the line comes to its head, measured in the branch of the manager.
    pub way: Vec<Way>,
}

impl Branches {
    /// Measures from the leaves upwards.
    pub fn new(forest: &Forest, size: Size) -> Self {
        let count = forest.breadth.len();
        let mut branches = Self {
            width: vec![size.width; count],
            height: vec![size.height; count],
            card: vec![0; count],
            offset: vec![Point::default(); count],
            way: vec![Way::default(); count],
        };
        for &head in forest.breadth.iter().rev().filter(|head| !forest.is_leaf(**head)) {
            branches.measure(head, forest, size);
        }
        branches
    }

    fn measure(&mut self, head: usize, forest: &Forest, size: Size) {
        let hangs = forest.level[head] > 1;
        let (left, gap) = if hangs { (size.indent, size.down / 2) } else { (0, size.down) };
        let mut flow = Flow::new(size.page, size.across, size.down);
        for slot in slots(head, forest) {
            let width = slot.iter().map(|report| self.width[*report]).max().unwrap_or(0);
            let height =
                slot.iter().map(|report| self.height[*report].saturating_add(size.stacked)).fold(-size.stacked, i32::saturating_add);
            let mut at = flow.put(width, height).moved(left, size.height + gap);
            let trunk = (flow.rows > 1).then_some(Trunk { x: left / 2, y: at.y.saturating_sub(size.down / 2) });
            // The first column of a hanging team stands under its manager, where the line comes straight down.
            let rail = if hangs && at.x == left { left / 2 } else { at.x.saturating_sub(size.across / 2) };
            let way = Way {
                start: hangs.then_some(left / 2),
                bus: Some(size.height + gap / 2),
                trunk,
                rail: (hangs || slot.len() > 1).then_some(rail),
            };
            for &report in slot {
                self.offset[report] = at;
                self.way[report] = way;
                at = at.moved(0, self.height[report].saturating_add(size.stacked));
            }
        }
        // The lines to rows further down need room on the left; a hanging team has it under its manager.
        let gutter = if flow.rows > 1 && !hangs { size.across } else { 0 };
        for &report in &forest.reports[head] {
            self.offset[report] = self.offset[report].moved(gutter, 0);
            self.way[report].rail = self.way[report].rail.map(|rail| rail.saturating_add(gutter));
        }
        self.width[head] = flow.width.saturating_add(gutter.max(left));
        self.height[head] = flow.bottom().saturating_add(size.height + gap);
        // Over the whole width, not between the outermost heads: those jump when somebody is added beside a wide branch.
        let middle = ((flow.width - size.width) / 2).saturating_add(gutter);
        self.card[head] = match forest.reports[head][..] {
            _ if hangs => 0,
            // A single report's line has no small kink; a larger one would let the manager jump when the next report comes.
            [one] if middle - self.offset[one].x - self.card[one] < (size.width + size.across) / 2 => self.offset[one].x + self.card[one],
            _ => middle,
        };
    }
}

/// The reports of somebody as they stand beside each other, those of a slot one below the other.
///
/// A root's have a slot each: they are the ones most likely to get reports, and a map of five people should look like a
/// tree. On the level below it is those with reports that do.
fn slots(head: usize, forest: &Forest) -> impl Iterator<Item = &[usize]> {
    let level = forest.level[head];
    let together = move |one: &usize, next: &usize| match level {
        0 => false,
        1 => forest.is_leaf(*one) && forest.is_leaf(*next),
        _ => true,
    };
    forest.reports[head].chunk_by(together).flat_map(|run| run.chunks(STACK))
}

/// Boxes one after another, in rows that are no wider than the page unless a single box is.
pub(super) struct Flow {
    page: i32,
    across: i32,
    down: i32,
    next: Point,
    row: i32,
    /// The widest row.
    pub width: i32,
    /// How many rows there are.
    pub rows: u32,
}

impl Flow {
    /// Begins at the origin, with gaps between boxes and rows.
    pub const fn new(page: i32, across: i32, down: i32) -> Self {
        Self { page, across, down, next: Point::new(0, 0), row: 0, width: 0, rows: 0 }
    }

    /// The left top corner of the next box.
    pub fn put(&mut self, width: i32, height: i32) -> Point {
        if self.next.x > 0 && self.next.x.saturating_add(width) > self.page {
            self.next = Point::new(0, self.bottom().saturating_add(self.down));
            self.row = 0;
        }
        if self.next.x == 0 {
            self.rows += 1;
        }
        let at = self.next;
        let right = at.x.saturating_add(width);
        self.next.x = right.saturating_add(self.across);
        self.width = self.width.max(right);
        self.row = self.row.max(height);
        at
    }

    /// The lower edge of the last row.
    pub const fn bottom(&self) -> i32 {
        self.next.y.saturating_add(self.row)
    }

    /// Whether nothing was put yet.
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }
}
