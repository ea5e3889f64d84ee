//! Who of us owns the relationship with a person: seen, given and taken on their page.

use crate::api::{SetOwner, set_owner};
use domain::id::StakeholderId;
use firm::{Person, in_words};
use leptos::ev::SubmitEvent;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use ui::{Avatar, Button, ButtonKind, IconName, SelectField, ToastKind, focus_lost, use_toasts};

/// The owners, and for who may change them, the ways to do so.
#[component]
pub(crate) fn Owners(
    /// With whom the relationship is.
    id: StakeholderId,
    /// Who owns it.
    owners: Vec<Person>,
    /// Who may come to own it; nobody where the person may not change that.
    candidates: Vec<Person>,
) -> impl IntoView {
    let given = ServerAction::<SetOwner>::new();
    let held = RwSignal::new(owners);
    let known = StoredValue::new(candidates.clone());
    let toasts = use_toasts();
    let asked = StoredValue::new(None);
    Effect::new(move |_| {
        if let Some(input) = given.input().get() {
            asked.set_value(Some(input.user));
        }
    });
    Effect::new(move |before: Option<usize>| {
        let version = given.version().get();
        if before.is_some_and(|before| before != version) {
            match given.value().get_untracked() {
                Some(Ok(())) => {
                    let person = known.with_value(|known| known.iter().find(|one| Some(one.id) == asked.get_value()).cloned());
                    held.update(|held| {
                        held.extend(person.filter(|person| held.iter().all(|one| one.id != person.id)));
                        held.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
                    });
                }
                Some(Err(error)) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
                None => {}
            }
        }
        version
    });
    let refused = given.value().get_untracked().and_then(Result::err);
    let may = !candidates.is_empty();
    let free = move || {
        let held = held.get();
        let free =
            known.with_value(|known| known.iter().filter(|one| held.iter().all(|held| held.id != one.id)).cloned().collect::<Vec<_>>());
        free.into_iter().map(|one| (one.id.to_string(), format!("{}, {}", one.name, one.job_title))).collect::<Vec<_>>()
    };
    view! {
        <section class="panel owners" aria-labelledby="owners">
            <h2 id="owners" tabindex="-1">"Relationship owners"</h2>
            {refused.map(|error| view! { <p class="notice tone-bad" role="alert">{in_words(&error)}</p> })}
            {move || held.with(Vec::is_empty).then(|| view! { <p class="muted">"Nobody of us owns this relationship."</p> })}
            <ul class="people">
                <For each=move || held.get() key=|person| person.id let:person>
                    <Owner id person held may />
                </For>
            </ul>
            {may.then(|| view! {
                <ActionForm action=given attr:class="owner-form">
                    <input type="hidden" name="id" value=id.to_string() />
                    <input type="hidden" name="owns" value="true" />
                    {move || view! { <SelectField label="Who is to own it too" name="user" options=free() /> }}
                    <Button r#type="submit" busy=given.pending()>"Make owner"</Button>
                </ActionForm>
            })}
        </section>
    }
}

#[component]
fn Owner(id: StakeholderId, person: Person, held: RwSignal<Vec<Person>>, may: bool) -> impl IntoView {
    let toasts = use_toasts();
    let (user, name) = (person.id, person.name.clone());
    let back = StoredValue::new(person.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.clone();
        let person = back.get_value();
        spawn_local(async move {
            match set_owner(id, user, false).await {
                Ok(()) => {
                    let undo = toasts.offer("Undo", move || {
                        let person = person.clone();
                        spawn_local(async move {
                            match set_owner(id, user, true).await {
                                Ok(()) => _ = held.try_update(|held| held.push(person)),
                                Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
                            }
                        });
                    });
                    _ = toasts.push(ToastKind::Good, format!("{name} does not own this relationship any more."), Some(undo));
                    _ = held.try_update(|held| held.retain(|one| one.id != user));
                    focus_lost("#owners");
                }
                Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
            }
        });
    };
    let label = format!("{} does not own it any more", person.name);
    view! {
        <li class="person-item">
            <Avatar name=person.name.clone() beside_name=true />
            <div class="person-words">
                <div class="person-name"><a href=person.href()>{person.name.clone()}</a></div>
                <div class="muted">{person.job_title}</div>
            </div>
            {may.then(|| view! {
                <form method="post" action=SetOwner::url() on:submit=submit>
                    <input type="hidden" name="id" value=id.to_string() />
                    <input type="hidden" name="user" value=user.to_string() />
                    <Button r#type="submit" kind=ButtonKind::Quiet icon=IconName::X label />
                </form>
            })}
        </li>
    }
}
