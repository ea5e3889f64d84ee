//! Whether the process lives, and whether it can serve.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use std::time::Duration;
use store::Store;

/// The process lives.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers within two seconds, and the keys can be read.
pub(crate) async fn readyz(State(store): State<Store>) -> impl IntoResponse {
    let answers = tokio::time::timeout(Duration::from_secs(2), store.ping()).await;
    match (answers, store.keys()) {
        (Ok(Ok(())), Ok(_)) => (StatusCode::OK, "ready\n"),
        (Ok(Ok(())), Err(_)) => (StatusCode::SERVICE_UNAVAILABLE, "the key file cannot be read\n"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
