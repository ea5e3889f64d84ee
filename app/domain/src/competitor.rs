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

closed_enum! {
    /// What of a competitor is edited in place.
    pub enum CompetitorField {
        /// Its name.
        Name = "name", "Name";
        /// Where it is on the web.
        Website = "website", "Website";
        /// What it is good at.
        Strengths = "strengths", "Strengths";
        /// What it is not.
        Weaknesses = "weaknesses", "Weaknesses";
        /// What it asks.
        TypicalPricing = "typical_pricing", "Typical pricing";
        /// What else we know.
        Notes = "notes", "Notes";
    }
}

impl CompetitorField {
    /// Whether it takes a text of several lines.
    #[must_use]
    pub const fn is_long(self) -> bool {
        match self {
            Self::Name | Self::Website => false,
            Self::Strengths | Self::Weaknesses | Self::TypicalPricing | Self::Notes => true,
        }
    }
}
