//! What the audit log knows.

use crate::closed::closed_enum;

closed_enum! {
    /// What was done.
    pub enum AuditAction {
        /// A row was made.
        Create = "create", "Created";
        /// Personal data was decrypted for a person.
        Read = "read", "Read";
        /// A row was changed.
        Update = "update", "Changed";
        /// A row was removed.
        Delete = "delete", "Deleted";
        /// Somebody signed in, or tried to.
        Login = "login", "Signed in";
        /// Somebody signed out, or was signed out.
        Logout = "logout", "Signed out";
        /// Data left the house.
        Export = "export", "Exported";
    }
}
