//! Where the keyboard stands when a page is drawn anew: what had the focus has gone with the old drawing, and whoever uses the
//! keyboard goes on from the same control of the new one, not from the top.

use leptos::ev::focusin;
use leptos::prelude::{WindowListenerHandle, document, set_timeout, window_event_listener};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use ui::focus_nowhere;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How often it is looked whether the new drawing is there, and for how long.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: u32 = 80;
/// For how many looks a control may be missing before it counts as gone for good.
const PATIENCE: u32 = 8;

/// What a control is told from others by, in the old drawing and in the new one.
const TOLD_BY: [&str; 6] = ["id", "href", "name", "value", "aria-label", "type"];

/// A control that has the focus, as another drawing of the page would have it too.
struct Place {
    here: Element,
    tag: String,
    told: Vec<Option<String>>,
    /// The head of the part that it stands in, which takes the focus from what has gone for good.
    head: Option<String>,
}

impl Place {
    /// The place of a control of the page; the place of the skip link is none.
    fn of(here: Element) -> Option<Self> {
        let within = here.id() != "main" && here.closest("#main").ok().flatten().is_some();
        let head = here.closest("section").ok().flatten().and_then(|part| part.query_selector("h2[tabindex][id]").ok().flatten());
        let head = head.map(|head| head.id());
        within.then(|| Self { tag: here.tag_name(), told: marks(&here), head, here })
    }
}

/// Remembers where the keyboard stands, and goes back there once what stood there is gone.
pub(super) fn keep() {
    let place = Rc::new(RefCell::new(document().active_element().and_then(Place::of)));
    // Until the new drawing is there, the person goes on in the old one.
    let moved = Rc::clone(&place);
    let heard = window_event_listener(focusin, move |event| {
        let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(now) = on.and_then(Place::of) {
            *moved.borrow_mut() = Some(now);
        }
    });
    watch(place, heard, LOOKS, 0);
}

fn marks(element: &Element) -> Vec<Option<String>> {
    TOLD_BY.iter().map(|name| element.get_attribute(name)).collect()
}

fn watch(place: Rc<RefCell<Option<Place>>>, heard: WindowListenerHandle, looks: u32, missed: u32) {
    let Some(left) = looks.checked_sub(1) else { return heard.remove() };
    set_timeout(
        move || {
            // Whoever went elsewhere meanwhile is left there.
            let lost = place.borrow().as_ref().is_some_and(|place| !place.here.is_connected()) && focus_nowhere();
            let missed = if lost { missed + 1 } else { 0 };
            let next = place.borrow().as_ref().filter(|_| lost).and_then(|place| {
                let head = || document().get_element_by_id(place.head.as_ref()?)?.dyn_into().ok();
                same(place).or_else(|| if missed > PATIENCE { head() } else { None })
            });
            match next {
                Some(next) => {
                    heard.remove();
                    _ = next.focus();
                }
                None => watch(place, heard, left, missed),
            }
        },
        LOOK,
    );
}

fn same(place: &Place) -> Option<HtmlElement> {
    let all = document().query_selector_all(&format!("#main {}", place.tag.to_ascii_lowercase())).ok()?;
    let all = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    all.into_iter().find(|element| marks(element) == place.told)?.dyn_into().ok()
}
