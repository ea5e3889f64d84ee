//! What the live channel says: that something changed, and never what it is called or worth. Whoever shows it asks
//! for it anew, under their own rights.

use crate::closed::closed_enum;
use serde::{Deserialize, Serialize};

closed_enum! {
    /// What a page can be about, by the name of its table. What merely hangs on one of these is told as a change of it.
    pub enum Kind {
        /// A client, its profile and its account team.
        Client = "client", "Client";
        /// A person at a client, with their roles and owners.
        Stakeholder = "stakeholder", "Stakeholder";
        /// A deal with its history, team, people and competitors.
        Opportunity = "opportunity", "Deal";
        /// A call, meeting, mail or note.
        Activity = "activity", "Activity";
        /// A project with its phases.
        Project = "project", "Project";
        /// A task with what it waits for and what it is about.
        Task = "task", "Task";
        /// Hours.
        TimeEntry = "time_entry", "Time entry";
        /// A bill with its lines.
        Invoice = "invoice", "Invoice";
        /// A client's portal link.
        ClientPortalAccess = "client_portal_access", "Portal link";
        /// A competitor.
        Competitor = "competitor", "Competitor";
        /// A stage of the pipeline; its id is its key.
        DealStage = "deal_stage", "Stage";
        /// A person of the firm.
        User = "user", "Person";
        /// A signed-in browser.
        Session = "session", "Session";
        /// A setting of the firm; its id is its key.
        Setting = "setting", "Setting";
        /// A run of an import.
        ImportRun = "import_run", "Import";
    }
}

/// One thing that is no longer as it was.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Change {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub id: String,
    /// The version that the change left, where its own row was changed; nothing where it is gone, or where only
    /// something that hangs on it was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
}

/// Where the channel is asked for.
pub const ADDRESS: &str = "/live";
/// The most tabs of one browser that are connected at once: with HTTP/1.1 a browser opens six connections to a server,
/// and two must be left for everything else.
pub const TABS: usize = 4;

/// The names of the channel's messages.
pub mod message {
    /// Things have changed together: a list of [`super::Change`].
    pub const CHANGE: &str = "change";
    /// Too much has happened, or what the person may see has changed: ask for everything anew.
    pub const RESET: &str = "reset";
    /// The channel lives. Its id is where to go on from.
    pub const BEAT: &str = "beat";
    /// The channel ends, and this says why: [`SIGNED_OUT`], [`PARKED`] or [`STOPPING`].
    pub const END: &str = "end";
    /// The session is over.
    pub const SIGNED_OUT: &str = "signed-out";
    /// This browser has opened too many, and the eldest gives way until its page is looked at again.
    pub const PARKED: &str = "parked";
    /// The server stops; another one, or the same, will be there soon.
    pub const STOPPING: &str = "stopping";
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_kind_id_and_version_and_nothing_else() {
        let change = Change { kind: Kind::Opportunity, id: "0197".into(), version: Some(5) };
        let text = serde_json::to_string(&change).unwrap();
        assert_eq!(text, r#"{"kind":"opportunity","id":"0197","version":5}"#);
        assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), change);
        let part = Change { version: None, ..change };
        assert_eq!(serde_json::to_string(&part).unwrap(), r#"{"kind":"opportunity","id":"0197"}"#);
    }
}
