//! Work that was sold.

use crate::closed::closed_enum;

closed_enum! {
    /// Where a project stands.
    pub enum ProjectStatus {
        /// Sold, not started.
        Planning = "planning", "Planning";
        /// Running.
        Active = "active", "Active";
        /// Paused.
        OnHold = "on_hold", "On hold";
        /// Delivered.
        Completed = "completed", "Completed";
        /// Stopped.
        Cancelled = "cancelled", "Cancelled";
    }
}

closed_enum! {
    /// Where a phase stands.
    pub enum PhaseStatus {
        /// Not started.
        Pending = "pending", "Pending";
        /// Running.
        Active = "active", "Active";
        /// Done.
        Completed = "completed", "Completed";
    }
}
