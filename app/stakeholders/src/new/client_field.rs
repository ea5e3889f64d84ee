//! The client of somebody new, found by a few letters.

use crate::api::clients_for_stakeholder;
use crate::types::ClientChoice;
use leptos::prelude::*;
use ui::{Suggestion, TypeAhead, asking};

/// The field. `value` holds the id that is posted; it is empty where the text is nobody's.
#[component]
pub(super) fn ClientField(
    value: RwSignal<String>,
    text: String,
    likely: Vec<String>,
    autofocus: bool,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(text.clone());
    let (ask, answer) = asking(|text: String| clients_for_stakeholder(text));
    // Choices for an earlier text that no longer fit are not offered: Enter would take one of them.
    let suggestions = Signal::derive(move || {
        let text = typed.get().trim().to_lowercase();
        let found: Vec<ClientChoice> = answer.get().map(|(_, found)| found).unwrap_or_default();
        let fits = found.into_iter().filter(|choice| choice.name.to_lowercase().contains(&text));
        let words =
            |choice: ClientChoice| Suggestion { value: choice.id.to_string(), words: choice.name, note: choice.industry, adds: false };
        fits.map(words).collect::<Vec<_>>()
    });
    let answered = move || answer.with(|answer| answer.as_ref().is_some_and(|(asked, _)| asked.trim() == typed.get().trim()));
    let none = Signal::derive(move || answered().then(|| "None of your clients is called that".to_owned()));
    let on_input = Callback::new(move |text: String| {
        typed.set(text.clone());
        ask.run(text);
    });
    let on_choose = Callback::new(move |item: Suggestion| typed.set(item.words));
    view! {
        <TypeAhead
            label="Client"
            name="client_name"
            value_name="client"
            text
            chosen=value
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
    }
}
