//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The firm's endpoints.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/sign_in", Who::Anyone),
    Endpoint::new("/api/create_first_admin", Who::Anyone),
    Endpoint::new("/api/choose_theme", Who::Anyone),
    Endpoint::new("/api/sign_out", Who::SignedIn),
    Endpoint::new("/api/my_sessions", Who::May(Action::Read, Noun::Session)),
    Endpoint::new("/api/end_session", Who::May(Action::Delete, Noun::Session)),
    Endpoint::new("/api/end_other_sessions", Who::May(Action::Delete, Noun::Session)),
    Endpoint::new("/api/change_password", Who::May(Action::Update, Noun::User)),
    Endpoint::new("/api/list_colleagues", Who::May(Action::Read, Noun::Colleague)),
    Endpoint::new("/api/show_colleague", Who::May(Action::Read, Noun::Colleague)),
    Endpoint::new("/api/my_profile", Who::SignedIn),
    Endpoint::new("/api/edit_profile", Who::May(Action::Update, Noun::User)),
];
