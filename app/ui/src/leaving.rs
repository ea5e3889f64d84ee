//! Leaving a page on which something is being typed where it stands: nothing typed is thrown away. Following a link keeps it
//! first, and goes on once it is kept; where it cannot be kept, the person stays with what is wrong. Closing the tab asks.

use std::cell::RefCell;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// An open field.
struct Open {
    /// The id of its control.
    id: String,
    form: NodeRef<html::Form>,
    unsaved: Box<dyn Fn() -> bool>,
}

#[derive(Default)]
struct Page {
    open: Vec<Open>,
    /// Where somebody wants to go, and the field that is kept first.
    wanted: Option<(String, web_sys::HtmlAnchorElement)>,
    /// Once there was an open field, clicks are looked at for good.
    heard: Option<Closure<dyn FnMut(web_sys::MouseEvent)>>,
}

thread_local! {
    static PAGE: RefCell<Page> = RefCell::default();
}

/// Holds whoever leaves while `unsaved`, until the owner that this is called in is gone. For effects alone.
pub(crate) fn hold(id: String, form: NodeRef<html::Form>, unsaved: impl Fn() -> bool + 'static) {
    let gone = id.clone();
    on_cleanup(move || {
        PAGE.with_borrow_mut(|page| {
            page.open.retain(|open| open.id != gone);
            page.wanted.take_if(|(id, _)| *id == gone);
        });
    });
    let first = PAGE.with_borrow_mut(|page| {
        page.open.push(Open { id, form, unsaved: Box::new(unsaved) });
        page.heard.is_none()
    });
    if first {
        listen();
    }
}

/// What was typed is kept: on to where somebody wanted to go, if anywhere.
pub(crate) fn go(id: &str) {
    let wanted = PAGE.with_borrow_mut(|page| page.wanted.take_if(|(kept, _)| kept == id));
    let Some((_, link)) = wanted else { return };
    request_animation_frame(move || {
        // What was kept may have drawn the part anew that the link was in.
        if link.is_connected() {
            link.click();
        } else {
            _ = window().location().set_href(&link.href());
        }
    });
}

/// What was typed is not kept: whether somebody wanted to go, who stays now.
pub(crate) fn stay(id: &str) -> bool {
    PAGE.with_borrow_mut(|page| page.wanted.take_if(|(kept, _)| kept == id)).is_some()
}

/// Ahead of the router and of everything else on the page.
fn listen() {
    let heard = Closure::<dyn FnMut(web_sys::MouseEvent)>::new(|event: web_sys::MouseEvent| clicked(&event));
    _ = window().add_event_listener_with_callback_and_bool("click", heard.as_ref().unchecked_ref(), true);
    PAGE.with_borrow_mut(|page| page.heard = Some(heard));
    _ = window_event_listener(ev::beforeunload, |event| {
        if unsaved().is_some() {
            event.prevent_default();
        }
    });
}

/// The first field with something that nobody has kept.
fn unsaved() -> Option<(String, web_sys::HtmlFormElement)> {
    PAGE.with_borrow(|page| {
        let open = page.open.iter().find(|open| (open.unsaved)())?;
        Some((open.id.clone(), open.form.get_untracked()?))
    })
}

fn clicked(event: &web_sys::MouseEvent) {
    if event.default_prevented() || event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok()).filter(leaves) else { return };
    let Some((id, form)) = unsaved() else { return };
    event.prevent_default();
    event.stop_immediate_propagation();
    // Half a date, say: the browser tells what is wrong with it.
    if !form.report_validity() {
        return;
    }
    PAGE.with_borrow_mut(|page| page.wanted = Some((id, link)));
    _ = form.request_submit();
}

/// Whether a link leads away from what is shown, in this tab. The links of a field that is edited in place do not: its pencil
/// opens it, and Cancel is meant.
fn leaves(link: &web_sys::HtmlAnchorElement) -> bool {
    let of_a_field = link.class_list().contains("inline-pencil") || link.closest(".inline-form").ok().flatten().is_some();
    let here = window().location();
    let same = |theirs: String, ours: Option<String>| ours.is_some_and(|ours| theirs == ours);
    let fragment = same(link.pathname(), here.pathname().ok()) && same(link.search(), here.search().ok()) && !link.hash().is_empty();
    let elsewhere = !matches!(link.target().as_str(), "" | "_self") || link.has_attribute("download");
    !of_a_field && !fragment && !elsewhere && matches!(link.protocol().as_str(), "http:" | "https:")
}
