//! Where the keyboard stands when a page is drawn anew: what had the focus has gone with the old drawing, and whoever uses the
//! keyboard goes on from the same control of the new one, not from the top.

use leptos::prelude::{document, set_timeout};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How often it is looked whether the new drawing is there, and for how long.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: u32 = 80;

/// What a control is told from others by, in the old drawing and in the new one.
const TOLD_BY: [&str; 6] = ["id", "href", "name", "value", "aria-label", "type"];

/// A control that has the focus, as another drawing of the page would have it too.
struct Place {
    here: Element,
    tag: String,
    told: Vec<Option<String>>,
}

/// Remembers where the keyboard stands, and goes back there once what stood there is gone.
pub(super) fn keep() {
    let Some(here) = document().active_element().filter(|here| here.closest("#main").ok().flatten().is_some()) else { return };
    // The place of the skip link is no control.
    if here.id() == "main" {
        return;
    }
    let told = marks(&here);
    watch(Place { tag: here.tag_name(), told, here }, LOOKS);
}

fn marks(element: &Element) -> Vec<Option<String>> {
    TOLD_BY.iter().map(|name| element.get_attribute(name)).collect()
}

fn watch(place: Place, looks: u32) {
    let Some(left) = looks.checked_sub(1) else { return };
    set_timeout(
        move || {
            if place.here.is_connected() {
                return watch(place, left);
            }
            // Whoever went elsewhere meanwhile is left there.
            let nowhere = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            if let Some(same) = same(&place).filter(|_| nowhere) {
                _ = same.focus();
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
