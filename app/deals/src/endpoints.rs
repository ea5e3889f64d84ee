//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The deals' endpoints.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/pipeline_board", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/list_deals", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/show_deal", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/move_deal", Who::May(Action::Update, Noun::Deal)),
    // A deal's page: what is the deal's own,
    Endpoint::new("/api/find_for_deal", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/tick_criterion", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/ask_letter", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/add_step", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/complete_step", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/edit_step", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/add_team_member", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/remove_team_member", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/add_rival", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/edit_rival", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/remove_rival", Who::May(Action::Update, Noun::Deal)),
    // and what is its client's.
    Endpoint::new("/api/deal_timeline", Who::May(Action::Read, Noun::Activity)),
    Endpoint::new("/api/log_activity", Who::May(Action::Create, Noun::Activity)),
    Endpoint::new("/api/link_stakeholder", Who::May(Action::Update, Noun::Stakeholder)),
    Endpoint::new("/api/unlink_stakeholder", Who::May(Action::Update, Noun::Stakeholder)),
    Endpoint::new("/api/add_stakeholder", Who::May(Action::Create, Noun::Stakeholder)),
    Endpoint::new("/api/set_role", Who::May(Action::Update, Noun::Stakeholder)),
];
