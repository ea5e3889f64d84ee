//! Somebody new at a client.

mod link;
mod page;
mod similar;

pub use link::AddStakeholderLink;
pub use page::NewStakeholderPage;
