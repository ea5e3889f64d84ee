//! Settings → Loss reasons: the list that a loss is asked from.

mod api;
mod page;
mod row;
mod types;

pub use api::*;
pub use page::LossReasonsPage;
pub use types::{LossList, LossReason};
