//! What a client may see of their own.

use crate::closed::closed_enum;

closed_enum! {
    /// A part of the portal that a link may open.
    pub enum PortalSection {
        /// Projects.
        Projects = "projects", "Projects";
        /// Tasks.
        Tasks = "tasks", "Tasks";
        /// The plan as a picture.
        Timeline = "timeline", "Timeline";
        /// Where things stand.
        Status = "status", "Status";
    }
}
