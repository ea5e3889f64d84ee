//! Who of theirs took part.

use crate::api::{SetParticipants, set_participants};
use crate::log::PersonBox;
use crate::types::{ActivityDetail, Named};
use domain::id::StakeholderId;
use firm::in_words;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stakeholders::Somebody;
use ui::{Button, ToastKind, use_toasts};

/// Who took part, and for who may change that, the boxes to tick.
#[component]
pub(crate) fn Participants(
    /// The activity.
    activity: ActivityDetail,
) -> impl IntoView {
    let (row, people) = (activity.happening, activity.around.people);
    let id = row.id;
    let held = RwSignal::new(row.with.iter().map(|person| person.id).collect::<Vec<_>>());
    let known = people.iter().map(|person| Named { id: person.id, name: person.name.clone() }).chain(row.with).collect::<Vec<_>>();
    // In the order of names, each once.
    let named = move |held: &[StakeholderId]| {
        let mut named: Vec<_> = known.iter().filter(|person| held.contains(&person.id)).cloned().collect();
        named.sort_by_key(|person| (person.name.to_lowercase(), person.id));
        named.dedup();
        named
    };
    let said = ServerAction::<SetParticipants>::new();
    let toasts = use_toasts();
    let sent = StoredValue::new((Vec::new(), Vec::new()));
    Effect::new(move |_| {
        if let Some(input) = said.input().get() {
            sent.set_value((input.with, input.held));
        }
    });
    Effect::new(move |before: Option<usize>| {
        let version = said.version().get();
        if before.is_some_and(|before| before != version) {
            match said.value().get_untracked() {
                Some(Ok(())) => {
                    let (with, before) = sent.get_value();
                    held.set(with.clone());
                    let back = toasts.offer("Undo", move || {
                        let (with, before) = (with.clone(), before.clone());
                        spawn_local(async move {
                            match set_participants(id, before.clone(), with).await {
                                Ok(()) => _ = held.try_set(before),
                                Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
                            }
                        });
                    });
                    _ = toasts.push(ToastKind::Good, "Who took part is kept.", Some(back));
                }
                Some(Err(error)) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
                None => {}
            }
        }
        version
    });
    let refused = said.value().get_untracked().and_then(Result::err);
    let boxes = (row.can_edit && !people.is_empty()).then(|| {
        let each = move || [(held.get(), people.clone())];
        view! {
            <ActionForm action=said attr:class="form-stack">
                <input type="hidden" name="id" value=id.to_string() />
                // A box that somebody has ticked follows nothing: with other people, or others who took part, all are new.
                <For each key=|(held, people)| (held.clone(), people.iter().map(|one| one.id).collect::<Vec<_>>()) let:known>
                    <Boxes held=known.0 people=known.1 />
                </For>
                <div class="form-actions"><Button r#type="submit" busy=said.pending()>"Keep who took part"</Button></div>
            </ActionForm>
        }
    });
    view! {
        <section class="panel" aria-labelledby="with">
            <h2 id="with" tabindex="-1">"Who took part"</h2>
            {move || view! { <Names people=named(&held.get()) /> }}
            {refused.map(|error| view! { <p class="notice tone-bad" role="alert">{in_words(&error)}</p> })}
            {boxes}
        </section>
    }
}

/// The boxes, and who was held to have taken part when they were drawn.
#[component]
fn Boxes(held: Vec<StakeholderId>, people: Vec<Somebody>) -> impl IntoView {
    let boxes = people
        .into_iter()
        .map(|person| {
            let checked = held.contains(&person.id);
            view! { <PersonBox person scope="with" name="with[]" checked /> }
        })
        .collect_view();
    view! {
        {held.into_iter().map(|id| view! { <input type="hidden" name="held[]" value=id.to_string() /> }).collect_view()}
        <fieldset class="people-boxes">
            <legend class="visually-hidden">"Who took part"</legend>
            <div class="people-list">{boxes}</div>
        </fieldset>
    }
}

#[component]
fn Names(people: Vec<Named<StakeholderId>>) -> impl IntoView {
    if people.is_empty() {
        return view! { <p class="muted">"Nobody of theirs was named."</p> }.into_any();
    }
    let last = people.len() - 1;
    let links = people.into_iter().enumerate();
    let links = links
        .map(|(at, person)| view! { <a href=format!("/stakeholders/{}", person.id)>{person.name}</a>{(at < last).then_some(", ")} })
        .collect_view();
    view! { <p>{links}</p> }.into_any()
}
