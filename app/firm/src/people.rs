//! A colleague as other pages show them: a name and a job title, nothing of their account.

use domain::id::UserId;
use serde::{Deserialize, Serialize};

/// One of our people.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// What they are in the firm.
    pub job_title: String,
}

impl Person {
    /// Their own page.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/people/{}", self.id)
    }
}

/// A colleague's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Who.
    pub person: Person,
    /// Whether they are still with the firm.
    pub active: bool,
}

/// Those who are with the firm, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleagues {
    /// The first of them.
    pub people: Vec<Person>,
    /// There are more than these.
    pub more: bool,
}
