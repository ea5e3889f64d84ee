//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The deals' endpoints.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/pipeline_board", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/column_cards", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/changed_deals", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/list_deals", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/review_deals", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/show_deal", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/edit_deal", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/show_move", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/show_loss", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/move_deal", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/undo_move", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/move_gaps", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/plan_step", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/fix_gap", Who::May(Action::Update, Noun::Deal)),
];
