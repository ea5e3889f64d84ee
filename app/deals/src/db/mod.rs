//! The deals' questions to the store.

mod board;
mod cards;
pub mod competitors;
mod detail;
mod filter;
mod history;
mod stages;
mod table;
mod totals;
mod transition;

pub use board::board;
pub use detail::detail;
pub use table::table;
pub use transition::move_to;
