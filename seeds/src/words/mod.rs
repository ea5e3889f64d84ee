//! The words that the firm is made of. Nobody and nothing in them is real.

mod companies;
mod meddpicc;
mod people;
mod rivals;
mod talk;
mod trades;
mod work;

pub(crate) use companies::{company, domain};
pub(crate) use meddpicc::{COMPETITION, CRITERIA, METRICS_BASE, PAIN_COST, PAPER, PROCESS};
pub(crate) use people::{mailbox, person, surname};
pub(crate) use rivals::{HOUSES, LOSS_REASONS, MENTIONS, PRICING, RIVALS, STRENGTHS, WEAKNESSES};
pub(crate) use talk::{AFTERWARDS, CALLS, MAILS, MEETINGS, NOTES, REMARKS};
pub(crate) use trades::Trade;
pub(crate) use work::{DAY_NOTES, FOLLOW_UPS, INTERNAL, NEXT_STEPS, PHASES};
