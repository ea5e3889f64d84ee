//! What a client's page and the list say of it, on both engines.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod assigned;
mod firm;
mod health;
