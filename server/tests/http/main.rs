//! The program as the outside sees it: the real binary on a loopback port, both engines, plain HTTP.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod answers;
mod browser;
mod canary;
mod commands;
mod first_run;
mod hostile;
mod house;
mod live;
mod matrix;
mod numbers;
mod program;
mod queries;
mod registry;
mod running;
mod sessions;
mod sign_in;
mod snapshot;
