//! What each kind of row becomes.

mod client;
mod deal;
mod deal_row;
mod deal_update;
mod history;
mod product;
mod team;
mod user;

pub(crate) use deal::Sums;
pub(crate) use team::Teams;
