//! What stands where the content would: nothing yet, something wrong, still coming.

use leptos::children::ViewFnOnce;
use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// Nothing here yet: what would stand here, and the one next step.
#[component]
pub fn EmptyState(
    /// A few words.
    #[prop(into)]
    title: String,
    /// A picture of what would stand here.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The one next step.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
    /// A sentence or two.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            {icon.map(|name| view! { <Icon name=name large=true /> })}
            <p class="state-title">{title}</p>
            {children.map(|words| view! { <div class="state-text">{words()}</div> })}
            {action.map(|action| view! { <div class="state-action">{action.run()}</div> })}
        </div>
    }
}

/// Something went wrong: what, what to do, and the number to name when asking for help.
#[component]
pub fn ErrorState(
    /// A few words.
    #[prop(into)]
    title: String,
    /// What happened and what helps.
    #[prop(into)]
    text: String,
    /// The incident's id in the server's log.
    #[prop(optional, into)]
    incident: Option<String>,
    /// The address to try again.
    #[prop(optional, into)]
    retry_href: Option<String>,
) -> impl IntoView {
    view! {
        <div class="state is-error" role="alert">
            <Icon name=IconName::Alert large=true />
            <p class="state-title">{title}</p>
            <p class="state-text">{text}</p>
            {incident.map(|id| view! { <p class="state-incident">"Incident " <code>{id}</code></p> })}
            {retry_href.map(|href| view! {
                // Past the router, which sees nothing to do where the address stays the same.
                <div class="state-action"><a class="button" href=href rel="external"><Icon name=IconName::Refresh />"Try again"</a></div>
            })}
        </div>
    }
}

/// Grey lines in the shape of what comes; seen only when it takes longer than 150 ms.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: u8,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">"Loading"</span>
            {(0..lines).map(|_| view! { <span class="skeleton-line"></span> }).collect_view()}
        </div>
    }
}
