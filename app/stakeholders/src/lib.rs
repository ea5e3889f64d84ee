//! The people at clients: who they are, what they are to our deals, how they are reached, and who answers for them.

mod api;
mod endpoints;
pub mod list;
pub mod new;
mod owned;
mod owners;
pub mod page;
pub mod profile;
pub mod roles;
mod types;

#[cfg(feature = "ssr")]
pub mod db;

pub use api::*;
pub use endpoints::ENDPOINTS;
pub use list::StakeholdersPage;
pub use new::{AddStakeholderLink, NewStakeholderPage};
pub use owned::{OwnedStakeholders, owned_by};
pub use page::StakeholderHead;
pub use roles::{RoleBadges, RoleToggles, role_icon};
pub use types::{SimilarPerson, Somebody, Sought, StakeholderDetail, StakeholderList, StakeholderRow, StakeholderSort, StakeholderStart};
