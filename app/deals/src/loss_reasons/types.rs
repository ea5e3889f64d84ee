//! What the list of why deals are lost shows, and no more.

use domain::id::LossReasonId;
use serde::{Deserialize, Serialize};

/// The list, and the losses that it does not explain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossList {
    /// The reasons in order.
    pub list: Vec<LossReason>,
    /// Lost deals that name none of them: they are explained in words, or not at all.
    pub others: i64,
}

/// A reason on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossReason {
    /// Which.
    pub id: LossReasonId,
    /// What it is called.
    pub name: String,
    /// Lost deals that name it.
    pub deals: i64,
    /// The version that a change must name.
    pub version: i32,
}
