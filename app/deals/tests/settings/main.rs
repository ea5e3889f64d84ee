//! The pipeline's settings, asked of the store on both engines: what is kept, what is refused, and what history keeps.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod criteria;
mod firm;
mod loss_reasons;
mod removal;
mod stages;
mod templates;
