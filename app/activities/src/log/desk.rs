//! Where logging begins: a button beside every page, a link on those that tell of activities, and the key `A`.

use crate::of::Of;
use domain::policy::{Action, Noun};
use firm::Surroundings;
use leptos::ev::{KeyboardEvent, MouseEvent, keydown};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use ui::{Icon, IconName};
use wasm_bindgen::JsCast;

/// The form that stands by on every page.
#[derive(Clone, Copy)]
pub struct LogDesk {
    /// The form is open.
    pub(super) open: RwSignal<bool>,
    /// What it was opened for.
    pub(super) of: RwSignal<Of>,
    /// Counts up with everything that was logged here: pages that tell of it look again.
    pub logged: RwSignal<u32>,
}

impl LogDesk {
    fn new() -> Self {
        Self { open: RwSignal::new(false), of: RwSignal::new(Of::All), logged: RwSignal::new(0) }
    }

    pub(super) fn begin(self, of: Of) {
        self.of.set(of);
        self.open.set(true);
    }
}

/// Makes the form available to everything below.
pub fn provide_log_desk() -> LogDesk {
    let desk = LogDesk::new();
    provide_context(desk);
    desk
}

/// The form provided above; without any, one that nobody sees.
#[must_use]
pub fn use_log_desk() -> LogDesk {
    use_context().unwrap_or_else(LogDesk::new)
}

/// Whether the person may log anything.
fn may_log() -> bool {
    let me = use_context::<Surroundings>().and_then(|around| around.me);
    me.is_some_and(|me| me.actor.may(Action::Create, Noun::Activity))
}

/// Opens the form instead of its page, where nothing else was meant by the click.
fn begin(desk: LogDesk, of: Of, event: &MouseEvent) {
    if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
        event.prevent_default();
        desk.begin(of);
    }
}

fn page(of: Of) -> String {
    if of == Of::All { "/activities/new".to_owned() } else { format!("/activities/new?of={of}") }
}

/// The way to the form on a part of a page.
#[component]
pub(crate) fn LogLink(
    /// What something is to be logged about.
    of: Of,
) -> impl IntoView {
    let desk = use_log_desk();
    view! {
        <a class="button is-small" href=page(of) on:click=move |event| begin(desk, of, &event)>
            <Icon name=IconName::Plus />
            <span>"Log an activity"</span>
        </a>
    }
}

/// The button beside every page, about whatever the page is about; nothing for who may log nothing.
#[component]
pub fn LogButton() -> impl IntoView {
    let desk = use_log_desk();
    let (path, query) = (use_location().pathname, use_query_map());
    // A deal that is open beside the board is what one is at.
    let beside = move || query.read().get("open").and_then(|id| id.parse().ok()).map(Of::Deal);
    let here = Memo::new(move |_| match Of::at(&path.read()) {
        Of::All if path.with(|path| path == "/deals") => beside().unwrap_or_default(),
        of => of,
    });
    let at_form = move || path.with_untracked(|path| path == "/activities/new");
    may_log().then(|| {
        Effect::new(move |_| {
            let heard = window_event_listener(keydown, move |event| {
                if asks_for_it(&event) && !at_form() {
                    event.prevent_default();
                    desk.begin(pointed_at().unwrap_or_else(|| here.get_untracked()));
                }
            });
            on_cleanup(move || heard.remove());
        });
        let click = move |event: MouseEvent| {
            if !at_form() {
                begin(desk, here.get_untracked(), &event);
            }
        };
        view! {
            <a class="button log-button" href=move || page(here.get()) title="Log an activity (A)" aria-keyshortcuts="a" on:click=click>
                <Icon name=IconName::Plus />
                <span class="rail-words">"Log activity"</span>
            </a>
        }
    })
}

/// The bare key, where it is neither typed nor means something else.
fn asks_for_it(event: &KeyboardEvent) -> bool {
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() || event.default_prevented());
    if !plain || !event.key().eq_ignore_ascii_case("a") {
        return false;
    }
    // What is asked over the page comes first, wherever in it the focus went.
    if document().query_selector("dialog[open], :popover-open").ok().flatten().is_some() {
        return false;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let taken = "input, select, textarea, dialog, [contenteditable], [role=listbox], [role=menu], .menu-list";
    target.is_none_or(|target| target.closest(taken).ok().flatten().is_none())
}

/// The deal whose card has the focus.
fn pointed_at() -> Option<Of> {
    let card = document().active_element()?.closest("[data-deal]").ok().flatten()?;
    card.get_attribute("data-deal")?.parse().ok().map(Of::Deal)
}
