//! How each endpoint is called rightly. A new endpoint stands here, or the matrix fails.

use domain::policy::Noun;

/// What a call is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    /// Nothing in particular; the status that a right call gets from whoever is admitted.
    Nothing(u16),
    /// The thing that the field `id` names.
    One(Noun),
}

/// Fields of a form; `{version}`, `{stage}` and `{unique}` are filled in.
pub(crate) type Fields = &'static [(&'static str, &'static str)];

/// An endpoint, what it is about, and its other fields.
pub(crate) const CALLS: &[(&str, About, Fields)] = &[
    // Wrong credentials, since nobody here should be signed in by this.
    ("/api/sign_in", About::Nothing(422), &[("email", "{unique}@nowhere.test"), ("password", "not the password")]),
    // Somebody exists already.
    (
        "/api/create_first_admin",
        About::Nothing(404),
        &[("name", "Eve"), ("email", "eve@nowhere.test"), ("password", "correct horse battery")],
    ),
    ("/api/choose_theme", About::Nothing(200), &[("theme", "dark")]),
    ("/api/my_sessions", About::Nothing(200), &[]),
    ("/api/end_session", About::One(Noun::Session), &[]),
    ("/api/end_other_sessions", About::Nothing(200), &[]),
    ("/api/change_password", About::Nothing(422), &[("current_password", "not the password"), ("new_password", "correct horse battery")]),
    ("/api/my_profile", About::Nothing(200), &[]),
    ("/api/edit_profile", About::Nothing(200), &[("field", "name"), ("value", "Renamed {unique}"), ("version", "{version}")]),
    ("/api/list_clients", About::Nothing(200), &[]),
    ("/api/show_client", About::One(Noun::Client), &[]),
    ("/api/edit_client", About::One(Noun::Client), &[("field", "industry"), ("value", "Trade {unique}"), ("version", "{version}")]),
    ("/api/create_client", About::Nothing(200), &[("name", "New {unique}"), ("currency", "EUR")]),
    ("/api/pipeline_board", About::Nothing(200), &[]),
    ("/api/list_deals", About::Nothing(200), &[]),
    ("/api/show_deal", About::One(Noun::Deal), &[]),
    ("/api/move_deal", About::One(Noun::Deal), &[("to", "{stage}"), ("version", "{version}")]),
    ("/api/new_deal_form", About::Nothing(200), &[]),
    ("/api/clients_for_deal", About::Nothing(200), &[("text", "a")]),
    ("/api/similar_deals", About::One(Noun::Client), &[("name", "a deal")]),
    (
        "/api/create_deal",
        About::Nothing(200),
        &[
            ("deal[client_name]", "Client {unique}"),
            ("deal[new_client]", "true"),
            ("deal[name]", "Deal {unique}"),
            ("deal[value]", "1200"),
            ("deal[currency]", "EUR"),
            ("deal[close]", "2027-06-30"),
            ("deal[stage]", "{stage}"),
        ],
    ),
    ("/api/list_competitors", About::Nothing(200), &[]),
    ("/api/find_competitors", About::Nothing(200), &[("text", "a")]),
    ("/api/show_competitor", About::One(Noun::Competitor), &[]),
    ("/api/competitor_deals", About::One(Noun::Competitor), &[("page", "1")]),
    ("/api/create_competitor", About::Nothing(200), &[("name", "Rival {unique}"), ("website", "rival.example")]),
    ("/api/edit_competitor", About::One(Noun::Competitor), &[("field", "notes"), ("value", "Note {unique}"), ("version", "{version}")]),
    ("/api/delete_competitor", About::One(Noun::Competitor), &[("mentions", "0")]),
    // Last: it ends the session that all the others use.
    ("/api/sign_out", About::Nothing(200), &[]),
];
