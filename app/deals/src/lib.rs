//! Deals: the pipeline as a board and as a table, one deal, and the one way to move it.

mod api;
pub mod asked;
mod board;
mod card;
pub mod competitors;
pub mod deal;
mod endpoints;
#[cfg(feature = "ssr")]
mod file;
mod filters;
mod gap_sheet;
pub mod loss_reasons;
pub mod move_form;
mod move_menu;
pub mod new_deal;
mod own_moves;
#[cfg(feature = "ssr")]
mod parse;
mod people;
pub mod pipeline;
mod review;
mod spreadsheet;
pub mod stages;
pub mod table;
mod types;

#[cfg(feature = "ssr")]
pub mod db;

pub use api::*;
pub use deal::{DealPage, api::*, types::*};
pub use endpoints::ENDPOINTS;
#[cfg(feature = "ssr")]
pub use file::{DealFile, deals_file};
pub use move_form::api::*;
pub use move_form::{LossChoices, LossFields, MoveDealPage, MovePage};
pub use own_moves::OwnMovesPage;
pub use people::{ClientPeople, ClientPerson, ClientStakeholders, PersonDeal, StakeholderDeals};
pub use pipeline::PipelinePage;
pub use review::ReviewPage;
pub use table::{ClientDeals, UserDeals, deals_of, deals_with};
pub use types::*;
