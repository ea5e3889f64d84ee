//! The firms that we meet in deals.

use crate::closed::closed_enum;

closed_enum! {
    /// How a competitor stands in a deal.
    pub enum CompetitorStatus {
        /// Still in it.
        Active = "active", "Active";
        /// Out of it.
        Displaced = "displaced", "Displaced";
        /// Won it against us.
        LostTo = "lost_to", "Lost to";
    }
}
