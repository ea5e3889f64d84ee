//! How each endpoint is called rightly. A new endpoint stands here, or the matrix fails.

use domain::policy::Noun;

/// What a call is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    /// Nothing in particular; the status that a right call gets from whoever is admitted.
    Nothing(u16),
    /// The thing that the field `id` names.
    One(Noun),
    /// The same, where the demonstration's things cannot be had right: what whoever may is told instead.
    Told(Noun, u16),
}

/// The criterion that every firm's won deals start with.
const CONTRACT: &str = "01900000-0000-7000-8000-00000000000e";

/// Fields of a form; `{id}`, `{version}`, `{stage}`, `{today}` and `{unique}` are filled in.
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
    ("/api/list_colleagues", About::Nothing(200), &[("text", "a")]),
    ("/api/show_colleague", About::One(Noun::Colleague), &[]),
    ("/api/list_assigned_clients", About::One(Noun::Colleague), &[]),
    ("/api/list_open_tasks", About::One(Noun::Colleague), &[]),
    ("/api/list_clients", About::Nothing(200), &[]),
    ("/api/show_client", About::One(Noun::Client), &[]),
    ("/api/show_health", About::One(Noun::Client), &[]),
    ("/api/edit_client", About::One(Noun::Client), &[("field", "industry"), ("value", "Trade {unique}"), ("version", "{version}")]),
    ("/api/choose_client", About::Nothing(200), &[("text", "a")]),
    ("/api/create_client", About::Nothing(200), &[("name", "New {unique}"), ("currency", "EUR")]),
    ("/api/pipeline_board", About::Nothing(200), &[]),
    ("/api/list_deals", About::Nothing(200), &[]),
    ("/api/show_deal", About::One(Noun::Deal), &[]),
    ("/api/column_cards", About::One(Noun::Deal), &[("stage", "lead")]),
    ("/api/changed_deals", About::Nothing(200), &[]),
    ("/api/review_deals", About::Nothing(200), &[]),
    ("/api/edit_deal", About::One(Noun::Deal), &[("field", "source"), ("value", "event"), ("version", "{version}")]),
    ("/api/show_move", About::One(Noun::Deal), &[]),
    ("/api/show_loss", About::One(Noun::Deal), &[]),
    ("/api/move_deal", About::One(Noun::Deal), &[("to", "{stage}"), ("version", "{version}"), ("reason", "The matrix moves it")]),
    ("/api/move_anyway", About::One(Noun::Deal), &[("to", "{stage}"), ("version", "{version}"), ("reason", "The matrix moves it")]),
    ("/api/own_moves", About::Nothing(200), &[]),
    // No such move; whose moves are taken back is a test of the deals.
    ("/api/undo_move", About::Nothing(404), &[("id", "01900000-0000-7000-8000-0000000000ff")]),
    ("/api/move_gaps", About::One(Noun::Deal), &[("to", "{stage}")]),
    ("/api/plan_step", About::One(Noun::Deal), &[("title", "Call {unique}")]),
    // The thirteenth of the criteria that every firm starts with: terms are final, which a person ticks.
    ("/api/fix_gap", About::One(Noun::Deal), &[("criterion", "01900000-0000-7000-8000-00000000000d"), ("to", "{stage}")]),
    ("/api/list_projects", About::Nothing(200), &[]),
    ("/api/show_project", About::One(Noun::Project), &[]),
    ("/api/edit_project", About::One(Noun::Project), &[("field", "name"), ("value", "Renamed {unique}"), ("version", "{version}")]),
    ("/api/project_of_deal", About::One(Noun::Deal), &[]),
    ("/api/show_handover", About::One(Noun::Deal), &[]),
    (
        "/api/hand_over",
        About::One(Noun::Deal),
        &[
            ("version", "{version}"),
            ("ask[ticks][0]", CONTRACT),
            ("ask[value]", "1,200.50"),
            ("ask[won_on]", "{today}"),
            ("ask[name]", "Project {unique}"),
            ("ask[start]", "{today}"),
            ("ask[reason]", "So that nothing stands in the way"),
        ],
    ),
    // Somebody has worked in every project of the demonstration.
    ("/api/take_back_win", About::Told(Noun::Project, 422), &[("version", "{version}")]),
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
    ("/api/find_for_deal", About::One(Noun::Deal), &[("what", "colleague"), ("text", "a")]),
    ("/api/tick_criterion", About::One(Noun::Deal), &[("criterion", "{tick}"), ("on", "true")]),
    ("/api/ask_letter", About::One(Noun::Deal), &[("letter", "champion")]),
    ("/api/add_step", About::One(Noun::Deal), &[("title", "Call {unique}"), ("kind", "call")]),
    ("/api/complete_step", About::One(Noun::Deal), &[("task", "{step}"), ("done", "true")]),
    ("/api/edit_step", About::One(Noun::Deal), &[("task", "{step}"), ("field", "title"), ("value", "Mail {unique}"), ("version", "1")]),
    ("/api/add_team_member", About::One(Noun::Deal), &[("user", "{member}")]),
    ("/api/remove_team_member", About::One(Noun::Deal), &[("user", "{member}")]),
    ("/api/client_stakeholders", About::One(Noun::Client), &[]),
    ("/api/stakeholder_deals", About::One(Noun::Stakeholder), &[]),
    ("/api/list_stakeholders", About::Nothing(200), &[]),
    ("/api/show_stakeholder", About::One(Noun::Stakeholder), &[]),
    ("/api/edit_stakeholder", About::One(Noun::Stakeholder), &[("field", "notes"), ("value", "Note {unique}"), ("version", "{version}")]),
    ("/api/set_stakeholder_role", About::One(Noun::Stakeholder), &[("give", "coach"), ("take", "user")]),
    // Somebody who does not own it does not own it afterwards either; to whom it can be given is a test of the stakeholders.
    ("/api/set_owner", About::One(Noun::Stakeholder), &[("user", "01900000-0000-7000-8000-0000000000ff")]),
    ("/api/new_stakeholder_form", About::Nothing(200), &[]),
    ("/api/similar_stakeholders", About::Nothing(200), &[("name", "a"), ("email", "nobody@nowhere.example")]),
    // Nobody's client; to whose people somebody may be added is a test of the stakeholders.
    ("/api/create_stakeholder", About::Nothing(422), &[("client_name", "Client {unique}"), ("name", "Person {unique}")]),
    ("/api/link_stakeholder", About::One(Noun::Deal), &[("stakeholder", "{contact}"), ("role", "champion")]),
    ("/api/unlink_stakeholder", About::One(Noun::Deal), &[("stakeholder", "{contact}")]),
    ("/api/add_stakeholder", About::One(Noun::Deal), &[("name", "Person {unique}"), ("roles[]", "coach"), ("roles[]", "user")]),
    ("/api/set_role", About::One(Noun::Deal), &[("stakeholder", "{contact}"), ("give", "coach"), ("take", "user")]),
    ("/api/add_rival", About::One(Noun::Deal), &[("competitor", "{rival}"), ("status", "displaced")]),
    ("/api/edit_rival", About::One(Noun::Deal), &[("competitor", "{rival}"), ("field", "notes"), ("value", "{unique}"), ("version", "1")]),
    ("/api/remove_rival", About::One(Noun::Deal), &[("competitor", "{rival}")]),
    (
        "/api/log_activity",
        About::One(Noun::Client),
        &[("of", "client:{id}"), ("activity[client]", "{id}"), ("activity[kind]", "call"), ("activity[subject]", "Talk {unique}")],
    ),
    ("/api/list_activities", About::One(Noun::Client), &[("of", "client:{id}")]),
    // What is not theirs is as if nothing was meant: a form begins without it.
    ("/api/start_activity", About::Nothing(200), &[("of", "client:01900000-0000-7000-8000-0000000000ff")]),
    ("/api/show_activity", About::One(Noun::Activity), &[]),
    ("/api/edit_activity", About::One(Noun::Activity), &[("field", "subject"), ("value", "Talk {unique}"), ("version", "{version}")]),
    ("/api/set_participants", About::One(Noun::Activity), &[]),
    ("/api/remove_activity", About::One(Noun::Activity), &[]),
    // It was not removed: there is nothing to do.
    ("/api/restore_activity", About::One(Noun::Activity), &[]),
    // Last: it ends the session that all the others use.
    ("/api/sign_out", About::Nothing(200), &[]),
];
