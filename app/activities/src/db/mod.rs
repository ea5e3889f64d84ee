//! Activities in the database: read, logged, changed, removed and brought back.

mod around;
mod detail;
mod edit;
mod log;
mod new;
mod participants;
mod remove;
mod timeline;
mod told;

pub use around::start;
pub use detail::detail;
pub use edit::edit;
pub use log::{log, log_in};
pub use new::{NewActivity, not_ahead, typed};
pub use participants::set as set_participants;
pub use remove::{remove, restore};
pub use timeline::{Sought, timeline};
