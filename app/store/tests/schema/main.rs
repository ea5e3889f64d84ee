//! The schema: both engines have the same one, the tables agree with it, and it refuses what it should.
#![cfg(feature = "testing")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod append_only;
mod deletion;
mod engines;
mod entities;
mod generated;
mod introspect;
mod migrating;
mod refusal;
mod rules;
mod words;
mod world;
