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
    ("/api/deal_timeline", About::One(Noun::Deal), &[]),
    ("/api/find_for_deal", About::One(Noun::Deal), &[("what", "colleague"), ("text", "a")]),
    ("/api/tick_criterion", About::One(Noun::Deal), &[("criterion", "{tick}"), ("on", "true")]),
    ("/api/ask_letter", About::One(Noun::Deal), &[("letter", "champion")]),
    ("/api/add_step", About::One(Noun::Deal), &[("title", "Call {unique}"), ("kind", "call")]),
    ("/api/complete_step", About::One(Noun::Deal), &[("task", "{step}"), ("done", "true")]),
    ("/api/edit_step", About::One(Noun::Deal), &[("task", "{step}"), ("field", "title"), ("value", "Mail {unique}"), ("version", "1")]),
    ("/api/add_team_member", About::One(Noun::Deal), &[("user", "{member}")]),
    ("/api/remove_team_member", About::One(Noun::Deal), &[("user", "{member}")]),
    ("/api/link_stakeholder", About::One(Noun::Deal), &[("stakeholder", "{contact}"), ("role", "champion")]),
    ("/api/unlink_stakeholder", About::One(Noun::Deal), &[("stakeholder", "{contact}")]),
    ("/api/add_stakeholder", About::One(Noun::Deal), &[("name", "Person {unique}"), ("roles[]", "coach"), ("roles[]", "user")]),
    ("/api/set_role", About::One(Noun::Deal), &[("stakeholder", "{contact}"), ("give", "coach"), ("take", "user")]),
    ("/api/add_rival", About::One(Noun::Deal), &[("competitor", "{rival}"), ("status", "displaced")]),
    ("/api/edit_rival", About::One(Noun::Deal), &[("competitor", "{rival}"), ("field", "notes"), ("value", "{unique}"), ("version", "1")]),
    ("/api/remove_rival", About::One(Noun::Deal), &[("competitor", "{rival}")]),
    (
        "/api/log_activity",
        About::One(Noun::Deal),
        &[("activity[kind]", "call"), ("activity[subject]", "Talk {unique}"), ("activity[with][]", "{contact}")],
    ),
    // Last: it ends the session that all the others use.
    ("/api/sign_out", About::Nothing(200), &[]),
];
