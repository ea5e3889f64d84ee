//! Personal data at rest: sealed everywhere, opened in its own place only, under keys that can be changed while it is used.
#![cfg(feature = "testing")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod key_file;
mod moved;
mod people;
mod planted;
mod rotation;

#[path = "../shared/firm.rs"]
mod firm;
#[path = "../shared/room.rs"]
mod room;
