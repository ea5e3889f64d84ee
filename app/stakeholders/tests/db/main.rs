//! The people at clients: who sees whom, what is kept sealed, who reports to whom, and who is known already.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod create;
mod edit;
mod firm;
mod list;
mod owners;
