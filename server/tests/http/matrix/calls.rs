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

/// A stage without deals, and one that was taken off the board.
pub(crate) const SPARE: &str = "spare";
/// See [`SPARE`].
pub(crate) const RETIRED: &str = "was_spare";

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
    ("/api/show_stages", About::Nothing(200), &[]),
    ("/api/show_stage", About::One(Noun::Stage), &[]),
    ("/api/edit_stage", About::One(Noun::Stage), &[("field", "guidance"), ("value", "How {unique}"), ("version", "1")]),
    ("/api/place_stage", About::One(Noun::Stage), &[("to", "2"), ("version", "1")]),
    ("/api/create_stage", About::Nothing(200), &[("name", "Stage {unique}"), ("probability", "50"), ("hue", "teal")]),
    ("/api/try_criterion", About::One(Noun::Stage), &[("form[kind]", "field"), ("form[field]", "value")]),
    ("/api/create_criterion", About::One(Noun::Stage), &[("form[kind]", "tick"), ("form[label]", "Tick {unique}")]),
    // Criteria and reasons that every firm starts with.
    (
        "/api/edit_criterion",
        About::Nothing(200),
        &[("id", "01900000-0000-7000-8000-000000000001"), ("form[kind]", "tick"), ("form[label]", "Tick {unique}"), ("version", "1")],
    ),
    ("/api/place_criterion", About::Nothing(200), &[("id", "01900000-0000-7000-8000-000000000002"), ("to", "3"), ("version", "1")]),
    ("/api/remove_criterion", About::Nothing(200), &[("id", "01900000-0000-7000-8000-000000000003")]),
    ("/api/stage_to_remove", About::One(Noun::Stage), &[]),
    ("/api/remove_stage", About::One(Noun::Stage), &[("deals", "0")]),
    ("/api/restore_stage", About::Nothing(200), &[("id", RETIRED)]),
    // There are deals.
    ("/api/choose_stages", About::Nothing(422), &[("template", "short")]),
    ("/api/loss_reasons", About::Nothing(200), &[]),
    ("/api/create_loss_reason", About::Nothing(200), &[("name", "Reason {unique}")]),
    (
        "/api/rename_loss_reason",
        About::Nothing(200),
        &[("id", "01900000-0000-7000-8000-000000000065"), ("value", "Renamed {unique}"), ("version", "1")],
    ),
    ("/api/place_loss_reason", About::Nothing(200), &[("id", "01900000-0000-7000-8000-000000000066"), ("to", "1"), ("version", "1")]),
    ("/api/remove_loss_reason", About::Nothing(200), &[("id", "01900000-0000-7000-8000-000000000067")]),
    // Last: it ends the session that all the others use.
    ("/api/sign_out", About::Nothing(200), &[]),
];
