//! What can be said about a person on a map. Nothing here means "unknown": what nobody knows is no value.

use crate::closed::closed_enum;
use crate::parse::ParseError;
use serde::{Deserialize, Serialize};

closed_enum! {
    /// Whether a person wants us, from the best to the worst.
    pub enum Support {
        /// Sells for us when we are not in the room.
        Mentor = "mentor", "Mentor";
        /// Would choose us.
        Supporter = "supporter", "Supporter";
        /// Has no preference, as far as was said.
        Neutral = "neutral", "Neutral";
        /// Would choose somebody else.
        NonSupporter = "non_supporter", "Non-supporter";
        /// Works against us.
        Opponent = "opponent", "Opponent";
    }
}

closed_enum! {
    /// How well we are in touch with a person, from not at all to very.
    pub enum Coverage {
        /// We do not talk to them; not called `None`, which means that nobody knows.
        Nobody = "none", "None";
        /// A talk, or a few messages.
        Brief = "brief", "Brief";
        /// Talks that led to others.
        Several = "several", "Several talks";
        /// Regular talks about what matters to them.
        InDepth = "in_depth", "In depth";
    }
}

closed_enum! {
    /// What weighs most when a person decides.
    pub enum Orientation {
        /// What it does for the business.
        Business = "business", "Business";
        /// What it costs and returns.
        Financial = "financial", "Financial";
        /// How it works.
        Technical = "technical", "Technical";
        /// Whom they trust.
        Relationship = "relationship", "Relationship";
    }
}

closed_enum! {
    /// What one of us is to a person, from the least to the most.
    pub enum Relation {
        /// One of those who sell something.
        Vendor = "vendor", "Vendor";
        /// Somebody whose word counts on the subject.
        CredibleSource = "credible_source", "Credible source";
        /// Somebody who is called when there is a problem.
        ProblemSolver = "problem_solver", "Problem solver";
        /// Somebody who is asked before they decide.
        TrustedAdvisor = "trusted_advisor", "Trusted advisor";
    }
}

closed_enum! {
    /// What is between two people on a map, apart from who reports to whom: that is one of a person's fields.
    pub enum EdgeKind {
        /// The first shapes the opinion of the second.
        Influences = "influences", "Influences";
        /// They are at odds; it has no direction.
        Conflicts = "conflicts", "Conflicts with";
        /// They talk outside the hierarchy; it has no direction.
        Informal = "informal", "Informal tie";
    }
}

closed_enum! {
    /// A kind of line that can be shown and hidden.
    pub enum LineKind {
        /// From a manager down to a report.
        ReportsTo = "reports_to", "Reports to";
        /// From who influences to who is influenced.
        Influences = "influences", "Influences";
        /// Between two at odds.
        Conflicts = "conflicts", "Conflicts with";
        /// Between two who talk outside the hierarchy.
        Informal = "informal", "Informal tie";
    }
}

impl From<EdgeKind> for LineKind {
    fn from(kind: EdgeKind) -> Self {
        match kind {
            EdgeKind::Influences => Self::Influences,
            EdgeKind::Conflicts => Self::Conflicts,
            EdgeKind::Informal => Self::Informal,
        }
    }
}

/// How much a person's word weighs in the decision: 0, not at all, to 5, they decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub struct Influence(u8);

impl Influence {
    /// Every value, from the least to the most.
    pub const ALL: [Self; 6] = [Self(0), Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// Takes a number from 0 to 5.
    ///
    /// # Errors
    /// Any other number.
    pub fn parse(number: i32) -> Result<Self, ParseError> {
        match u8::try_from(number) {
            Ok(number @ 0..=5) => Ok(Self(number)),
            _ => Err(ParseError::new(format!("is {number}; choose 0 to 5"))),
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0 as i32
    }
}

impl TryFrom<i32> for Influence {
    type Error = ParseError;

    fn try_from(number: i32) -> Result<Self, Self::Error> {
        Self::parse(number)
    }
}

impl From<Influence> for i32 {
    fn from(influence: Influence) -> Self {
        influence.get()
    }
}

impl std::fmt::Display for Influence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails says where")]
    use super::*;

    #[test]
    fn influence_is_a_number_from_0_to_5_wherever_it_comes_from() {
        assert_eq!(Influence::ALL.map(Influence::get), [0, 1, 2, 3, 4, 5]);
        assert!(Influence::ALL.iter().all(|influence| Influence::parse(influence.get()).as_ref() == Ok(influence)));
        assert_eq!(Influence::parse(6).unwrap_err().to_string(), "is 6; choose 0 to 5");
        assert!([-1, 256, i32::MIN, i32::MAX].into_iter().all(|number| Influence::parse(number).is_err()));
        assert_eq!(serde_json::from_str::<Influence>("3").unwrap().to_string(), "3");
        assert!(serde_json::from_str::<Influence>("9").is_err());
    }

    #[test]
    fn an_edge_is_drawn_as_a_line_of_its_own_name() {
        assert!(EdgeKind::ALL.iter().all(|kind| LineKind::from(*kind).as_str() == kind.as_str()));
        assert_eq!(LineKind::ALL.len(), EdgeKind::ALL.len() + 1);
    }
}
