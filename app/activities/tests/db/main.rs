//! What is logged, told, changed, removed and brought back, on both engines: whose it is, what is refused, what adds up.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod edit;
mod firm;
mod log;
mod remove;
mod timeline;
