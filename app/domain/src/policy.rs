//! Who may do what, once. The server refuses by it, the browser hides by it, and the queries are cut by it.
//!
//! [`reach`] is the table "who may do what" as one pure function. It answers *how far* a role's right goes; the store
//! turns the answer into the condition of a query, so that a row out of reach is not found.

use crate::closed::closed_enum;
use crate::user::{Actor, UserRole};

closed_enum! {
    /// What is done.
    pub enum Action {
        /// Look at it.
        Read = "read", "Read";
        /// Make one.
        Create = "create", "Create";
        /// Change it.
        Update = "update", "Change";
        /// Remove it.
        Delete = "delete", "Delete";
    }
}

closed_enum! {
    /// What it is done to.
    pub enum Noun {
        /// A client and its profile.
        Client = "client", "Client";
        /// An account team.
        Assignment = "assignment", "Assignment";
        /// A person at a client, their roles and owners.
        Stakeholder = "stakeholder", "Stakeholder";
        /// A deal, its history, team, people and competitors.
        Deal = "deal", "Deal";
        /// A call, meeting, mail or note.
        Activity = "activity", "Activity";
        /// A project and its phases.
        Project = "project", "Project";
        /// A task and what hangs on it.
        Task = "task", "Task";
        /// Hours.
        TimeEntry = "time_entry", "Time entry";
        /// A bill and its lines.
        Invoice = "invoice", "Invoice";
        /// A client's portal link.
        PortalAccess = "portal_access", "Portal link";
        /// A competitor's profile: the firm's own knowledge, no client's.
        Competitor = "competitor", "Competitor";
        /// The stages of the pipeline.
        Stage = "stage", "Stage";
        /// A person of the firm: their account.
        User = "user", "Person";
        /// The same as everybody inside sees them: a name and a job title.
        Colleague = "colleague", "Colleague";
        /// A signed-in browser.
        Session = "session", "Session";
        /// A setting of the firm.
        Setting = "setting", "Setting";
        /// The audit log.
        AuditLog = "audit_log", "Audit log";
        /// A run of an import.
        Import = "import", "Import";
    }
}

/// How far a right goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Not at all: it answers as if there were none.
    Nothing,
    /// Only what is the person's own: their profile, sessions, hours.
    Own,
    /// What belongs to a client they are assigned to.
    Assigned,
    /// That, and what they are part of without the client: a deal whose team they are on, a project with a task of
    /// theirs, a task assigned to them.
    Involved,
    /// Everything.
    Everything,
}

/// The table.
#[must_use]
pub const fn reach(role: UserRole, action: Action, noun: Noun) -> Reach {
    match role {
        UserRole::Admin => admin(action, noun),
        UserRole::Consultant => consultant(action, noun),
        UserRole::Viewer => viewer(action, noun),
        UserRole::Client => own_account(action, noun),
    }
}

const fn admin(action: Action, noun: Noun) -> Reach {
    match (noun, action) {
        // The log is written by what is done, never by a person.
        (Noun::AuditLog, Action::Create | Action::Update | Action::Delete) => Reach::Nothing,
        // A name is changed where the account is.
        (Noun::Colleague, action) => colleague(action),
        (
            Noun::Client
            | Noun::Assignment
            | Noun::Stakeholder
            | Noun::Deal
            | Noun::Activity
            | Noun::Project
            | Noun::Task
            | Noun::TimeEntry
            | Noun::Invoice
            | Noun::PortalAccess
            | Noun::Competitor
            | Noun::Stage
            | Noun::User
            | Noun::Session
            | Noun::Setting
            | Noun::AuditLog
            | Noun::Import,
            _,
        ) => Reach::Everything,
    }
}

const fn consultant(action: Action, noun: Noun) -> Reach {
    match (noun, action) {
        (Noun::Client | Noun::Stakeholder | Noun::Activity | Noun::Invoice, _) => Reach::Assigned,
        (Noun::Deal, Action::Read | Action::Update) => Reach::Involved,
        (Noun::Deal, Action::Create | Action::Delete) => Reach::Assigned,
        (Noun::Project, Action::Read) => Reach::Involved,
        (Noun::Project, Action::Create | Action::Update | Action::Delete) => Reach::Assigned,
        (Noun::Task, Action::Read | Action::Update) => Reach::Involved,
        (Noun::Task, Action::Create | Action::Delete) => Reach::Assigned,
        // Hours on an assigned client's project, and one's own wherever one has a task.
        (Noun::TimeEntry, _) => Reach::Involved,
        (Noun::Assignment, Action::Read) => Reach::Assigned,
        (Noun::Assignment, Action::Create | Action::Update | Action::Delete) => Reach::Nothing,
        (Noun::Competitor, Action::Read | Action::Create | Action::Update) => Reach::Everything,
        (Noun::Competitor, Action::Delete) => Reach::Nothing,
        (Noun::Stage, Action::Read) => Reach::Everything,
        (Noun::Stage, Action::Create | Action::Update | Action::Delete) => Reach::Nothing,
        (Noun::PortalAccess | Noun::Setting | Noun::AuditLog | Noun::Import, _) => Reach::Nothing,
        (Noun::Colleague, action) => colleague(action),
        (Noun::User | Noun::Session, _) => own_account(action, noun),
    }
}

/// Everybody inside sees who their colleagues are.
const fn colleague(action: Action) -> Reach {
    match action {
        Action::Read => Reach::Everything,
        Action::Create | Action::Update | Action::Delete => Reach::Nothing,
    }
}

