//! The clients' questions to the store.

mod assigned;
pub mod choose;
mod create;
mod detail;
mod edit;
mod health;
mod list;

pub use assigned::assigned;
pub use create::{NewClient, create, found};
pub use detail::detail;
pub use edit::{edit, fill_in};
pub use health::client_health;
pub use list::list;
