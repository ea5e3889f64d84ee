//! What is asked of something that happened.

use crate::api::{LogActivity, start_activity};
use crate::of::Of;
use crate::types::{ActivityStart, Named};
use clients::ClientField;
use domain::activity::{ActivityType, Sentiment};
use domain::id::ClientId;
use firm::{NotTaken, in_words};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stakeholders::Somebody;
use std::fmt::Display;
use ui::{Button, ButtonKind, Checkbox, Field, FieldKind, SelectField, TextArea};

/// The form. Today's date stands in it, so that a call is logged by its subject alone. Another client can be chosen at any
/// time: what was typed stays.
#[component]
pub(super) fn LogForm(
    /// What is known.
    start: ActivityStart,
    /// What takes it.
    action: ServerAction<LogActivity>,
) -> impl IntoView {
    let refused = Signal::derive(move || action.value().get().and_then(Result::err));
    // What a plain form that was refused brought back; the client code never empties the form.
    let back = refused.get_untracked();
    let typed = move |name: &str, usual: &str| back.as_ref().and_then(|error| error.typed_in(name)).unwrap_or_else(|| usual.to_owned());
    let error = move |name: &'static str| Signal::derive(move || refused.get().and_then(|error| error.of(name)));
    let other = move || refused.get().filter(|error| error.status() != 422);
    let words = |id: Option<String>| id.unwrap_or_default();
    let first = Chosen {
        deal: typed("deal", &words(start.deal.map(|id| id.to_string()))),
        project: typed("project", &words(start.project.map(|id| id.to_string()))),
        with: typed("with", &words(start.with.map(|id| id.to_string()))),
    };
    let today = start.today.to_string();
    let (of, begun) = (start.of, RwSignal::new((start, first)));
    let id = |(start, _): &(ActivityStart, Chosen)| start.client.as_ref().map(|client| client.id.to_string()).unwrap_or_default();
    let (first_client, hidden) = (begun.with_untracked(id), move || begun.with(id));
    view! {
        {move || other().map(|error| view! { <NotTaken error /> })}
        <ActionForm action attr:class="form-stack log-form">
            <input type="hidden" name="of" value=of.to_string() />
            <input type="hidden" name="activity[client]" value=first_client prop:value=hidden />
            <WithClient begun />
            <div class="form-first">
                <Field label="What it was about" name="activity[subject]" scope="log" value=typed("subject", "") error=error("subject") required=true autofocus=true autocomplete="off" />
            </div>
            <div class="form-row">
                <SelectField label="Kind" name="activity[kind]" scope="log" options=kinds() value=typed("kind", ActivityType::Call.as_str()) error=error("kind") />
                <Field label="On" name="activity[on]" scope="log" kind=FieldKind::Date value=typed("on", &today) error=error("on") />
                <Field label="Minutes" name="activity[minutes]" scope="log" kind=FieldKind::Number value=typed("minutes", "") error=error("minutes") />
                <SelectField label="How it went" name="activity[sentiment]" scope="log" options=moods() value=typed("sentiment", "") error=error("sentiment") />
            </div>
            // What there is to choose from is the client's: drawn anew with another one.
            <For each=move || [begun.get()] key=|(start, _)| start.client.as_ref().map(|client| client.id) let:known>
                {
                    let (start, chosen) = known;
                    view! {
                        <People people=start.around.people more=start.around.more checked=chosen.with error=error("with") />
                        <div class="form-row">
                            {about("Deal", "activity[deal]", start.around.deals, chosen.deal, error("deal"))}
                            {about("Project", "activity[project]", start.around.projects, chosen.project, error("project"))}
                        </div>
                    }
                }
            </For>
            <TextArea label="What came of it" name="activity[description]" scope="log" rows=3 value=typed("description", "") error=error("description") />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary r#type="submit" busy=action.pending()>"Log it"</Button>
            </div>
        </ActionForm>
    }
}

