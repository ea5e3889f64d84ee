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
    // Either way the link is to the same address: whoever is signed out is sent to the sign-in from there, and back.
    let retry = if matches!(error, AppError::SignedOut) { "Sign in" } else { "Try again" };
    view! {
        <Title text=title />
        <div class="message-page">
            {match incident {
                Some(incident) => view! { <ErrorState title text=error.to_string() incident retry_href="" /> }.into_any(),
                // Trying again brings nobody what is not theirs.
                None if matches!(error, AppError::NotFound | AppError::Forbidden) => view! {
                    <ErrorState title text=error.to_string() />
                    // Leaves the application's own navigation: the start is the server's to choose.
                    <p><a href="/" rel="external">"Go to the start page"</a></p>
                }
                .into_any(),
                None => view! { <ErrorState title text=error.to_string() retry_href="" retry /> }.into_any(),
            }}
        </div>
    }
}
