//! The table "who may do what", written down a second time by hand, for the rows of this world.

use domain::policy::Action;
use domain::user::UserRole;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Admin,
    /// A consultant assigned to client A.
    Assigned,
    /// A consultant with no assignment, who once made client B's rows.
    Unassigned,
    /// A consultant on the team of client B's deal.
    Team,
    /// A consultant with a task in client B's project.
    Tasked,
    Viewer,
    /// An outside user of client A.
    Outside,
}

impl Who {
    pub(crate) const ALL: [Self; 7] =
        [Self::Admin, Self::Assigned, Self::Unassigned, Self::Team, Self::Tasked, Self::Viewer, Self::Outside];

    /// The last digits of their id.
    pub(crate) const fn number(self) -> u128 {
        self as u128 + 1
    }

    pub(crate) const fn role(self) -> UserRole {
        match self {
            Self::Admin => UserRole::Admin,
            Self::Assigned | Self::Unassigned | Self::Team | Self::Tasked => UserRole::Consultant,
            Self::Viewer => UserRole::Viewer,
            Self::Outside => UserRole::Client,
        }
    }

    /// Whether they may do this to the row with this short key.
    pub(crate) fn may(self, action: Action, table: &str, key: &str) -> bool {
        match self {
            Self::Admin => table != "audit_log" || action == Action::Read,
            Self::Viewer => {
                (action == Action::Read && !OFFICE.contains(&table) && !PORTAL.contains(&table) && !OWN.contains(&table))
                    || self.own(action, table, key)
            }
            Self::Outside => self.own(action, table, key),
            Self::Assigned => self.own(action, table, key) || firm(action, table) || assigned(action, table, key),
            Self::Unassigned => self.own(action, table, key) || firm(action, table),
            Self::Team => self.own(action, table, key) || firm(action, table) || on_the_team(action, table, key),
            Self::Tasked => self.own(action, table, key) || firm(action, table) || with_a_task(action, table, key),
        }
    }

    /// Their profile, which they may change and not remove, and their sessions.
    fn own(self, action: Action, table: &str, key: &str) -> bool {
        let mine = key == format!("{:x}", self.number());
        mine && (table == "session" || table == "user" && matches!(action, Action::Read | Action::Update))
    }
}

const OWN: &[&str] = &["user", "session"];
const PORTAL: &[&str] = &["client_portal_access", "client_portal_section"];
const OFFICE: &[&str] = &["setting", "audit_log", "import_run", "import_change", "external_ref", "key_check", "credential_attempt"];
/// The firm's own lists, which everybody inside reads.
const LISTS: &[&str] = &["deal_stage", "stage_criterion", "loss_reason", "phase_template", "phase_template_phase"];
const DEAL_PARTS: &[&str] =
    &["opportunity_stage_change", "opportunity_team_member", "opportunity_stakeholder", "competitor_mention", "criterion_tick"];

/// What belongs to no client.
fn firm(action: Action, table: &str) -> bool {
    match table {
        "competitor" => action != Action::Delete,
        list if LISTS.contains(&list) => action == Action::Read,
        _ => false,
    }
}

fn assigned(action: Action, table: &str, key: &str) -> bool {
    let elsewhere = [OWN, PORTAL, OFFICE, LISTS].iter().any(|list| list.contains(&table));
    let read_only = table == "client_assignment";
    of(key, 'a') && !elsewhere && (!read_only || action == Action::Read)
}

fn on_the_team(action: Action, table: &str, key: &str) -> bool {
    match table {
        "opportunity" => key == "b" && matches!(action, Action::Read | Action::Update),
        parts if DEAL_PARTS.contains(&parts) => of(key, 'b'),
        // The next step about the deal, and what hangs on it.
        "task" | "task_entity" => key == "b2",
        "task_dependency" => key == "b:b2",
        _ => false,
    }
}

fn with_a_task(action: Action, table: &str, key: &str) -> bool {
    match table {
        "project" | "phase" => key == "b" && action == Action::Read,
        "task" => key == "b" && matches!(action, Action::Read | Action::Update),
        "task_entity" => key == "b",
        "task_dependency" => key == "b2:b",
        "time_entry" => key == "b",
        _ => false,
    }
}

/// Whether a part of the key is of this client.
pub(crate) fn of(key: &str, client: char) -> bool {
    key.split(':').any(|part| part.starts_with(client) && part.len() <= 2)
}
