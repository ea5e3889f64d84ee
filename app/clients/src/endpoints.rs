//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The clients' endpoints.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/list_clients", Who::May(Action::Read, Noun::Client)),
    Endpoint::new("/api/show_client", Who::May(Action::Read, Noun::Client)),
    Endpoint::new("/api/show_health", Who::May(Action::Read, Noun::Client)),
    Endpoint::new("/api/list_assigned_clients", Who::May(Action::Read, Noun::Colleague)),
    Endpoint::new("/api/edit_client", Who::May(Action::Update, Noun::Client)),
    Endpoint::new("/api/choose_client", Who::May(Action::Update, Noun::Client)),
    Endpoint::new("/api/create_client", Who::May(Action::Create, Noun::Client)),
];
