//! Who may call what.

use domain::policy::{Action, Endpoint, Noun, Who};

/// The deals' endpoints.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("/api/pipeline_board", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/list_deals", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/show_deal", Who::May(Action::Read, Noun::Deal)),
    Endpoint::new("/api/move_deal", Who::May(Action::Update, Noun::Deal)),
    Endpoint::new("/api/new_deal_form", Who::May(Action::Create, Noun::Deal)),
    Endpoint::new("/api/clients_for_deal", Who::May(Action::Create, Noun::Deal)),
    Endpoint::new("/api/similar_deals", Who::May(Action::Create, Noun::Deal)),
    Endpoint::new("/api/create_deal", Who::May(Action::Create, Noun::Deal)),
    Endpoint::new("/api/list_competitors", Who::May(Action::Read, Noun::Competitor)),
    Endpoint::new("/api/find_competitors", Who::May(Action::Read, Noun::Competitor)),
    Endpoint::new("/api/show_competitor", Who::May(Action::Read, Noun::Competitor)),
    Endpoint::new("/api/competitor_deals", Who::May(Action::Read, Noun::Competitor)),
    Endpoint::new("/api/create_competitor", Who::May(Action::Create, Noun::Competitor)),
    Endpoint::new("/api/edit_competitor", Who::May(Action::Update, Noun::Competitor)),
    Endpoint::new("/api/delete_competitor", Who::May(Action::Delete, Noun::Competitor)),
];
