//! Writing down a call, a meeting, an e-mail or a note.

use super::api::LogActivity;
use super::page::{Page, fault};
use super::parts::{Fold, Refused, Sent, hidden};
use domain::activity::{ActivityType, Sentiment};
use leptos::prelude::*;
use ui::{Button, Checkbox, Field, FieldKind, SelectField, TextArea};

/// The form. Today's date stands in it, so that a call is logged by its subject alone.
#[component]
pub(super) fn Log(
    /// The page.
    page: Page,
) -> impl IntoView {
    let logged = ServerAction::<LogActivity>::new();
    let done = RwSignal::new(0);
    page.after(logged, "activities", move |answer| {
        if answer.is_ok() {
            done.update(|done| *done += 1)
        }
    });
    let refused = fault(logged);
    let error = move |name: &'static str| Signal::derive(move || refused.get().and_then(|fault| fault.of(name)));
    let typed = move |name: &'static str, usual: String| {
        Signal::derive(move || refused.get().and_then(|fault| fault.typed_in(name)).unwrap_or_else(|| usual.clone()))
    };
    let kinds = ActivityType::ALL.iter().filter(|kind| **kind != ActivityType::TaskCompleted);
    let kinds: Vec<_> = kinds.map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
    let moods = Sentiment::ALL.iter().map(|mood| (mood.as_str().to_owned(), mood.label().to_owned()));
    let moods: Vec<_> = std::iter::once((String::new(), "Not said".to_owned())).chain(moods).collect();
    let people = page.part(|deal| deal.stakeholders.iter().map(|person| (person.id, person.name.clone())).collect::<Vec<_>>());
    view! {
        <Fold label="Log an activity" done open=refused.with_untracked(Option::is_some)>
            <Sent action=logged class="form-stack" once=true>
                {hidden("id", page.id)}
                <div class="form-row">
                    <SelectField label="Kind" name="activity[kind]" scope="log" options=kinds value=typed("kind", ActivityType::Call.as_str().to_owned()) error=error("kind") />
                    <Field label="On" name="activity[on]" scope="log" kind=FieldKind::Date value=typed("on", page.today.to_string()) error=error("on") />
                    <Field label="Minutes" name="activity[minutes]" scope="log" kind=FieldKind::Number value=typed("minutes", String::new()) error=error("minutes") />
                    <SelectField label="How it went" name="activity[sentiment]" scope="log" options=moods value=typed("sentiment", String::new()) error=error("sentiment") />
                </div>
                <Field label="What it was about" name="activity[subject]" scope="log" value=typed("subject", String::new()) error=error("subject") required=true />
                {move || {
                    let people = people.get();
                    (!people.is_empty()).then(|| view! {
                        <fieldset class="role-boxes">
                            <legend>"With"</legend>
                            {people.into_iter().map(|(id, name)| view! { <Checkbox label=name name="activity[with][]" scope=format!("log-{id}") value=id.to_string() /> }).collect_view()}
                        </fieldset>
                    })
                }}
                <TextArea label="What came of it" name="activity[description]" scope="log" rows=3 value=typed("description", String::new()) error=error("description") />
                <Button r#type="submit">"Log it"</Button>
                <Refused fault=refused fields=&["kind", "on", "minutes", "sentiment", "subject", "description"] />
            </Sent>
        </Fold>
    }
}
