//! Deals: the pipeline as a board and as a table, one deal, and the one way to move it.

mod api;
pub mod board;
pub mod card;
pub mod deal;
mod endpoints;
pub mod move_form;
pub mod move_menu;
pub mod pipeline;
pub mod table;
mod types;

#[cfg(feature = "ssr")]
pub mod db;

pub use api::*;
pub use deal::{DealPage, api::*, types::*};
pub use endpoints::ENDPOINTS;
pub use move_form::MoveDealPage;
pub use pipeline::PipelinePage;
pub use table::{ClientDeals, deals_of};
pub use types::*;
