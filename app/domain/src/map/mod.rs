//! The map of the people at a client: its words, where each card stands, how lines run between cards, and who is next
//! to whom for the arrow keys.
//!
//! Positions are whole CSS pixels, x to the right and y down, and depend on nothing but what is handed in: server and
//! browser draw the same map, and the printed one is the one that was on the screen.

mod axis;
mod branch;
mod coverage;
mod forest;
mod grid;
mod line;
mod neighbour;
mod pin;
mod place;
mod shape;
mod tree;
mod word;

#[cfg(test)]
mod tests;

pub use coverage::suggest_coverage;
pub use grid::{Cell, Grid, GridCard, GridPlace, GridSize, grid};
pub use line::{Line, line};
pub use neighbour::{Direction, neighbour};
pub use place::{Card, Place, Size, Trunk, Way};
pub use shape::{Point, Rect};
pub use tree::{Tree, tree};
pub use word::{Coverage, EdgeKind, Influence, LineKind, Orientation, Relation, Support};
