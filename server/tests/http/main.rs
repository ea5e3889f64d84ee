//! The program as the outside sees it: the real binary on a loopback port, both engines, plain HTTP.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod browser;
mod canary;
mod house;
mod matrix;
mod program;
mod registry;
mod sessions;
mod sign_in;
mod snapshot;
