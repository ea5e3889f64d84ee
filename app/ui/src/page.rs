//! The head of a page: the record's name, its two or three key facts, and its one primary action.

use leptos::children::ViewFnOnce;
use leptos::prelude::*;

/// The record that a page belongs to, shown above its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub label: String,
}

/// The head of a page.
#[component]
pub fn PageHeader(
    /// The `h1`.
    #[prop(into)]
    title: String,
    /// The record above, for instance the deal's client.
    #[prop(optional, into)]
    above: Option<Crumb>,
    /// Key facts under the title, side by side.
    #[prop(optional, into)]
    facts: Option<ViewFnOnce>,
    /// Actions at the end; at most one is primary.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <div class="page-words">
                {above.map(|crumb| view! { <p class="page-above"><a href=crumb.href>{crumb.label}</a></p> })}
                <h1>{title}</h1>
                {facts.map(|facts| view! { <div class="page-facts">{facts.run()}</div> })}
            </div>
            {actions.map(|actions| view! { <div class="page-actions">{actions.run()}</div> })}
        </header>
    }
}
