//! The people at a client.

use crate::closed::closed_enum;

closed_enum! {
    /// What a person is to a deal; one person holds any number of these.
    pub enum MeddpiccRole {
        /// Internal advocate who sells on our behalf.
        Champion = "champion", "Champion";
        /// Holds the budget and signs.
        EconomicBuyer = "economic_buyer", "Economic buyer";
        /// Evaluates the technical fit.
        TechnicalEvaluator = "technical_evaluator", "Technical evaluator";
        /// Gives inside information.
        Coach = "coach", "Coach";
        /// Opposes the engagement.
        Blocker = "blocker", "Blocker";
        /// Will use what we deliver.
        User = "user", "User";
        /// Decides.
        DecisionMaker = "decision_maker", "Decision maker";
        /// Shapes the opinion of who decides.
        Influencer = "influencer", "Influencer";
        /// Controls who gets through.
        Gatekeeper = "gatekeeper", "Gatekeeper";
        /// Buys for the technical side.
        TechnicalBuyer = "technical_buyer", "Technical buyer";
    }
}

closed_enum! {
    /// How a person answers.
    pub enum EngagementLevel {
        /// Active, regular communication.
        High = "high", "High";
        /// Responsive, not proactive.
        Medium = "medium", "Medium";
        /// Minimal, slow.
        Low = "low", "Low";
        /// No recent communication.
        Disengaged = "disengaged", "Disengaged";
    }
}
