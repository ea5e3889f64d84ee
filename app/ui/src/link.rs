//! A link to an address that somebody typed.

use leptos::prelude::*;

use crate::icon::{Icon, IconName};
use crate::safe_url::SafeUrl;

/// A link out of the application. Web pages open beside this one, and the linked site learns nothing of where it was
/// clicked. Without children it shows the address itself.
#[component]
pub fn SafeLink(
    /// Where it leads.
    url: SafeUrl,
    /// The words, if not the address.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = children.map_or_else(|| url.label().to_owned().into_any(), |words| words());
    let web = url.is_web();
    view! {
        <a
            class="external"
            href=url.to_string()
            rel="noopener noreferrer"
            target=web.then_some("_blank")
        >
            <span>{words}</span>
            {web.then(|| view! {
                <Icon name=IconName::ExternalLink />
                <span class="visually-hidden">" (opens in a new tab)"</span>
            })}
        </a>
    }
}