/// What of the client's is chosen at first.
#[derive(Clone, Default)]
struct Chosen {
    deal: String,
    project: String,
    with: String,
}

/// The client, and the way to another.
#[component]
fn WithClient(begun: RwSignal<(ActivityStart, Chosen)>) -> impl IntoView {
    let choosing = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let name = move || begun.with(|(start, _)| start.client.as_ref().map(|client| client.name.clone()).unwrap_or_default());
    let on_choose = Callback::new(move |client: ClientId| {
        spawn_local(async move {
            match start_activity(Of::All, Some(client), String::new()).await {
                Ok(start) if start.client.is_some() => {
                    _ = begun.try_set((start, Chosen::default()));
                    _ = choosing.try_set(false);
                }
                Ok(_) => {}
                Err(error) => _ = failed.try_set(Some(in_words(&error))),
            }
        });
    });
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        choosing.update(|choosing| *choosing = !*choosing);
    };
    view! {
        <p class="log-client">
            <span class="muted">"With "</span><strong>{name}</strong>" "
            <a href="/activities/new" on:click=toggle>{move || if choosing.get() { "Keep this client" } else { "Another client" }}</a>
        </p>
        {move || choosing.get().then(|| {
            let (value, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
            view! { <ClientField value text likely=Vec::new() autofocus=true error=failed on_choose /> }
        })}
    }
}

/// The kinds that somebody may choose.
pub(crate) fn kinds() -> Vec<(String, String)> {
    let kinds = ActivityType::ALL.iter().filter(|kind| **kind != ActivityType::TaskCompleted);
    kinds.map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect()
}

/// How it can have gone.
pub(crate) fn moods() -> Vec<(String, String)> {
    let moods = Sentiment::ALL.iter().map(|mood| (mood.as_str().to_owned(), mood.label().to_owned()));
    std::iter::once((String::new(), "Not said".to_owned())).chain(moods).collect()
}

/// Things to choose from by their names, or none of them.
pub(crate) fn choices<Id: Display>(none: &str, all: Vec<Named<Id>>) -> Vec<(String, String)> {
    let all = all.into_iter().map(|one| (one.id.to_string(), one.name));
    std::iter::once((String::new(), none.to_owned())).chain(all).collect()
}

/// What it was about, where there is any such thing.
fn about<Id: Display>(
    label: &'static str,
    name: &'static str,
    all: Vec<Named<Id>>,
    value: String,
    error: Signal<Option<String>>,
) -> Option<impl IntoView> {
    (!all.is_empty()).then(|| view! { <SelectField label name scope="log" options=choices("None", all) value error /> })
}

/// Who of theirs took part.
#[component]
fn People(people: Vec<Somebody>, more: bool, checked: String, error: Signal<Option<String>>) -> impl IntoView {
    (!people.is_empty()).then(|| {
        let boxes = people
            .into_iter()
            .map(|person| {
                let id = person.id.to_string();
                let checked = checked.split(' ').any(|held| held == id);
                view! { <PersonBox person scope="log" name="activity[with][]" checked /> }
            })
            .collect_view();
        view! {
            <fieldset class="people-boxes">
                <legend>"Who took part"</legend>
                <div class="people-list">{boxes}</div>
                {more.then(|| view! { <p class="field-hint">"The client has more people than these. Whoever is missing is logged from their own page."</p> })}
                {move || error.get().map(|text| view! { <p class="field-error" role="alert">{text}</p> })}
            </fieldset>
        }
    })
}

/// One person to tick.
#[component]
pub(crate) fn PersonBox(
    /// Who.
    person: Somebody,
    /// Keeps ids apart.
    scope: &'static str,
    /// The name that is posted.
    name: &'static str,
    /// Ticked at first.
    checked: bool,
) -> impl IntoView {
    let id = person.id.to_string();
    let label = match person.job_title {
        Some(title) => format!("{}, {title}", person.name),
        None => person.name,
    };
    view! { <Checkbox label name scope=format!("{scope}-{id}") value=id checked /> }
}
