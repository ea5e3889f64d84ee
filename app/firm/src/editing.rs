//! What the address asked of a page when it was first drawn: the place to edit, and what was wrong with a plain form.

use crate::live::use_live;
use domain::AppError;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;
use serde::de::DeserializeOwned;

/// The place that the address asks to edit, and why a plain form of this kind was refused. What the address says was for the
/// first drawing: an editor that was closed since does not come back.
#[must_use]
pub fn asked_to_edit<S>() -> (String, Option<AppError>)
where
    S: DeserializeOwned + ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    if use_live().has_refreshed() {
        return (String::new(), None);
    }
    let edit = use_query_map().with_untracked(|query| query.get("edit")).unwrap_or_default();
    (edit, ServerAction::<S>::new().value().get_untracked().and_then(Result::err))
}
