//! Where a request came from, for the audit log.

use domain::id::SessionId;

/// What is known of the caller beside who they are.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Their address; `None` for a command on the machine itself.
    pub ip: Option<String>,
    /// Their browser, in its own words, cut to 200 characters.
    pub user_agent: Option<String>,
    /// The session that they came with.
    pub session: Option<SessionId>,
}
