//! Projects: what won deals become, how they are handed over, and where they stand.

mod api;
mod endpoints;
pub mod fields;
pub mod handover;
pub mod link;
pub mod list;
pub mod page;
pub mod parts;
mod types;
pub mod undo;
mod user_tasks;

#[cfg(feature = "ssr")]
pub mod db;

pub use api::*;
pub use endpoints::ENDPOINTS;
pub use handover::{HandOverAsk, Handover, WonPage};
pub use link::{ClientProjects, DealProject, projects_of};
pub use list::ProjectsPage;
pub use page::ProjectPage;
pub use types::*;
pub use user_tasks::UserTasks;
