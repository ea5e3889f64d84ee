//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The deals' endpoints.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/pipeline_board", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/list_deals", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/show_deal", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/move_deal", Who::May(Action::Update, Noun::Deal)),
];
