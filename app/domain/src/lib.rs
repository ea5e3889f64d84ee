//! What the business means, without any means to store or show it: ids, money, enums, parsing, policy.
//!
//! Browser and server compile the same code, so both ask the same question and get the same answer.
//! Nothing here reads a clock, a file, a network or a random source; what it needs, it is given.

mod closed;

pub mod activity;
pub mod ahead;
pub mod audit;
pub mod billing;
pub mod client;
pub mod competitor;
pub mod criteria;
pub mod currency;
pub mod date;
pub mod deal;
pub mod effort;
pub mod error;
pub mod gap;
pub mod health;
pub mod id;
pub mod list;
pub mod live;
pub mod map;
pub mod meddpicc;
pub mod money;
pub mod parse;
pub mod pipeline;
pub mod policy;
pub mod portal;
pub mod project;
pub mod rank;
pub mod similar;
pub mod stage;
pub mod stakeholder;
pub mod stay;
pub mod task;
pub mod user;
pub mod workday;

pub use error::{AppError, FieldError, FieldErrors};
pub use money::Money;
