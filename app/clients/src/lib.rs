//! Clients: the companies that the firm works for, their profile, and who of us looks after them.

mod api;
mod assigned;
mod client_field;
pub mod detail;
mod endpoints;
mod health;
pub mod list;
pub mod new;
pub mod profile;
mod types;

#[cfg(feature = "ssr")]
pub mod db;

pub use api::*;
pub use assigned::UserClients;
pub use client_field::ClientField;
pub use detail::ClientHead;
pub use endpoints::ENDPOINTS;
pub use health::{HealthPanel, band_tone};
pub use list::ClientsPage;
pub use new::NewClientPage;
pub use profile::ClientValue;
pub use types::{
    AssignedClient, AssignedClients, BuyerSeen, ClientChoice, ClientDetail, ClientHealth, ClientList, ClientRow, ClientSort, NamedPerson,
    TeamMember,
};
