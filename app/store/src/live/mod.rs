//! The live channel's source: what was committed, told to whoever may see it.
//!
//! The audit log is the journal. Its numbers have no gaps and are committed in their order, so "everything after 4711"
//! is one question, for a wake-up and for a page that comes back after an hour alike. A commit wakes this process at
//! once and, on `PostgreSQL`, every other server by a notification that is part of the transaction. Whatever wakes it,
//! the log is read once for all listeners ([`hub`]), each entry becomes the things whose pages it concerns
//! ([`concerns`], [`digest`]), and each listener is told of those that are in their scope ([`sight`]).

mod concerns;
mod digest;
mod hub;
mod journal;
mod links;
mod news;
mod notify;
mod sight;

pub use hub::Feed;
pub(crate) use hub::Hub;
pub use news::{News, Seen, Told};
