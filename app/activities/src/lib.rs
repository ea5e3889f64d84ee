//! What was said and done with clients: logged from anywhere, and told on the pages of whatever it was about.

mod api;
mod endpoints;
mod fields;
mod line;
mod list;
mod log;
mod of;
mod page;
mod participants;
mod remove;
mod row;
mod timeline;
mod types;

#[cfg(feature = "ssr")]
pub mod db;

pub use api::*;
pub use endpoints::ENDPOINTS;
pub use line::{Talking, Talks, talks};
pub use list::ActivitiesPage;
pub use log::{LogButton, LogDesk, LogDialog, LogPage, provide_log_desk, use_log_desk};
pub use of::Of;
pub use page::ActivityPage;
pub use timeline::Activities;
pub use types::{ActivityDetail, ActivityForm, ActivityStart, Happening, Named, Timeline};
