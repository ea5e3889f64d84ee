//! The client of a new deal: found by a few letters, or added on the spot.

use super::api::clients_for_deal;
use super::types::ClientChoice;
use leptos::prelude::*;
use ui::{Checkbox, Suggestion, TypeAhead, asking};

/// What the form knows of its client.
#[derive(Clone, Copy)]
pub(super) struct ChosenClient {
    /// The id that is posted; empty where the text is nobody's.
    pub(super) value: RwSignal<String>,
    /// The client, once one was chosen here.
    pub(super) choice: RwSignal<Option<ClientChoice>>,
    /// The text is the name of a client to be added.
    pub(super) adds: RwSignal<bool>,
}

/// How the field begins.
pub(super) struct Start {
    /// The text.
    pub(super) text: String,
    /// Names for a browser without client code.
    pub(super) likely: Vec<String>,
    /// Whether this person may add clients.
    pub(super) can_found: bool,
    /// The form was refused because nobody is called so: whether to add them is asked, with what that means.
    pub(super) offer: Signal<Option<String>>,
    /// Takes the focus when the page opens.
    pub(super) autofocus: bool,
}

/// The field.
#[component]
pub(super) fn ClientField(chosen: ChosenClient, start: Start, error: Signal<Option<String>>) -> impl IntoView {
    let Start { text, likely, can_found, offer, autofocus } = start;
    let typed = RwSignal::new(text.clone());
    // Whoever takes a choice of the list has answered already.
    let answered_by_list = RwSignal::new(false);
    let asked = move || offer.get().filter(|_| !answered_by_list.get());
    let (ask, answer) = asking(|text: String| clients_for_deal(text));
    // Choices for an earlier text that no longer fit are not offered: Enter would take one of them.
    let found = Memo::new(move |_| {
        let text = typed.get().trim().to_lowercase();
        let choices = answer.get().map(|(_, choices)| choices).unwrap_or_default();
        choices.into_iter().filter(|choice| choice.name.to_lowercase().contains(&text)).collect::<Vec<ClientChoice>>()
    });
    let answered = move || answer.with(|answer| answer.as_ref().is_some_and(|(asked, _)| asked.trim() == typed.get().trim()));
    let suggestions = Signal::derive(move || {
        let text = typed.get().trim().to_owned();
        let found = found.get();
        let named = found.iter().any(|choice| choice.name.to_lowercase() == text.to_lowercase());
        let mut all: Vec<Suggestion> = found.into_iter().map(suggestion).collect();
        if can_found && !text.is_empty() && !named && answered() {
            all.push(Suggestion { value: String::new(), words: format!("Create client “{text}”"), note: None, adds: true });
        }
        all
    });
    let none = Signal::derive(move || answered().then(|| "None of your clients is called that".to_owned()));
    let on_input = Callback::new(move |text: String| {
        if typed.get_untracked() != text {
            chosen.adds.set(false);
            chosen.choice.set(None);
            answered_by_list.set(false);
        }
        typed.set(text.clone());
        ask.run(text);
    });
    let on_choose = Callback::new(move |item: Suggestion| {
        chosen.adds.set(item.adds);
        answered_by_list.set(true);
        if !item.adds {
            typed.set(item.words);
            chosen.choice.set(found.get_untracked().into_iter().find(|choice| choice.id.to_string() == item.value));
        }
    });
    let post = move || match asked() {
        Some(hint) => {
            let checked = chosen.adds.get_untracked();
            let on_change = Callback::new(move |ticked| chosen.adds.set(ticked));
            view! { <Checkbox label="Add it as a new client" name="deal[new_client]" checked hint on_change /> }.into_any()
        }
        None => {
            let value = move || if chosen.adds.get() { "true" } else { "" };
            view! { <input type="hidden" name="deal[new_client]" value="" prop:value=value /> }.into_any()
        }
    };
    view! {
        <div class="is-wide">
            <TypeAhead
                label="Client"
                name="deal[client_name]"
                value_name="deal[client]"
                text
                chosen=chosen.value
                suggestions
                none
                on_input
                on_choose
                likely
                error
                required=true
                autofocus
                placeholder="A few letters of its name"
            />
            {post}
            <p class="field-hint" role="status">
                {move || (asked().is_none() && chosen.adds.get()).then_some("A new client, added together with the deal.")}
            </p>
        </div>
    }
}

fn suggestion(choice: ClientChoice) -> Suggestion {
    Suggestion { value: choice.id.to_string(), words: choice.name, note: choice.industry, adds: false }
}
