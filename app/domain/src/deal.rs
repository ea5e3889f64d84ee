//! Deals, as a person calls an opportunity.

use crate::closed::closed_enum;

closed_enum! {
    /// Why we are talking.
    pub enum OpportunityType {
        /// A first engagement.
        New = "new", "New";
        /// The same again.
        Renewal = "renewal", "Renewal";
        /// More of it.
        Expansion = "expansion", "Expansion";
    }
}

closed_enum! {
    /// How it came to us.
    pub enum OpportunitySource {
        /// Somebody recommended us.
        Referral = "referral", "Referral";
        /// They came by themselves.
        Inbound = "inbound", "Inbound";
        /// We asked.
        Outbound = "outbound", "Outbound";
        /// We met.
        Event = "event", "Event";
        /// Through a partner.
        Partner = "partner", "Partner";
    }
}

closed_enum! {
    /// How it ended.
    pub enum Outcome {
        /// Signed.
        Won = "won", "Won";
        /// Not signed.
        Lost = "lost", "Lost";
    }
}

closed_enum! {
    /// What of a deal is edited in place. Its stage is moved, its probability and days in stage are read.
    pub enum DealField {
        /// Its name.
        Name = "name", "Name";
        /// What it is worth.
        Value = "value", "Value";
        /// In which currency.
        Currency = "currency", "Currency";
        /// When the answer is expected.
        CloseDate = "expected_close_date", "Expected close";
        /// Why we are talking.
        Type = "type", "Type";
        /// How it came to us.
        Source = "source", "Source";
    }
}
