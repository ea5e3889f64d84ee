//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The deals' endpoints.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/pipeline_board", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/list_deals", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/show_deal", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/move_deal", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/show_stages", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/show_stage", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/edit_stage", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/place_stage", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/create_stage", Who::May(Action::Create, Noun::Stage)),
    Endpoint::new("/api/stage_to_remove", Who::May(Action::Delete, Noun::Stage)),
    Endpoint::new("/api/remove_stage", Who::May(Action::Delete, Noun::Stage)),
    Endpoint::new("/api/restore_stage", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/choose_stages", Who::May(Action::Create, Noun::Stage)),
    Endpoint::new("/api/try_criterion", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/create_criterion", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/edit_criterion", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/place_criterion", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/remove_criterion", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/loss_reasons", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/create_loss_reason", Who::May(Action::Create, Noun::Stage)),
    Endpoint::new("/api/rename_loss_reason", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/place_loss_reason", Who::May(Action::Update, Noun::Stage)),
    Endpoint::new("/api/remove_loss_reason", Who::May(Action::Delete, Noun::Stage)),
];
