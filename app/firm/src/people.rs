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
