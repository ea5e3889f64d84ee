//! A choice from a long list, found by typing. The server renders a native `<select>`, which stays in the form as the
//! one that posts; the client code hides it and puts a text box with a list of matches before it.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::field::follow;
use crate::field_frame::Frame;
use crate::icon::{Icon, IconName};
use crate::select::option_list;

/// How many matches are listed; the rest are found by typing on.
const LISTED: usize = 50;

/// The state that the parts share.
#[derive(Clone, Copy)]
struct State {
    options: StoredValue<Vec<(String, String)>>,
    chosen: RwSignal<String>,
    typed: RwSignal<Option<String>>,
    open: RwSignal<bool>,
    active: RwSignal<usize>,
    on_change: Option<Callback<String>>,
}

impl State {
    fn words(self) -> String {
        let chosen = self.chosen.get();
        self.options
            .with_value(|options| options.iter().find(|(value, _)| *value == chosen).map(|(_, words)| words.clone()).unwrap_or_default())
    }

    fn matches(self) -> Vec<(String, String)> {
        let typed = self.typed.get().unwrap_or_default();
        self.options.with_value(|options| matching(options, &typed))
    }

    fn choose(self, value: String) {
        self.typed.set(None);
        self.open.set(false);
        if self.chosen.get_untracked() != value {
            self.chosen.set(value.clone());
            if let Some(act) = self.on_change {
                act.run(value);
            }
        }
    }

    fn keydown(self, event: &KeyboardEvent) {
        let matches = untrack(|| self.matches());
        let last = matches.len().saturating_sub(1);
        let open = self.open.get_untracked();
        let at = self.active.get_untracked().min(last);
        match event.key().as_str() {
            "ArrowDown" if open => self.active.set(if at >= last { 0 } else { at + 1 }),
            "ArrowUp" if open => self.active.set(if at == 0 { last } else { at - 1 }),
            "ArrowDown" | "ArrowUp" => self.open.set(true),
            "Enter" if open => {
                if let Some((value, _)) = matches.into_iter().nth(at) {
                    self.choose(value);
                }
            }
            "Escape" if open => {
                self.typed.set(None);
                self.open.set(false);
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
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
    let state = State {
        options: StoredValue::new(options.clone()),
        chosen: RwSignal::new(first.clone()),
        typed: RwSignal::new(None),
        open: RwSignal::new(false),
        active: RwSignal::new(0),
        on_change,
    };
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
    let list_id = move || id.with_value(|id| format!("{id}-list"));
    let option_id = move |at: usize| id.with_value(|id| format!("{id}-option-{at}"));
    let count = Memo::new(move |_| state.matches().len());
    let active = move || state.active.get().min(count.get().saturating_sub(1));
    let active_id = move || (state.open.get() && count.get() > 0).then(|| option_id(active()));
    Effect::new(move |_| {
        if let Some(option) = active_id().and_then(|id| document().get_element_by_id(&id)) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    let input = move |event| {
        state.typed.set(Some(event_target_value(&event)));
        state.active.set(0);
        state.open.set(true);
    };
    let leave = move |_| {
        state.typed.set(None);
        state.open.set(false);
    };
    let option = move |(at, (value, words)): (usize, (String, String))| {
        let is_chosen = value == state.chosen.get_untracked();
        view! {
            <li
                class="combobox-option"
                id=option_id(at)
                role="option"
                class:is-active=move || active() == at
                aria-selected=if is_chosen { "true" } else { "false" }
                // Before the box loses the focus.
                on:pointerdown=move |event| {
                    event.prevent_default();
                    state.choose(value.clone());
                }
            >
                <span>{words}</span>
                {is_chosen.then(|| view! { <Icon name=IconName::Check /> })}
            </li>
        }
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
            aria-controls=list_id
            aria-expanded=move || if state.open.get() { "true" } else { "false" }
            aria-activedescendant=active_id
            aria-describedby=move || described.get()
            aria-invalid=move || invalid.get()
            prop:value=move || state.typed.get().unwrap_or_else(|| state.words())
            on:input=input
            on:click=move |_| state.open.set(true)
            on:blur=leave
            on:keydown=move |event| state.keydown(&event)
        />
        <Icon name=IconName::ChevronDown />
        <ul class="combobox-list" id=list_id role="listbox" hidden=move || !state.open.get()>
            {move || state.matches().into_iter().enumerate().map(option).collect_view()}
            {move || (count.get() == 0).then(|| view! { <li class="combobox-none">"Nothing matches"</li> })}
        </ul>
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
