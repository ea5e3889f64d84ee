//! The people who sign in, and what they are to the firm.

use crate::closed::closed_enum;
use crate::id::{ClientId, UserId};
use serde::{Deserialize, Serialize};

closed_enum! {
    /// What a person may do at all; where, the scope decides.
    pub enum UserRole {
        /// Everything, users and settings included.
        Admin = "admin", "Admin";
        /// Works on the clients they are assigned to.
        Consultant = "consultant", "Consultant";
        /// Reads all, writes nothing.
        Viewer = "viewer", "Viewer";
        /// An outside user of one client's portal.
        Client = "client", "Client";
    }
}

closed_enum! {
    /// A person's part in a client's account team. Their job title is read from the user, never from here.
    pub enum AssignmentRole {
        /// Answers for the account.
        Lead = "lead", "Lead";
        /// Works on the account.
        Member = "member", "Member";
    }
}

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The person.
    pub id: UserId,
    /// Their role at this moment; read anew with every request.
    pub role: UserRole,
    /// For the role `client`: whose portal they see.
    pub client_id: Option<ClientId>,
}
