//! What the deals' questions to the store answer, on both engines: whose it is, what is refused, what adds up.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod competitors;
mod firm;
mod new_deal;
