//! Who finds, changes, adds and removes which rows: every table against every kind of person.
#![cfg(feature = "testing")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod attempts;
mod doors;
mod each;
mod grants;
mod live;
mod matrix;
mod moves;
mod policy;
mod world;

#[path = "../shared/room.rs"]
mod room;
