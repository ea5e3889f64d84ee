//! One menu that many places share: it hangs at the one that was pressed. Each place is a link to a page that offers
//! the same without client code, so that a list of a hundred carries one menu instead of a hundred.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::menu::{focus, items, step};

/// Marks the place where the menu hangs.
const PLACE: &str = "is-hung";
/// Pixels between the place and the menu, and between the menu and the window's edge.
const GAP: f64 = 4.0;

/// The menu and where it hangs.
#[derive(Clone, Copy)]
pub struct HangingMenu {
    list: NodeRef<html::Div>,
    outside: StoredValue<Option<WindowListenerHandle>>,
}

impl HangingMenu {
    /// A menu that is closed.
    #[must_use]
    pub fn new() -> Self {
        let menu = Self { list: NodeRef::new(), outside: StoredValue::new(None) };
        on_cleanup(move || menu.forget());
        menu
    }

    /// A link was clicked: hangs the menu there, or takes it away where it hangs already. Whether it opens; the caller
    /// then fills it. A click that asks for a new tab is the browser's.
    #[must_use]
    pub fn opens(self, event: &ev::MouseEvent) -> bool {
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || self.list.get_untracked().is_none() {
            return false;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(place) = target.and_then(|target| target.closest("a").ok().flatten()) else { return false };
        event.prevent_default();
        let open = place.class_list().contains(PLACE);
        self.close(open);
        if open {
            return false;
        }
        _ = place.class_list().add_1(PLACE);
        // What it lists is rendered before the next frame.
        request_animation_frame(move || self.show(&place));
        true
    }

    fn show(self, place: &web_sys::Element) {
        // A frame later the board may be gone.
        let Some(list) = self.list.try_get_untracked().flatten() else { return };
        _ = list.show_popover();
        hang(&list, place);
        if let Some(first) = self.items().first() {
            focus(first);
        }
        let handle = window_event_listener(ev::pointerdown, move |event| {
            if !self.holds(event.target()) {
                self.close(false);
            }
        });
        self.outside.set_value(Some(handle));
    }

    fn items(self) -> Vec<web_sys::Element> {
        self.list.get_untracked().map(|list| items(&list)).unwrap_or_default()
    }

    fn keydown(self, event: &ev::KeyboardEvent) {
        let key = event.key();
        if key == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            self.close(true);
        } else if key == "Tab" && self.at_edge(event.shift_key()) {
            // From its place, and not from where the list stands in the page: the browser goes on from there.
            self.close(true);
        } else if let Some(item) = step(&key, &self.items()) {
            event.prevent_default();
            focus(&item);
        }
    }

    /// Whether the first item has the focus, or the last one.
    fn at_edge(self, first: bool) -> bool {
        let items = self.items();
        let edge = if first { items.first() } else { items.last() };
        edge.is_some() && edge == document().active_element().as_ref()
    }

    /// The focus went elsewhere by other ways.
    fn left(self, event: &ev::FocusEvent) {
        if let Some(next) = event.related_target()
            && !self.holds(Some(next))
        {
            self.close(false);
        }
    }

    /// Whether something is in the list, or in the place where it hangs: pressing that again is that click's to answer.
    fn holds(self, target: Option<web_sys::EventTarget>) -> bool {
        let Some(target) = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return false };
        let inside = self.list.get_untracked().is_some_and(|list| list.contains(Some(&target)));
        inside || matches!(target.closest(&format!(".{PLACE}")), Ok(Some(_)))
    }

    fn close(self, refocus: bool) {
        self.forget();
        if let Some(list) = self.list.get_untracked() {
            _ = list.hide_popover();
        }
        if let Ok(Some(place)) = document().query_selector(&format!(".{PLACE}")) {
            _ = place.class_list().remove_1(PLACE);
            if refocus {
                focus(&place);
            }
        }
    }

    fn forget(self) {
        if let Some(handle) = self.outside.try_update_value(Option::take).flatten() {
            handle.remove();
        }
    }
}

impl Default for HangingMenu {
    fn default() -> Self {
        Self::new()
    }
}

/// For browsers that know no anchors: below the place, its end under the place's end, inside the window.
fn hang(list: &web_sys::HtmlElement, place: &web_sys::Element) {
    let (place, size) = (place.get_bounding_client_rect(), list.get_bounding_client_rect());
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX);
    let (top, left) = corner((place.top(), place.bottom(), place.right()), (size.width(), size.height()), height);
    let style = list.style();
    _ = style.set_property("--top", &format!("{top}px"));
    _ = style.set_property("--left", &format!("{left}px"));
}

/// The upper left corner of a menu of this size at a place with this top, bottom and right.
fn corner((top, bottom, right): (f64, f64, f64), (width, height): (f64, f64), window: f64) -> (f64, f64) {
    let below = bottom + GAP;
    let top = if below + height > window && top > height + GAP { top - GAP - height } else { below };
    (top, (right - width).max(GAP))
}

/// The list itself; it belongs outside whatever scrolls.
#[component]
pub fn HangingMenuList(
    /// What opens it.
    menu: HangingMenu,
    /// What it is for, in words.
    #[prop(into)]
    label: Signal<String>,
    /// [`crate::MenuItem`]s and forms around them.
    children: Children,
) -> impl IntoView {
    let clicked = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.and_then(|target| target.closest("a, .menu-item").ok().flatten()).is_some() {
            menu.close(false);
        }
    };
    view! {
        <div
            node_ref=menu.list
            class="menu-list is-hanging"
            popover="manual"
            role="group"
            aria-label=label
            on:click=clicked
            on:keydown=move |event| menu.keydown(&event)
            on:focusout=move |event| menu.left(&event)
        >
            {children()}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::corner;

    #[test]
    fn it_hangs_below_its_place_and_above_where_there_is_no_room() {
        assert_eq!(corner((100.0, 128.0, 400.0), (200.0, 220.0), 900.0), (132.0, 200.0));
        assert_eq!(corner((800.0, 828.0, 400.0), (200.0, 220.0), 900.0), (576.0, 200.0));
        // Neither above nor below: below, where one can scroll.
        assert_eq!(corner((100.0, 128.0, 120.0), (200.0, 220.0), 300.0), (132.0, 4.0));
    }
}
