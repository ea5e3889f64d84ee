//! A line of text with choices that somebody else looks up while it is typed. Without client code it is a text field
//! with the browser's own list of the most likely ones; what was typed is posted either way.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::field::follow;
use crate::field_frame::Frame;
use crate::focus::focus_when_drawn;
use crate::listbox::{Listbox, Suggestion};

/// A labelled line of text with choices found by typing. It posts the text as `name`, and as `value_name` the value of
/// the choice, or nothing where the text is nobody's.
#[component]
pub fn TypeAhead(
    /// The words above.
    #[prop(into)]
    label: String,
    /// The name that the text is posted by.
    #[prop(into)]
    name: String,
    /// The name that the choice's value is posted by.
    #[prop(into)]
    value_name: String,
    /// The text at first.
    #[prop(optional, into)]
    text: String,
    /// The value of the choice in force; cleared as soon as its text is changed.
    chosen: RwSignal<String>,
    /// The choices for the text as it stands.
    #[prop(into)]
    suggestions: Signal<Vec<Suggestion>>,
    /// What the list says where there are none; `None` while they are being looked up.
    #[prop(into)]
    none: Signal<Option<String>>,
    /// Called with each change of the text, and with the text as it is when the list is first opened.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called with the choice that is made.
    #[prop(into)]
    on_choose: Callback<Suggestion>,
    /// Texts that the browser itself offers where no client code runs.
    #[prop(optional)]
    likely: Vec<String>,
    /// One sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The form cannot be sent without it.
    #[prop(optional)]
    required: bool,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// An example, never the only label.
    #[prop(optional, into)]
    placeholder: Option<String>,
) -> impl IntoView {
    let frame = Frame::new(None, &name, label, hint, error, required);
    let (open, typed) = (RwSignal::new(false), RwSignal::new(text.clone()));
    let choose = Callback::new(move |item: Suggestion| {
        open.set(false);
        if !item.adds {
            typed.set(item.words.clone());
            chosen.set(item.value.clone());
        }
        on_choose.run(item);
    });
    let list = Listbox {
        id: StoredValue::new(frame.id.clone()),
        open,
        active: RwSignal::new(0),
        items: suggestions,
        chosen: chosen.into(),
        choose,
        escape: Callback::new(move |()| open.set(false)),
    };
    let typing = Typing { list, typed, chosen, on_input };
    let (node, enhanced) = (NodeRef::<html::Input>::new(), RwSignal::new(false));
    if autofocus {
        focus_when_drawn(node);
    }
    follow(typed.into(), move |text| {
        if let Some(input) = node.get_untracked().filter(|input| input.value() != text) {
            input.set_value(text);
        }
    });
    Effect::new(move |_| {
        // What was typed before the client code came is kept.
        if let Some(now) = node.get_untracked().map(|input| input.value()).filter(|now| *now != typed.get_untracked()) {
            typing.take(now);
        }
        enhanced.set(true);
    });
    let likely_id = format!("{}-likely", frame.id);
    let listed = (!likely.is_empty()).then(|| likely_id.clone());
    let likely = likely.into_iter().map(|words| view! { <option value=words></option> }).collect_view();
    let control = view! {
        <div class="combobox">
            <input
                node_ref=node
                class="input"
                id=frame.id.clone()
                type="text"
                name=name
                value=text
                required=required
                autofocus=autofocus
                autocomplete="off"
                placeholder=placeholder
                // The browser's list and ours would stand over each other.
                list=move || listed.clone().filter(|_| !enhanced.get())
                role=move || enhanced.get().then_some("combobox")
                aria-autocomplete=move || enhanced.get().then_some("list")
                aria-controls=move || enhanced.get().then(|| list.list_id())
                aria-expanded=move || enhanced.get().then(|| if open.get() { "true" } else { "false" })
                aria-activedescendant=move || list.active_id()
                aria-describedby=frame.described_by()
                aria-invalid=frame.invalid()
                on:input=move |event| {
                    typing.take(event_target_value(&event));
                    list.start_over();
                }
                on:click=move |_| typing.look()
                on:blur=move |_| typing.leave()
                on:keydown=move |event| typing.keydown(&event)
            />
            <input type="hidden" name=value_name value=chosen.get_untracked() prop:value=move || chosen.get() />
            <datalist id=likely_id>{likely}</datalist>
            {list.view(none)}
            <span class="visually-hidden" role="status">{move || typing.count()}</span>
        </div>
    };
    frame.around(control)
}

/// What is typed, and what becomes of it.
#[derive(Clone, Copy)]
struct Typing {
    list: Listbox,
    typed: RwSignal<String>,
    chosen: RwSignal<String>,
    on_input: Callback<String>,
}

impl Typing {
    /// A text is nobody's until it is chosen.
    fn take(self, now: String) {
        self.chosen.set(String::new());
        self.typed.set(now.clone());
        self.on_input.run(now);
    }

    /// Opens the list for the text as it stands.
    fn look(self) {
        if !self.list.open.get_untracked() {
            self.on_input.run(self.typed.get_untracked());
            self.list.open.set(true);
        }
    }

    fn keydown(self, event: &KeyboardEvent) {
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") && !self.list.open.get_untracked() {
            event.prevent_default();
            self.look();
        } else {
            self.list.keydown(event);
        }
    }

    /// A whole name that was typed without a look at the list is that choice.
    fn leave(self) {
        // A choice may take the field away, which loses the focus as it goes.
        if self.list.open.try_set(false).is_some() || self.chosen.try_with_untracked(String::is_empty) != Some(true) {
            return;
        }
        let (Some(now), Some(items)) = (self.typed.try_get_untracked(), self.list.items.try_get_untracked()) else { return };
        let now = now.trim().to_lowercase();
        let mut same = items.into_iter().filter(|item| !item.adds && item.words.to_lowercase() == now);
        if let (Some(only), None) = (same.next(), same.next()) {
            self.list.choose.run(only);
        }
    }

    /// Read aloud while the list is open.
    fn count(self) -> String {
        match (self.list.open.get(), self.list.items.with(Vec::len)) {
            (false, _) | (_, 0) => String::new(),
            (true, 1) => "1 choice".to_owned(),
            (true, many) => format!("{many} choices"),
        }
    }
}
