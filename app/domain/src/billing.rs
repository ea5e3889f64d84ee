//! Bills.

use crate::closed::closed_enum;

closed_enum! {
    /// Where a bill stands.
    pub enum InvoiceStatus {
        /// Being written; may change.
        Draft = "draft", "Draft";
        /// With the client; never changes again.
        Sent = "sent", "Sent";
        /// Paid.
        Paid = "paid", "Paid";
        /// Sent, not paid, past its due date.
        Overdue = "overdue", "Overdue";
        /// Withdrawn.
        Cancelled = "cancelled", "Cancelled";
    }
}

closed_enum! {
    /// What a line bills.
    pub enum InvoiceLineKind {
        /// A result that was promised.
        Deliverable = "deliverable", "Deliverable";
        /// A phase.
        Phase = "phase", "Phase";
        /// Hours.
        Time = "time", "Time";
    }
}
