//! What a page knows of the person in front of it.

use domain::id::SessionId;
use domain::user::Actor;
use serde::{Deserialize, Serialize};

/// The signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Id, role, and client for an outside user.
    pub actor: Actor,
    /// Their name.
    pub name: String,
    /// Their address, by which they sign in.
    pub email: String,
    /// What they are in the firm.
    pub job_title: String,
    /// The profile's version, so that an edit overwrites nothing unseen.
    pub version: i32,
}

/// A browser that is signed in as this person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Which.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub this_one: bool,
    /// The browser, in a few words.
    pub browser: String,
    /// The address that it came from last.
    pub ip: String,
    /// Signed in at.
    pub since: String,
    /// Last used at.
    pub last_seen: String,
}

/// What the shell of every page needs before anything is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// Who is signed in.
    pub me: Option<Me>,
    /// The chosen theme: `light`, `dark` or `system`.
    pub theme: String,
    /// Today, for both renderings of the page.
    pub today: chrono::NaiveDate,
    /// Which changes the page has in it, for the live channel to go on from; 0 where that is not known.
    pub as_of: i64,
}
