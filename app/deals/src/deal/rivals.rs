//! Who else is in the deal: how they stand in it and what we know of that.

use super::api::{AddRival, EditRival, RemoveRival, add_rival, edit_rival};
use super::finder::{Finder, found_button};
use super::page::{Page, brought_back, fault, way_back};
use super::parts::{Fold, Part, Refused, Sent, hidden};
use super::types::{Findable, Found, Rival, RivalField};
use domain::competitor::CompetitorStatus;
use domain::id::CompetitorId;
use firm::in_words;
use leptos::prelude::*;
use ui::{Badge, Icon, IconName, InPlace, Kept, Saving, ToastKind, Tone, use_toasts};

/// The competitors by name.
#[component]
pub(super) fn Competitors(
    /// The page.
    page: Page,
) -> impl IntoView {
    let added = ServerAction::<AddRival>::new();
    let done = RwSignal::new(0);
    page.after(added, "competitors", move |answer| {
        if answer.is_ok() {
            done.update(|done| *done += 1)
        }
    });
    let ids = page.part(|deal| deal.rivals.iter().map(|rival| rival.id).collect::<Vec<_>>());
    let can_edit = page.now(|deal| deal.card.can_move);
    let kept_on = brought_back::<RemoveRival>();
    let item = Callback::new(move |found: Found| {
        view! {
            <Sent action=added>
                {hidden("id", page.id)}
                <input type="hidden" name="competitor" value=found.id.clone() />
                {found_button(&found, "Add")}
            </Sent>
        }
        .into_any()
    });
    let none = Callback::new(move |text: String| {
        if text.trim().is_empty() {
            return view! { <p class="muted finder-none">"Every competitor that we know is in this deal. Type the name of a new one."</p> }
                .into_any();
        }
        view! {
            <Sent action=added once=true>
                {hidden("id", page.id)}
                <input type="hidden" name="name" value=text.clone() />
                <button type="submit" class="finder-item"><span>{format!("Add “{}” as a new competitor", text.trim())}</span></button>
            </Sent>
        }
        .into_any()
    });
    view! {
        <Part id="competitors" title="Competitors">
            {move || ids.with(Vec::is_empty).then(|| view! { <p class="muted">"None is known. Doing nothing is one too."</p> })}
            <ul class="rivals">
                <For each=move || ids.get() key=|id| *id let:id>
                    <Line id page can_edit />
                </For>
            </ul>
            <Refused fault=fault(added) />
            <Refused fault=kept_on />
            {can_edit.then(|| view! {
                <Fold label="Add a competitor" done open=page.sought(Findable::Competitor, "competitors").is_some()>
                    <Finder page what=Findable::Competitor place="competitors".to_owned() part="competitors" label="Find a competitor by name" item none />
                </Fold>
            })}
        </Part>
    }
}

#[component]
fn Line(id: CompetitorId, page: Page, can_edit: bool) -> impl IntoView {
    let rival = page.part(move |deal| deal.rivals.iter().find(|rival| rival.id == id).cloned());
    let Some(first) = rival.get_untracked() else { return ().into_any() };
    let kept = |of: fn(&Rival) -> String| {
        Signal::derive(move || {
            rival.with(|rival| rival.as_ref().map(|rival| Kept { text: of(rival), version: rival.version }).unwrap_or_default())
        })
    };
    let status = kept(|rival| rival.status.as_str().to_owned());
    let notes = kept(|rival| rival.notes.clone());
    let name = first.name;
    let whose = name.clone();
    let toasts = use_toasts();
    let removed = ServerAction::<RemoveRival>::new();
    let gone = name.clone();
    page.after(removed, "competitors", move |answer| match answer {
        Ok(()) => {
            // What it said is still known here: the page looks again afterwards.
            let (status, notes) = (status.get_untracked().text.parse().ok(), notes.get_untracked().text);
            let back = way_back(page, toasts, move || {
                let added = add_rival(page.id, Some(id), String::new(), status, notes.clone());
                async move { added.await.map(drop) }
            });
            _ = toasts.push(ToastKind::Info, format!("{gone} is not in this deal any more."), Some(back));
        }
        Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
    });
    view! {
        <li class="rival" id=format!("rival-{id}")>
            <div class="rival-head">
                <a href=format!("/competitors/{id}")>{name.clone()}</a>
                <Place id page field=RivalField::Status kept=status can_edit name=name.clone() />
                {can_edit.then(|| view! {
                    <Sent action=removed>
                        {hidden("id", page.id)}
                        {hidden("competitor", id)}
                        <button type="submit" class="button is-quiet is-icon" aria-label=format!("Take {name} out of this deal") title="Take out of the deal">
                            <Icon name=IconName::X />
                        </button>
                    </Sent>
                })}
            </div>
            <Place id page field=RivalField::Notes kept=notes can_edit name=whose />
        </li>
    }
    .into_any()
}

/// The tone of a status, seen from us.
const fn tone(status: CompetitorStatus) -> Tone {
    match status {
        CompetitorStatus::Active => Tone::Warn,
        CompetitorStatus::Displaced => Tone::Good,
        CompetitorStatus::LostTo => Tone::Bad,
    }
}

#[component]
fn Place(id: CompetitorId, page: Page, field: RivalField, #[prop(into)] kept: Signal<Kept>, can_edit: bool, name: String) -> impl IntoView {
    let save = Callback::new(move |typed: Kept| -> Saving {
        Box::pin(async move {
            let saved = edit_rival(page.id, id, field, typed.text, typed.version).await;
            page.refresh().await;
            saved.map(drop)
        })
    });
    let display = Callback::new(move |text: String| match (field, text.parse::<CompetitorStatus>()) {
        (RivalField::Status, Ok(status)) => view! { <Badge tone=tone(status)>{status.label()}</Badge> }.into_any(),
        _ if text.is_empty() => view! { <span class="muted">"No notes"</span> }.into_any(),
        _ => text.into_any(),
    });
    let options = match field {
        RivalField::Status => CompetitorStatus::ALL.iter().map(|status| (status.as_str().to_owned(), status.label().to_owned())).collect(),
        RivalField::Notes => Vec::new(),
    };
    let label = match field {
        RivalField::Status => format!("Status of {name}"),
        RivalField::Notes => format!("Notes on {name}"),
    };
    let hidden = [("id", page.id.to_string()), ("competitor", id.to_string()), ("field", field.as_str().to_owned())];
    let hidden: Vec<_> = hidden.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let failed = ServerAction::<EditRival>::new().value().get_untracked().and_then(Result::err);
    view! {
        <InPlace
            label
            place=format!("{id}-{}", field.as_str())
            kept
            display
            page=page.href()
            edit=page.edit()
            action_url="/api/edit_rival"
            hidden
            failed
            can_edit
            multiline=field == RivalField::Notes
            options
            save
        />
    }
}
