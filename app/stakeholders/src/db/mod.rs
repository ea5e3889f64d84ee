//! The questions about people at clients to the store.

mod contact;
mod create;
mod detail;
mod edit;
mod form;
mod list;
mod owners;
mod roles;
mod sealed;
mod similar;

pub use contact::last_contact;
pub use create::{NewPerson, NewStakeholder, Sent, add, create, has_namesake};
pub use detail::detail;
pub use edit::edit;
pub use form::form;
pub use list::list;
pub use owners::set_owner;
pub use roles::{give, roles, set_role};
pub use similar::similar;
