//! The deals' questions to the store.

mod ahead;
mod answer;
mod board;
mod cards;
pub mod competitors;
mod create;
mod detail;
mod edit;
mod every;
mod evidence;
mod filter;
mod fix;
mod gate;
mod loss;
pub mod new_deal;
mod next_steps;
mod order;
mod own_moves;
mod pace;
mod place;
pub mod settings;
mod since;
mod stages;
mod stakeholders;
mod table;
mod totals;
mod transition;
mod undo;
mod ways;
mod whom;
mod words;

pub use answer::{gaps, move_to, undo};
pub use board::{board, changed, more};
pub use create::create;
pub use detail::{
    NewStep, Rivalry, add_member, add_rival, add_stakeholder, add_step, ask, complete_step, detail, edit_rival, edit_step, find,
    link_stakeholder, look, remove_member, remove_rival, set_role, tick, unlink_stakeholder,
};
pub use edit::edit;
pub use every::{export, review};
pub use fix::{Fix, fix};
pub use gate::{Lack, lack_of};
pub use next_steps::plan_step;
pub use own_moves::own_moves;
pub use place::Place;
pub use stakeholders::{client_stakeholders, stakeholder_deals};
pub use table::table;
pub use transition::{Loss, MoveAsk, Moved, Step, Told, move_in, told_in};
pub use undo::{may_undo, undo_in};
pub use ways::{loss_choices, ways};
