//! Parts of a page, each at its own address.

use leptos::prelude::*;

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Its words.
    pub label: String,
    /// It is the part shown.
    pub current: bool,
    /// How much it holds.
    pub count: Option<u64>,
}

/// A row of links of which one is the place shown. They are links, not ARIA tabs: the address changes.
#[component]
pub fn Tabs(
    /// What the parts are parts of; read aloud.
    #[prop(into)]
    label: String,
    /// The parts.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
) -> impl IntoView {
    let item = |tab: Tab| {
        view! {
            <li>
                <a class="tab" href=tab.href aria-current=tab.current.then_some("page")>
                    <span>{tab.label}</span>
                    {tab.count.map(|count| view! { <span class="tab-count num">{count.to_string()}</span> })}
                </a>
            </li>
        }
    };
    view! {
        <nav class="tabs" aria-label=label>
            <ul>{move || tabs.get().into_iter().map(item).collect_view()}</ul>
        </nav>
    }
}
