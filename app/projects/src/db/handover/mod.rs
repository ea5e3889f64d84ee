//! A won deal becomes a project: what the page needs to know, what was asked, and the one transaction.

mod ask;
mod carry;
mod form;
mod promises;
mod take_back;
mod win;

pub use form::form;
pub use take_back::take_back;
pub use win::hand_over;
