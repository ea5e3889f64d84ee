//! Whether somebody is in the middle of something that must not be drawn anew under their hands.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

/// An editor, a dialog or a menu that is open.
const OPEN: [&str; 3] = [".inline.is-open", "dialog[open]", "#main details.menu[open]"];
/// A menu that hangs; a browser that knows none refuses to look.
const HANGING: &str = ":popover-open";
/// What is typed there would be lost; a filter is only asked for again.
const FORMS: &str = "#main form[method=post]";
const TYPED: &str = "#main form[method=post] :is(input:not([role=combobox]), textarea)";

/// Whether the page must stay as it is for now. Nobody needs a page that nobody looks at, either.
pub(super) fn somebody_works_here() -> bool {
    document().hidden() || OPEN.iter().chain([&HANGING]).any(|what| there_is(what)) || types() || has_typed()
}

fn there_is(what: &str) -> bool {
    document().query_selector(what).ok().flatten().is_some()
}

/// The focus is in a field.
fn types() -> bool {
    let Some(at) = document().active_element() else { return false };
    let field = at.matches("#main :is(input, textarea, select, [contenteditable])").unwrap_or_default();
    field && (at.closest(FORMS).ok().flatten().is_some() || typed_into(&at))
}

/// Something was typed and is not yet sent.
fn has_typed() -> bool {
    let Ok(fields) = document().query_selector_all(TYPED) else { return false };
    (0..fields.length()).filter_map(|at| fields.item(at)?.dyn_into::<Element>().ok()).any(|field| typed_into(&field) && !put_away(&field))
}

/// A draft in a dialog that was closed keeps: it is not drawn anew with the page.
fn put_away(field: &Element) -> bool {
    field.closest("dialog:not([open])").ok().flatten().is_some()
}

fn typed_into(field: &Element) -> bool {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        return input.value() != input.default_value() || input.checked() != input.default_checked();
    }
    field.dyn_ref::<HtmlTextAreaElement>().is_some_and(|area| area.default_value().is_ok_and(|first| first != area.value()))
}
