//! A new deal in a few seconds: its client by a few letters or made on the spot, and what the client has already beside it.

mod api;
mod client_field;
mod fields;
pub mod link;
pub mod page;
mod similar;
mod types;

pub use api::*;
pub use link::NewDealLink;
pub use page::NewDealPage;
pub use types::*;
