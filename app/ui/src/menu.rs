//! A menu on `<details>`: it opens without client code; with it, arrows move, and `Esc` or a click elsewhere closes.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::button::ButtonKind;
use crate::icon::{Icon, IconName};

/// A button that opens a list of actions.
#[component]
pub fn Menu(
    /// The words of the button, or its accessible name where it shows only an icon.
    #[prop(into)]
    label: String,
    /// The icon of the button.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Show only the icon.
    #[prop(optional)]
    icon_only: bool,
    /// How much attention the button asks for.
    #[prop(default = ButtonKind::Quiet)]
    kind: ButtonKind,
    /// The list's end lies under the button's end.
    #[prop(optional)]
    align_end: bool,
    /// [`MenuItem`]s, forms around them, and `<hr>` between groups.
    children: Children,
) -> impl IntoView {
    let opened = Opened::new();
    let class = if icon_only { format!("{} is-icon", kind.class()) } else { kind.class().to_owned() };
    let list = if align_end { "menu-list is-end" } else { "menu-list" };
    let name = icon_only.then(|| label.clone());
    view! {
        <details
            node_ref=opened.node
            class="menu"
            on:toggle=move |_| opened.toggled()
            on:keydown=move |event| opened.keydown(&event)
        >
            <summary class=class aria-label=name.clone() title=name>
                {icon.map(|name| view! { <Icon name=name /> })}
                {(!icon_only).then(|| view! { <span>{label}</span> <Icon name=IconName::ChevronDown /> })}
            </summary>
            <div class=list on:click=move |event| opened.clicked(&event)>{children()}</div>
        </details>
    }
}

/// One action of a [`Menu`]: a link where `href` is given, otherwise a button.
#[component]
pub fn MenuItem(
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// Stands before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Takes something away.
    #[prop(optional)]
    danger: bool,
    /// Marks the choice in force.
    #[prop(optional)]
    current: bool,
    /// Sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// The name posted with the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value posted with the form.
    #[prop(optional, into)]
    value: Option<String>,
    /// What a click does once the client code has loaded.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let class = if danger { "menu-item is-danger" } else { "menu-item" };
    let current = current.then_some("true");
    let inside = view! {
        {icon.map(|name| view! { <Icon name=name /> })}
        <span>{children()}</span>
    };
    match href {
        Some(href) => view! { <a class=class href=href aria-current=current>{inside}</a> }.into_any(),
        None => {
            let click = move |_| {
                if let Some(act) = on_click {
                    act.run(());
                }
            };
            let kind = if submit { "submit" } else { "button" };
            view! {
                <button type=kind class=class name=name value=value aria-current=current on:click=click>
                    {inside}
                </button>
            }
            .into_any()
        }
    }
}

/// What the client code adds to a `<details>` that lists actions.
#[derive(Clone, Copy)]
pub(crate) struct Opened {
    /// The `<details>`.
    pub(crate) node: NodeRef<html::Details>,
    outside: StoredValue<Option<WindowListenerHandle>>,
}

impl Opened {
    pub(crate) fn new() -> Self {
        let opened = Self { node: NodeRef::new(), outside: StoredValue::new(None) };
        on_cleanup(move || opened.forget());
        opened
    }

    /// While it is open, and only then, a click elsewhere is listened for.
    pub(crate) fn toggled(self) {
        self.forget();
        if !self.node.get_untracked().is_some_and(|menu| menu.open()) {
            return;
        }
        let handle = window_event_listener(ev::pointerdown, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if self.node.get_untracked().is_some_and(|menu| !menu.contains(target.as_ref())) {
                self.close(false);
            }
        });
        self.outside.set_value(Some(handle));
    }

    /// A click on an item closes the list after it has done its work.
    pub(crate) fn clicked(self, event: &ev::MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.and_then(|target| target.closest("a, .menu-item").ok().flatten()).is_some() {
            self.close(false);
        }
    }

    pub(crate) fn keydown(self, event: &ev::KeyboardEvent) {
        let Some(menu) = self.node.get_untracked() else { return };
        let key = event.key();
        if key == "Escape" {
            if menu.open() {
                event.prevent_default();
                event.stop_propagation();
                self.close(true);
            }
            return;
        }
        if !matches!(key.as_str(), "ArrowDown" | "ArrowUp" | "Home" | "End") {
            return;
        }
        menu.set_open(true);
        event.prevent_default();
        if let Some(item) = step(&key, &items(&menu)) {
            focus(&item);
        }
    }

    fn close(self, refocus: bool) {
        let Some(menu) = self.node.get_untracked() else { return };
        menu.set_open(false);
        if refocus && let Ok(Some(summary)) = menu.query_selector("summary") {
            focus(&summary);
        }
    }

    fn forget(self) {
        if let Some(handle) = self.outside.try_update_value(Option::take).flatten() {
            handle.remove();
        }
    }
}

/// The actions in a list, in their order.
pub(crate) fn items(list: &web_sys::Element) -> Vec<web_sys::Element> {
    let Ok(items) = list.query_selector_all(".menu-item") else { return Vec::new() };
    (0..items.length()).filter_map(|at| items.get(at)).filter_map(|item| item.dyn_into().ok()).collect()
}

/// Which item a key leads to from the one that has the focus.
pub(crate) fn step(key: &str, items: &[web_sys::Element]) -> Option<web_sys::Element> {
    let active = document().active_element();
    let at = items.iter().position(|item| Some(item) == active.as_ref());
    next(key, at, items.len()).and_then(|at| items.get(at)).cloned()
}

/// Gives an element the focus.
pub(crate) fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        _ = element.focus();
    }
}

/// Which of `count` items an arrow leads to from item `at`, going round at the ends.
fn next(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (key, at) {
        ("Home", _) | ("ArrowDown", None) => 0,
        ("End", _) | ("ArrowUp", None | Some(0)) => last,
        ("ArrowDown", Some(at)) if at >= last => 0,
        ("ArrowDown", Some(at)) => at + 1,
        ("ArrowUp", Some(at)) => at - 1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn arrows_go_round() {
        assert_eq!(next("ArrowDown", None, 3), Some(0));
        assert_eq!(next("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(next("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(next("ArrowUp", Some(2), 3), Some(1));
        assert_eq!(next("End", Some(0), 3), Some(2));
        assert_eq!(next("Home", Some(2), 3), Some(0));
        assert_eq!(next("ArrowDown", None, 0), None);
        assert_eq!(next("Enter", Some(0), 3), None);
    }
}
