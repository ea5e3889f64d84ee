//! Competitors: the firms that we meet in deals, what we know of them, and how it went against them.

mod api;
pub mod deals;
pub mod delete;
pub mod list;
pub mod new;
pub mod page;
mod profile;
mod types;

pub use api::*;
pub use delete::DeleteCompetitorPage;
pub use list::CompetitorsPage;
pub use new::NewCompetitorPage;
pub use page::CompetitorPage;
pub use types::*;
