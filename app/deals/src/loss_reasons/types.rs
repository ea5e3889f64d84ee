//! What the list of why deals are lost shows, and no more.

use domain::id::LossReasonId;
use serde::{Deserialize, Serialize};

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
