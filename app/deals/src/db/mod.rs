//! The deals' questions to the store.

mod board;
mod cards;
mod detail;
mod evidence;
mod filter;
mod history;
pub mod settings;
mod stages;
mod table;
mod totals;
mod transition;

pub use board::board;
pub use detail::detail;
pub use table::table;
pub use transition::move_to;