const fn viewer(action: Action, noun: Noun) -> Reach {
    match (noun, action) {
        (Noun::Colleague, action) => colleague(action),
        (Noun::User | Noun::Session, _) => own_account(action, noun),
        (Noun::Setting | Noun::AuditLog | Noun::PortalAccess | Noun::Import, _) => Reach::Nothing,
        (
            Noun::Client
            | Noun::Assignment
            | Noun::Stakeholder
            | Noun::Deal
            | Noun::Activity
            | Noun::Project
            | Noun::Task
            | Noun::TimeEntry
            | Noun::Invoice
            | Noun::Competitor
            | Noun::Stage,
            Action::Read,
        ) => Reach::Everything,
        (
            Noun::Client
            | Noun::Assignment
            | Noun::Stakeholder
            | Noun::Deal
            | Noun::Activity
            | Noun::Project
            | Noun::Task
            | Noun::TimeEntry
            | Noun::Invoice
            | Noun::Competitor
            | Noun::Stage,
            Action::Create | Action::Update | Action::Delete,
        ) => Reach::Nothing,
    }
}

/// What everybody has, an outside user included: their own profile, password and sessions.
const fn own_account(action: Action, noun: Noun) -> Reach {
    match (noun, action) {
        (Noun::User, Action::Read | Action::Update) => Reach::Own,
        (Noun::User, Action::Create | Action::Delete) => Reach::Nothing,
        (Noun::Session, _) => Reach::Own,
        (
            Noun::Client
            | Noun::Assignment
            | Noun::Stakeholder
            | Noun::Deal
            | Noun::Activity
            | Noun::Project
            | Noun::Task
            | Noun::TimeEntry
            | Noun::Invoice
            | Noun::PortalAccess
            | Noun::Competitor
            | Noun::Stage
            | Noun::Setting
            | Noun::AuditLog
            | Noun::Import
            | Noun::Colleague,
            _,
        ) => Reach::Nothing,
    }
}

impl Actor {
    /// How far this person's right goes.
    #[must_use]
    pub const fn reach(&self, action: Action, noun: Noun) -> Reach {
        reach(self.role, action, noun)
    }

    /// Whether there is anything at all on which they may do this.
    #[must_use]
    pub const fn may(&self, action: Action, noun: Noun) -> bool {
        !matches!(self.reach(action, noun), Reach::Nothing)
    }

    /// Whether the app's inside is theirs to enter; an outside user has the portal.
    #[must_use]
    pub const fn inside(&self) -> bool {
        match self.role {
            UserRole::Admin | UserRole::Consultant | UserRole::Viewer => true,
            UserRole::Client => false,
        }
    }
}

/// Who may call an endpoint at all; what they reach there, the scope decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody, signed in or not.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever may do this to some such thing.
    May(Action, Noun),
}

/// A server function as the policy knows it. Every endpoint stands in one such table, or a test fails.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// Its address.
    pub path: &'static str,
    /// Who may call it.
    pub who: Who,
}

impl Endpoint {
    /// An entry of the table.
    #[must_use]
    pub const fn new(path: &'static str, who: Who) -> Self {
        Self { path, who }
    }

    /// Stops who may not call it.
    ///
    /// # Errors
    /// Signed out, not found, or forbidden.
    pub const fn admit(&self, actor: Option<&Actor>) -> Result<(), crate::AppError> {
        match (self.who, actor) {
            (Who::Anyone, _) | (Who::SignedIn, Some(_)) => Ok(()),
            (_, None) => Err(crate::AppError::SignedOut),
            (Who::May(action, noun), Some(actor)) => {
                if actor.may(action, noun) {
                    Ok(())
                } else if actor.may(Action::Read, noun) {
                    Err(crate::AppError::Forbidden)
                } else {
                    Err(crate::AppError::NotFound)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT_DATA: &[Noun] = &[
        Noun::Client,
        Noun::Assignment,
        Noun::Stakeholder,
        Noun::Deal,
        Noun::Activity,
        Noun::Project,
        Noun::Task,
        Noun::TimeEntry,
        Noun::Invoice,
        Noun::PortalAccess,
    ];

    #[test]
    fn a_viewer_changes_nothing_but_their_own_account() {
        for noun in Noun::ALL {
            for action in [Action::Create, Action::Update, Action::Delete] {
                let right = reach(UserRole::Viewer, action, *noun);
                assert!(matches!(right, Reach::Nothing | Reach::Own), "{noun} {action}");
            }
        }
    }

    #[test]
    fn a_consultant_never_reaches_all_clients_data() {
        for noun in CLIENT_DATA {
            for action in Action::ALL {
                assert_ne!(reach(UserRole::Consultant, *action, *noun), Reach::Everything, "{noun} {action}");
            }
        }
    }

    #[test]
    fn an_outside_user_has_their_account_and_nothing_else() {
        for noun in Noun::ALL {
            for action in Action::ALL {
                let own = matches!(noun, Noun::User | Noun::Session);
                assert!(own || reach(UserRole::Client, *action, *noun) == Reach::Nothing, "{noun} {action}");
            }
        }
    }

    #[test]
    fn nobody_writes_the_audit_log() {
        for role in UserRole::ALL {
            for action in [Action::Create, Action::Update, Action::Delete] {
                assert_eq!(reach(*role, action, Noun::AuditLog), Reach::Nothing);
            }
        }
    }
}
