//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The endpoints about activities.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/list_activities", Who::May(Action::Read, Noun::Activity)),
    Endpoint::new("/api/show_activity", Who::May(Action::Read, Noun::Activity)),
    Endpoint::new("/api/start_activity", Who::May(Action::Create, Noun::Activity)),
    Endpoint::new("/api/log_activity", Who::May(Action::Create, Noun::Activity)),
    Endpoint::new("/api/edit_activity", Who::May(Action::Update, Noun::Activity)),
    Endpoint::new("/api/set_participants", Who::May(Action::Update, Noun::Activity)),
    Endpoint::new("/api/remove_activity", Who::May(Action::Delete, Noun::Activity)),
    Endpoint::new("/api/restore_activity", Who::May(Action::Create, Noun::Activity)),
];
