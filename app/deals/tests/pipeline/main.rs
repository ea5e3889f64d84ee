//! The pipeline's rules against real databases: moves, gates, places, undo, and that history, totals and the audit log agree.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod agreement;
mod board;
mod files;
mod firm;
mod gates;
mod losing;
mod moving;
mod own_moves;
