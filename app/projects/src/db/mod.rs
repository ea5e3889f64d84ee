//! The projects' questions to the store.

mod clients;
mod courses;
mod detail;
mod edit;
mod handover;
mod list;
mod open_tasks;
mod stakeholders;
mod tasks;
mod team;
mod won;
mod worked;

pub use detail::{detail, of_deal};
pub use edit::edit;
pub use handover::{form, hand_over, take_back};
pub use list::{Filter, list};
pub use open_tasks::open_tasks;
