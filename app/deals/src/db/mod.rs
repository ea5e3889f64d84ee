//! The deals' questions to the store.

mod answer;
mod board;
mod cards;
mod detail;
mod edit;
mod every;
mod evidence;
mod filter;
mod fix;
mod gate;
mod history;
mod loss;
mod next_steps;
mod order;
mod place;
mod stages;
mod table;
mod totals;
mod transition;
mod undo;
mod ways;

pub use answer::{gaps, move_to, undo};
pub use board::{board, changed, more};
pub use detail::detail;
pub use edit::edit;
pub use every::{export, review};
pub use fix::{Fix, fix, untick};
pub use gate::{Lack, lack_of};
pub use next_steps::plan_step;
pub use place::Place;
pub use table::table;
pub use transition::{Loss, MoveAsk, Moved, Step, move_in};
pub use undo::{may_undo, undo_in};
pub use ways::{loss_choices, ways};
