//! What stands where a page's data should: why it is not there, and what to do.

use domain::AppError;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::ErrorState;

/// A page, or a part of one, that could not be shown. The answer carries the status that the error means.
#[component]
pub fn Failure(
    /// Why.
    error: AppError,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::page_error(&error);
    let title = match &error {
        AppError::NotFound => "Not found",
        AppError::SignedOut => "Signed out",
        AppError::Forbidden => "Not yours to change",
        AppError::Offline => "No connection",
        _ => "That did not work",
    };
    let incident = if let AppError::Internal(incident) = &error { Some(incident.clone()) } else { None };
    // Past the application's own navigation: where one starts is the server's to choose, and so is the way to the sign-in
    // and back to this very page. Trying again brings nobody what is not theirs.
    let elsewhere = match &error {
        AppError::NotFound | AppError::Forbidden => Some(("/", "Go to the start page")),
        AppError::SignedOut => Some(("", "Sign in")),
        _ => None,
    };
    view! {
        <Title text=title />
        <div class="message-page">
            {match (incident, elsewhere) {
                (Some(incident), _) => view! { <ErrorState title text=error.to_string() incident retry_href="" /> }.into_any(),
                (None, Some((href, words))) => view! {
                    <ErrorState title text=error.to_string() />
                    <p><a href=href rel="external">{words}</a></p>
                }
                .into_any(),
                (None, None) => view! { <ErrorState title text=error.to_string() retry_href="" /> }.into_any(),
            }}
        </div>
    }
}

/// A fault in a sentence that stands by itself: what is said beside a field goes on from its label.
#[must_use]
pub fn in_words(fault: &AppError) -> String {
    let text = fault.to_string();
    if text.starts_with(char::is_lowercase) { format!("That {text}.") } else { text }
}

/// Why a form was not taken, where no field of it is to blame. What was typed stands below, untouched.
#[component]
pub fn NotTaken(
    /// Why.
    error: AppError,
) -> impl IntoView {
    let sign_in = (error == AppError::SignedOut).then(|| view! { " "<a href="/sign-in" target="_blank">"Sign in in a new tab"</a> });
    view! { <p class="notice tone-bad" role="alert"><span>{error.to_string()}{sign_in}</span></p> }
}
