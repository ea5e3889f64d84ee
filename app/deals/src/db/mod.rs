//! The deals' questions to the store.

mod board;
mod cards;
pub mod competitors;
mod create;
mod detail;
mod filter;
mod history;
pub mod new_deal;
mod stages;
mod table;
mod totals;
mod transition;

pub use board::board;
pub use create::create;
pub use detail::detail;
pub use table::table;
pub use transition::move_to;
