//! The hand-over: one page that wins a deal and makes the project.

mod carried;
mod course;
mod form;
mod page;
mod terms;
mod types;

pub use page::WonPage;
pub use types::{Confirmed, Course, HandOverAsk, Handover, Missing, Promise, Rule};
