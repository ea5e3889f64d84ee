//! The questions about competitors. Their profiles are the firm's own; the deals that they appear in are counted and
//! shown only as far as the viewer may see them.

mod create;
mod deals;
mod delete;
mod detail;
mod edit;
mod list;
mod named;
mod record;

pub use create::{NewCompetitor, create};
pub use deals::deals;
pub use delete::delete;
pub use detail::detail;
pub use edit::edit;
pub use list::list;
pub use named::named;
