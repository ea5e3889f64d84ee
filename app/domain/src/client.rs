//! Clients: the companies that the firm works for, or wants to.

use crate::closed::closed_enum;

closed_enum! {
    /// Where the relationship stands.
    pub enum ClientStatus {
        /// Nothing sold yet.
        Prospect = "prospect", "Prospect";
        /// Work sold or running.
        Active = "active", "Active";
        /// Left.
        Churned = "churned", "Churned";
    }
}

closed_enum! {
    /// What of a client is edited in place.
    pub enum ClientField {
        /// Its name.
        Name = "name", "Name";
        /// What it does.
        Industry = "industry", "Industry";
        /// Where it is on the web.
        Website = "website", "Website";
        /// Where the relationship stands.
        Status = "status", "Status";
        /// By when they need it.
        Deadline = "deadline", "Deadline";
        /// What they can spend, in their currency.
        Budget = "budget", "Budget";
        /// M: what success is measured by.
        Metrics = "meddpicc_metrics", "Metrics";
        /// D: by which criteria they decide.
        DecisionCriteria = "meddpicc_decision_criteria", "Decision criteria";
        /// D: how they decide.
        DecisionProcess = "meddpicc_decision_process", "Decision process";
        /// P: what paper the decision needs.
        PaperProcess = "meddpicc_paper_process", "Paper process";
        /// I: what hurts.
        IdentifiedPain = "meddpicc_identified_pain", "Identified pain";
        /// C: who else they talk to, or doing nothing.
        Competition = "meddpicc_competition", "Competition";
    }
}

impl ClientField {
    /// The six MEDDPICC fields that a client has itself; Economic Buyer and Champion are people.
    pub const MEDDPICC: &'static [Self] =
        &[Self::Metrics, Self::DecisionCriteria, Self::DecisionProcess, Self::PaperProcess, Self::IdentifiedPain, Self::Competition];

    /// The letter of a MEDDPICC field.
    #[must_use]
    pub const fn letter(self) -> Option<&'static str> {
        match self {
            Self::Metrics => Some("M"),
            Self::DecisionCriteria | Self::DecisionProcess => Some("D"),
            Self::PaperProcess => Some("P"),
            Self::IdentifiedPain => Some("I"),
            Self::Competition => Some("C"),
            Self::Name | Self::Industry | Self::Website | Self::Status | Self::Deadline | Self::Budget => None,
        }
    }
}
