//! A client that something is added to, found by a few letters.

use crate::api::choose_client;
use crate::types::ClientChoice;
use domain::id::ClientId;
use leptos::prelude::*;
use ui::{Suggestion, TypeAhead, asking};

/// The field. `client` posts the id of the one that was chosen, and nothing where the text is nobody's; `client_name` the text.
#[component]
pub fn ClientField(
    /// The id of the one that was chosen.
    value: RwSignal<String>,
    /// What stands in the field.
    text: RwSignal<String>,
    /// Names for a browser without client code.
    likely: Vec<String>,
    /// Takes the focus when the page opens.
    autofocus: bool,
    /// What is wrong, if anything.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Called with the one that is chosen.
    #[prop(optional, into)]
    on_choose: Option<Callback<ClientId>>,
) -> impl IntoView {
    let (ask, answer) = asking(|text: String| choose_client(text));
    // Choices for an earlier text that no longer fit are not offered: Enter would take one of them.
    let suggestions = Signal::derive(move || {
        let text = text.get().trim().to_lowercase();
        let found: Vec<ClientChoice> = answer.get().map(|(_, found)| found).unwrap_or_default();
        let fits = found.into_iter().filter(|choice| choice.name.to_lowercase().contains(&text));
        let words =
            |choice: ClientChoice| Suggestion { value: choice.id.to_string(), words: choice.name, note: choice.industry, adds: false };
        fits.map(words).collect::<Vec<_>>()
    });
    let answered = move || answer.with(|answer| answer.as_ref().is_some_and(|(asked, _)| asked.trim() == text.get().trim()));
    let none = Signal::derive(move || answered().then(|| "None of your clients is called that".to_owned()));
    let on_input = Callback::new(move |typed: String| {
        text.set(typed.clone());
        ask.run(typed);
    });
    let on_choose = Callback::new(move |item: Suggestion| {
        text.set(item.words);
        if let (Some(act), Ok(id)) = (on_choose, item.value.parse()) {
            act.run(id);
        }
    });
    view! {
        <TypeAhead
            label="Client"
            name="client_name"
            value_name="client"
            text=text.get_untracked()
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
