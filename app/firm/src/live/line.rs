//! What a person is told of the channel: nothing, unless it is cut off.

use super::{Connection, use_live};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A quiet line while what the page shows may be old.
#[component]
pub fn LiveLine() -> impl IntoView {
    let connection = use_live().connection();
    let location = use_location();
    let here = move || {
        let (path, query) = (location.pathname.get(), location.search.get());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    };
    view! {
        <p class="live-line" role="status">
            {move || match connection.get() {
                Connection::Connected => None,
                Connection::Lost => Some("Not connected. What you see may be old; reconnecting.".into_any()),
                // The way back leads past the router: the server asks who it is, and comes back here.
                Connection::SignedOut => Some(
                    view! { "You are signed out, and what you see may be old. "<a href=here() rel="external">"Sign in"</a> }.into_any()
                ),
            }}
        </p>
    }
}
