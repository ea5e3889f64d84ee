//! Where the keyboard is: moved only when nobody has put it somewhere, or when something asks for another look.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Whether the keyboard stands nowhere on the page: nobody has put it anywhere, or what had it is gone.
#[must_use]
pub fn focus_nowhere() -> bool {
    document().active_element().is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
}

/// Puts the focus on the first element that fits the selector, once the page shows what has changed.
pub fn focus_first(selector: &'static str) {
    request_animation_frame(move || {
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            _ = element.focus();
        }
    });
}

/// Puts the focus on the first element that fits the selector, if what had it has gone from the page: whoever uses the
/// keyboard goes on from there and not from the top.
pub fn focus_lost(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || {
        let found = document().query_selector(&selector).ok().flatten().filter(|_| focus_nowhere());
        if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            _ = element.focus();
        }
    });
}

/// Puts the focus on the first field of a form that is wrong, or on the words above it, once the page shows them.
pub fn focus_fault(form: NodeRef<html::Div>) {
    request_animation_frame(move || {
        let Some(form) = form.try_get_untracked().flatten() else { return };
        let fault = ["[aria-invalid]", ".group:has(> .field-error) input", "[role=alert]"];
        let found = fault.iter().find_map(|what| form.query_selector(what).ok().flatten());
        if let Some(control) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            _ = control.focus();
        }
    });
}

/// What `autofocus` does on a page that the browser loads, on one that client code draws.
pub(crate) fn focus_when_drawn(node: NodeRef<html::Input>) {
    Effect::new(move |_| {
        request_animation_frame(move || {
            if let Some(input) = node.try_get_untracked().flatten().filter(|_| focus_nowhere()) {
                _ = input.focus();
            }
        });
    });
}
