//! Putting the things of a list in order: by two buttons, which work everywhere, and by dragging with a mouse.

use leptos::ev::DragEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::icon::{Icon, IconName};

/// A list whose things can be dragged. Copies share what is being dragged.
#[derive(Clone, Copy)]
pub struct Reorder {
    dragged: RwSignal<Option<usize>>,
    over: RwSignal<Option<usize>>,
    act: Callback<(usize, usize)>,
}

impl Reorder {
    /// A list of which the thing at one place, counted from 0, was dropped at another.
    #[must_use]
    pub fn new(act: Callback<(usize, usize)>) -> Self {
        Self { dragged: RwSignal::new(None), over: RwSignal::new(None), act }
    }

    /// For `on:dragover` of the thing at this place.
    pub fn over(&self, event: &DragEvent, place: usize) {
        if self.dragged.get_untracked().is_some() {
            event.prevent_default();
            if self.over.get_untracked() != Some(place) {
                self.over.set(Some(place));
            }
        }
    }

    /// For `on:drop` on the thing at this place.
    pub fn dropped(&self, event: &DragEvent, place: usize) {
        if let Some(from) = self.dragged.get_untracked() {
            event.prevent_default();
            self.end();
            if from != place {
                self.act.run((from, place));
            }
        }
    }

    /// The class of the thing at this place: the one that is dragged, or where it would go.
    #[must_use]
    pub fn class(&self, place: usize) -> &'static str {
        match (self.dragged.get(), self.over.get()) {
            (Some(from), _) if from == place => "is-dragged",
            (Some(from), Some(over)) if over == place => {
                if from < place {
                    "is-below"
                } else {
                    "is-above"
                }
            }
            _ => "",
        }
    }

    fn begin(self, event: &DragEvent, place: usize) {
        if let Some(data) = event.data_transfer() {
            data.set_effect_allowed("move");
            // Some browsers begin no drag without anything to carry.
            _ = data.set_data("text/plain", "");
            let grip = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if let Some(thing) = grip.and_then(|grip| grip.closest("li").ok().flatten()) {
                data.set_drag_image(&thing, 12, 12);
            }
        }
        self.dragged.set(Some(place));
    }

    fn end(self) {
        self.dragged.set(None);
        self.over.set(None);
    }
}

/// What a mouse drags a thing by; whoever has no mouse has [`MoveButtons`].
#[component]
pub fn Grip(
    /// The list.
    list: Reorder,
    /// The thing's place in it, from 0.
    #[prop(into)]
    place: Signal<usize>,
) -> impl IntoView {
    view! {
        <span
            class="grip"
            draggable="true"
            aria-hidden="true"
            on:dragstart=move |event| list.begin(&event, place.get_untracked())
            on:dragend=move |_| list.end()
        >
            <Icon name=IconName::Grip />
        </span>
    }
}

/// Two buttons of a form around them that post `to`: the place, counted from 1, that the thing is to have.
#[component]
pub fn MoveButtons(
    /// What is moved; it stands in the buttons' names.
    #[prop(into)]
    thing: Signal<String>,
    /// Their ids are this with `-up` and `-down`.
    #[prop(into)]
    id: String,
    /// Its place, from 0.
    #[prop(into)]
    place: Signal<usize>,
    /// How many there are.
    #[prop(into)]
    count: Signal<usize>,
) -> impl IntoView {
    let button = move |way: &'static str, icon: IconName, id: String, to: Signal<usize>, end: Signal<bool>| {
        let name = move || format!("Move {} {way}", thing.get());
        let why = move || if end.get() { format!("{} stands at the end", thing.get()) } else { name() };
        // At an end there is nowhere to go: the button stays where the focus is, and says why.
        let held = move |event: leptos::ev::MouseEvent| {
            if end.get_untracked() {
                event.prevent_default();
            }
        };
        view! {
            <button
                type="submit"
                class="button is-quiet is-icon is-small"
                id=id
                name="to"
                value=move || to.get().to_string()
                aria-label=name
                title=why
                aria-disabled=move || end.get().then_some("true")
                on:click=held
            >
                <Icon name=icon />
            </button>
        }
    };
    let first = Signal::derive(move || place.get() == 0);
    let last = Signal::derive(move || place.get() + 1 >= count.get());
    view! {
        {button("up", IconName::ArrowUp, format!("{id}-up"), Signal::derive(move || place.get().max(1)), first)}
        {button("down", IconName::ArrowDown, format!("{id}-down"), Signal::derive(move || place.get() + 2), last)}
    }
}
