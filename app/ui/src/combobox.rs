//! A choice from a long list, found by typing. The server renders a native `<select>`, which stays in the form as the
//! one that posts; the client code hides it and puts a text box with a list of matches before it.

use leptos::html;
use leptos::prelude::*;

use crate::field::follow;
use crate::field_frame::Frame;
use crate::icon::{Icon, IconName};
use crate::listbox::{Listbox, Suggestion};
use crate::select::option_list;

/// How many matches are listed; the rest are found by typing on.
const LISTED: usize = 50;

/// The state that the parts share.
#[derive(Clone, Copy)]
struct State {
    options: StoredValue<Vec<(String, String)>>,
    chosen: RwSignal<String>,
    typed: RwSignal<Option<String>>,
    on_change: Option<Callback<String>>,
}

impl State {
    fn words(self) -> String {
        let chosen = self.chosen.get();
        self.options
            .with_value(|options| options.iter().find(|(value, _)| *value == chosen).map(|(_, words)| words.clone()).unwrap_or_default())
    }

    fn matches(self) -> Vec<Suggestion> {
        let typed = self.typed.get().unwrap_or_default();
        let found = self.options.with_value(|options| matching(options, &typed));
        found.into_iter().map(|(value, words)| Suggestion { value, words, ..Suggestion::default() }).collect()
    }

    fn choose(self, value: String) {
        self.typed.set(None);
        if self.chosen.get_untracked() != value {
            self.chosen.set(value.clone());
            if let Some(act) = self.on_change {
                act.run(value);
            }
        }
    }
}

/// The options whose words hold every typed word, in any order; those that begin with the text come first.
fn matching(options: &[(String, String)], typed: &str) -> Vec<(String, String)> {
    let typed = typed.trim().to_lowercase();
    let parts: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(bool, &(String, String))> = options
        .iter()
        .map(|option| (option.1.to_lowercase(), option))
        .filter(|(words, _)| parts.iter().all(|part| words.contains(part)))
        .map(|(words, option)| (!words.starts_with(&typed), option))
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().take(LISTED).map(|(_, option)| option.clone()).collect()
}

/// A labelled choice that is found by typing. `options` are pairs of posted value and shown words.
#[component]
pub fn Combobox(
    /// The words above.
    #[prop(into)]
    label: String,
    /// The name posted with the form.
    #[prop(into)]
    name: String,
    /// Posted value and shown words, in order.
    options: Vec<(String, String)>,
    /// Keeps the ids apart where the same name stands twice on a page.
    #[prop(optional, into)]
    scope: Option<String>,
    /// The chosen value.
    #[prop(optional, into)]
    value: Signal<String>,
    /// One sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The form cannot be sent without it.
    #[prop(optional)]
    required: bool,
    /// Called with the newly chosen value.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let frame = Frame::new(scope.as_deref(), &name, label, hint, error, required);
    let first = value.get_untracked();
    let state =
        State { options: StoredValue::new(options.clone()), chosen: RwSignal::new(first.clone()), typed: RwSignal::new(None), on_change };
    follow(value, move |now| state.chosen.set(now.to_owned()));
    let enhanced = RwSignal::new(false);
    let node = NodeRef::<html::Select>::new();
    // What was chosen before the client code came is kept.
    Effect::new(move |_| {
        if let Some(select) = node.get_untracked() {
            state.chosen.set(select.value());
        }
        enhanced.set(true);
    });
    Effect::new(move |_| {
        let chosen = state.chosen.get();
        if let Some(select) = node.get_untracked() {
            select.set_value(&chosen);
        }
    });
    let id = StoredValue::new(frame.id.clone());
    let native_id = move || id.with_value(|id| if enhanced.get() { format!("{id}-native") } else { id.clone() });
    let described = StoredValue::new(frame.described_by());
    let invalid = StoredValue::new(frame.invalid());
    let control = view! {
        <div class="combobox">
            <select
                node_ref=node
                class="input select"
                id=native_id
                name=name
                // A hidden control that is required would stop the form without a word.
                required=move || required && !enhanced.get()
                hidden=move || enhanced.get()
                aria-describedby=move || described.with_value(|read| read())
                aria-invalid=move || invalid.with_value(|read| read())
            >
                {option_list(options, &first)}
            </select>
            <Show when=move || enhanced.get()>
                <TypedBox
                    state=state
                    id=id
                    required=required
                    described=Signal::derive(move || described.with_value(|read| read()))
                    invalid=Signal::derive(move || invalid.with_value(|read| read()))
                />
            </Show>
        </div>
    };
    frame.around(control)
}

#[component]
fn TypedBox(
    state: State,
    id: StoredValue<String>,
    required: bool,
    described: Signal<Option<String>>,
    invalid: Signal<Option<&'static str>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let leave = move || {
        state.typed.set(None);
        open.set(false);
    };
    let list = Listbox {
        id,
        open,
        active: RwSignal::new(0),
        items: Memo::new(move |_| state.matches()).into(),
        chosen: state.chosen.into(),
        choose: Callback::new(move |item: Suggestion| {
            open.set(false);
            state.choose(item.value);
        }),
        escape: Callback::new(move |()| leave()),
    };
    let input = move |event| {
        state.typed.set(Some(event_target_value(&event)));
        list.start_over();
    };
    view! {
        <input
            class="input"
            id=id.get_value()
            type="text"
            role="combobox"
            autocomplete="off"
            required=required
            aria-autocomplete="list"
            aria-controls=list.list_id()
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-activedescendant=move || list.active_id()
            aria-describedby=move || described.get()
            aria-invalid=move || invalid.get()
            prop:value=move || state.typed.get().unwrap_or_else(|| state.words())
            on:input=input
            on:click=move |_| open.set(true)
            on:blur=move |_| leave()
            on:keydown=move |event| list.keydown(&event)
        />
        <Icon name=IconName::ChevronDown />
        {list.view(Signal::stored(Some("Nothing matches".to_owned())))}
    }
}

#[cfg(test)]
mod tests {
    use super::matching;

    fn found(typed: &str) -> Vec<String> {
        let options: Vec<(String, String)> =
            ["Anna Berg", "Berta Annan", "Carl Öst"].iter().enumerate().map(|(at, words)| (at.to_string(), (*words).to_owned())).collect();
        matching(&options, typed).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn typing_finds_words_in_any_order() {
        assert_eq!(found(""), ["Anna Berg", "Berta Annan", "Carl Öst"]);
        assert_eq!(found("berg an"), ["Anna Berg"]);
        assert_eq!(found("BER"), ["Berta Annan", "Anna Berg"]);
        assert_eq!(found("öst"), ["Carl Öst"]);
        assert!(found("x").is_empty());
    }
}
