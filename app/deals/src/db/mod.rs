//! The deals' questions to the store.

mod board;
mod cards;
mod detail;
mod evidence;
mod filter;
mod stages;
mod table;
mod totals;
mod transition;

pub use board::board;
pub use detail::{
    NewActivity, NewContact, NewStep, Rivalry, add_member, add_rival, add_stakeholder, add_step, ask, complete_step, detail, edit_rival,
    edit_step, find, link_stakeholder, log_activity, remove_member, remove_rival, set_role, tick, timeline, unlink_stakeholder,
};
pub use table::table;
pub use transition::move_to;
