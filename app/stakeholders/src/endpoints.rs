//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The endpoints about people at clients.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/list_stakeholders", Who::May(Action::Read, Noun::Stakeholder)),
    Endpoint::new("/api/show_stakeholder", Who::May(Action::Read, Noun::Stakeholder)),
    Endpoint::new("/api/edit_stakeholder", Who::May(Action::Update, Noun::Stakeholder)),
    Endpoint::new("/api/set_stakeholder_role", Who::May(Action::Update, Noun::Stakeholder)),
    Endpoint::new("/api/set_owner", Who::May(Action::Update, Noun::Stakeholder)),
    Endpoint::new("/api/new_stakeholder_form", Who::May(Action::Create, Noun::Stakeholder)),
    Endpoint::new("/api/similar_stakeholders", Who::May(Action::Read, Noun::Stakeholder)),
    Endpoint::new("/api/create_stakeholder", Who::May(Action::Create, Noun::Stakeholder)),
];
