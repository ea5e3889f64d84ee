//! What a deal's page reads and changes, on both engines: whose it is, what is refused, what adds up.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod checks;
mod edit;
mod find;
mod firm;
mod letters;
mod pace;
mod people;
mod rivals;
mod scope;
mod steps;
mod talks;
mod team;
