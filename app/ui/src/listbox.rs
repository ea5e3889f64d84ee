//! The list under a text box: which choice is active, what the keys do, and how it reads. Shared by the boxes that find
//! by typing.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suggestion {
    /// What is posted for it.
    pub value: String,
    /// What it is called.
    pub words: String,
    /// What tells it from another of the same name.
    pub note: Option<String>,
    /// It stands for something that is not there yet and would be added.
    pub adds: bool,
}

/// The list and its state. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Listbox {
    /// The id of the text box; those of the list and its choices follow from it.
    pub(crate) id: StoredValue<String>,
    pub(crate) open: RwSignal<bool>,
    pub(crate) active: RwSignal<usize>,
    pub(crate) items: Signal<Vec<Suggestion>>,
    /// The value of the choice in force, which carries a mark.
    pub(crate) chosen: Signal<String>,
    pub(crate) choose: Callback<Suggestion>,
    /// `Esc` was pressed.
    pub(crate) escape: Callback<()>,
}

impl Listbox {
    /// Opens it with the first choice active: something was typed.
    pub(crate) fn start_over(self) {
        self.active.set(0);
        self.open.set(true);
    }

    pub(crate) fn list_id(self) -> String {
        self.id.with_value(|id| format!("{id}-list"))
    }

    fn option_id(self, at: usize) -> String {
        self.id.with_value(|id| format!("{id}-option-{at}"))
    }

    fn at(self) -> usize {
        self.active.get().min(self.items.with(Vec::len).saturating_sub(1))
    }

    /// What `aria-activedescendant` says.
    pub(crate) fn active_id(self) -> Option<String> {
        (self.open.get() && self.items.with(|items| !items.is_empty())).then(|| self.option_id(self.at()))
    }

    /// What the arrows, `Enter` and `Esc` do.
    pub(crate) fn keydown(self, event: &KeyboardEvent) {
        let (at, count) = untrack(|| (self.at(), self.items.with(Vec::len)));
        let last = count.saturating_sub(1);
        match (event.key().as_str(), self.open.get_untracked()) {
            ("ArrowDown", true) => self.active.set(if at >= last { 0 } else { at + 1 }),
            ("ArrowUp", true) => self.active.set(if at == 0 { last } else { at - 1 }),
            ("ArrowDown" | "ArrowUp", false) => self.open.set(true),
            // With nothing to choose, Enter is the form's.
            ("Enter", true) if count > 0 => {
                if let Some(item) = self.items.get_untracked().into_iter().nth(at) {
                    self.choose.run(item);
                }
            }
            ("Escape", true) => self.escape.run(()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// The list itself; `none` is what it says while there is nothing to choose.
    pub(crate) fn view(self, none: Signal<Option<String>>) -> impl IntoView {
        Effect::new(move |_| {
            if let Some(option) = self.active_id().and_then(|id| document().get_element_by_id(&id)) {
                let nearest = web_sys::ScrollIntoViewOptions::new();
                nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        });
        let none = move || none.get().filter(|_| self.items.with(Vec::is_empty));
        let hidden = move || !self.open.get() || (self.items.with(Vec::is_empty) && none().is_none());
        view! {
            <ul class="combobox-list" id=self.list_id() role="listbox" hidden=hidden>
                {move || self.items.get().into_iter().enumerate().map(|(at, item)| self.option(at, item)).collect_view()}
                {move || none().map(|words| view! { <li class="combobox-none">{words}</li> })}
            </ul>
        }
    }

    fn option(self, at: usize, item: Suggestion) -> impl IntoView {
        let is_chosen = !item.adds && item.value == self.chosen.get_untracked();
        let Suggestion { words, note, adds, .. } = item.clone();
        view! {
            <li
                class="combobox-option"
                id=self.option_id(at)
                role="option"
                class:is-active=move || self.at() == at
                aria-selected=if is_chosen { "true" } else { "false" }
                // Before the box loses the focus.
                on:pointerdown=move |event| {
                    event.prevent_default();
                    self.choose.run(item.clone());
                }
            >
                {adds.then(|| view! { <Icon name=IconName::Plus /> })}
                <span class="combobox-words">{words}</span>
                {note.map(|note| view! { <span class="combobox-note">{note}</span> })}
                {is_chosen.then(|| view! { <Icon name=IconName::Check /> })}
            </li>
        }
    }
}
