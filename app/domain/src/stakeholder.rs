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

impl EngagementLevel {
    /// The same as a number to order by: who answers least comes last.
    #[must_use]
    pub const fn order(self) -> i32 {
        match self {
            Self::High => 0,
            Self::Medium => 1,
            Self::Low => 2,
            Self::Disengaged => 3,
        }
    }
}

closed_enum! {
    /// What of a person at a client is edited in place.
    pub enum StakeholderField {
        /// What they are called.
        Name = "name", "Name";
        /// What they are there.
        JobTitle = "job_title", "Job title";
        /// Personal data.
        Email = "email", "E-mail";
        /// Personal data.
        Phone = "phone", "Phone";
        /// How they answer.
        Engagement = "engagement_level", "Engagement";
        /// Their manager, of the same client.
        ReportsTo = "reports_to", "Reports to";
        /// Personal data: what we note about them.
        Notes = "notes", "Notes";
    }
}

impl StakeholderField {
    /// Whether it stands sealed: it is opened for whoever may see the person, and each such reading is written down.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::Email | Self::Phone | Self::Notes)
    }
}

/// What is wrong with a manager, where following managers from there leads back to the person: the way round, by name.
/// `manager_of` answers somebody's manager.
///
/// # Errors
/// The people between the person and themselves, beginning with the manager that was asked for.
pub fn no_circle<Id: Copy + PartialEq>(person: Id, manager: Id, manager_of: impl Fn(Id) -> Option<Id>) -> Result<(), Vec<Id>> {
    let mut way = vec![manager];
    let mut at = manager;
    // A circle among others is theirs to mend: whoever comes by somebody twice has met it.
    while at != person {
        match manager_of(at) {
            Some(next) if !way.contains(&next) => way.push(next),
            _ => return Ok(()),
        }
        at = *way.last().unwrap_or(&at);
    }
    way.pop();
    Err(way)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn of(pairs: &[(u8, u8)]) -> impl Fn(u8) -> Option<u8> + use<> {
        let managers: HashMap<u8, u8> = pairs.iter().copied().collect();
        move |id| managers.get(&id).copied()
    }

    #[test]
    fn nobody_is_their_own_manager_however_many_stand_between() {
        assert_eq!(no_circle(1, 1, of(&[])), Err(vec![]));
        assert_eq!(no_circle(1, 2, of(&[(2, 1)])), Err(vec![2]));
        assert_eq!(no_circle(1, 2, of(&[(2, 3), (3, 1)])), Err(vec![2, 3]));
        assert_eq!(no_circle(1, 2, of(&[(2, 3), (1, 9)])), Ok(()));
    }

    #[test]
    fn a_circle_of_others_ends_the_search() {
        assert_eq!(no_circle(1, 2, of(&[(2, 3), (3, 2)])), Ok(()));
        assert_eq!(no_circle(1, 2, of(&[(2, 2)])), Ok(()));
    }

    proptest! {
        #[test]
        fn a_tree_stays_a_tree(asked in prop::collection::vec((0_u8..12, 0_u8..12), 0..60)) {
            let mut managers: HashMap<u8, u8> = HashMap::new();
            for (person, manager) in asked {
                if no_circle(person, manager, |id| managers.get(&id).copied()).is_ok() {
                    managers.insert(person, manager);
                }
                for start in 0..12 {
                    let mut at = start;
                    let mut steps = 0;
                    while let Some(next) = managers.get(&at) {
                        at = *next;
                        steps += 1;
                        prop_assert!(steps <= 12, "a circle at {start}: {managers:?}");
                    }
                }
            }
        }
    }
}
