//! Logging what happened, from anywhere.

mod client;
mod desk;
mod dialog;
mod form;
mod page;

pub(crate) use desk::LogLink;
pub use desk::{LogButton, LogDesk, provide_log_desk, use_log_desk};
pub use dialog::LogDialog;
pub(crate) use form::{PersonBox, choices, kinds, moods};
pub use page::LogPage;
