//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The projects' endpoints.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/list_projects", Who::May(Action::Read, Noun::Project)),
    Endpoint::new("/api/list_open_tasks", Who::May(Action::Read, Noun::Colleague)),
    Endpoint::new("/api/show_project", Who::May(Action::Read, Noun::Project)),
    Endpoint::new("/api/edit_project", Who::May(Action::Update, Noun::Project)),
    Endpoint::new("/api/project_of_deal", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/show_handover", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/hand_over", Who::May(Action::Create, Noun::Project)),
    Endpoint::new("/api/take_back_win", Who::May(Action::Delete, Noun::Project)),
];
