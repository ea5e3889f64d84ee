//! Hand-overs on both engines: all or nothing, once, by whom, and the way back.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod again;
mod gates;
mod rights;
mod take_back;
mod tasks;
mod together;
mod world;

#[path = "../../../store/tests/shared/room.rs"]
#[expect(dead_code, reason = "these tests open the same database twice, by a key of their own")]
mod room;

use room::{everything, id};
use world::{World, wrong};
