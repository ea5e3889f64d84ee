//! Clients: the companies that the firm works for, their profile, and who of us looks after them.

mod api;
pub mod detail;
mod endpoints;
pub mod list;
pub mod new;
pub mod profile;
mod types;

#[cfg(feature = "ssr")]
pub mod db;

pub use api::*;
pub use detail::ClientHead;
pub use endpoints::ENDPOINTS;
pub use list::ClientsPage;
pub use new::NewClientPage;
pub use profile::ClientValue;
pub use types::{ClientDetail, ClientList, ClientRow, ClientSort, TeamMember};
