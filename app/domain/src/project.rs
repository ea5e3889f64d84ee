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

closed_enum! {
    /// What of a project is changed where it stands.
    pub enum ProjectField {
        /// What it is called.
        Name = "name", "Name";
        /// Where it stands.
        Status = "status", "Status";
        /// The first day.
        Start = "start_date", "Start";
        /// The last day.
        End = "end_date", "End";
    }
}
