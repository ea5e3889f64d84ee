//! The projects' questions to the store.

mod clients;
mod detail;
mod edit;
mod list;
mod stakeholders;
mod tasks;
mod team;
mod won;
mod worked;

pub use detail::{detail, of_deal};
pub use edit::edit;
pub use list::{Filter, list};
