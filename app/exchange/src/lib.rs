//! Import: another system's files become clients, people and deals, by a mapping that says which column is what.
//!
//! [`Mapping::load`], then [`run`]; [`revert`] takes an import back. The files are read through once before anything is
//! written, so a file that cannot be read leaves nothing behind; then each is one transaction. One invocation is one
//! `import_run`, whatever the number of its files, and only if it changes something.

mod book;
mod cell;
mod desk;
mod entity;
mod error;
mod job;
mod ledger;
mod mapping;
mod plan;
mod report;
mod revert;
mod row;
mod sheet;
mod snapshot;
mod sniff;

pub use cell::safe_cell;
pub use error::{ImportError, Refusal};
pub use job::{Job, MAX_BYTES, Progress, run};
pub use mapping::{Entity, FileMap, Mapping};
pub use report::{FileReport, Rejection, Report};
pub use revert::{RevertError, Reverted, revert};
