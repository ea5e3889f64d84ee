//! The live channel: server-sent events that say what has changed. An event names kind, id and version and nothing else;
//! the page asks for the rest as for everything, under its own rights. `domain::live` has the words of it, `store::live`
//! what is told to whom.

mod line;
mod lines;

pub(crate) use lines::Lines;

use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response, Sse};
use domain::AppError;
use firm::Visit;
use line::Line;
use std::sync::Arc;
use store::Store;

/// What the channel needs.
#[derive(Clone)]
pub(crate) struct Live {
    pub(crate) store: Store,
    pub(crate) lines: Arc<Lines>,
}

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    /// The number that a page was rendered at; a browser that comes back by itself names a later one in its header.
    since: Option<String>,
}

/// From where a listener wants to hear.
enum Since {
    Now,
    After(i64),
    /// Something that was never handed out.
    Unknown,
}

/// Opens the channel for a person of the inside.
pub(crate) async fn live(State(live): State<Live>, Query(asked): Query<Asked>, request: Request) -> Response {
    let headers = request.headers();
    if foreign(headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Some(visit) = request.extensions().get::<Visit>().cloned() else { return refuse(&AppError::SignedOut) };
    let Some(visitor) = visit.visitor.clone() else { return refuse(&AppError::SignedOut) };
    if !visitor.me.actor.inside() {
        return refuse(&AppError::NotFound);
    }
    let since = match headers.get("last-event-id").and_then(|id| id.to_str().ok()).or(asked.since.as_deref()) {
        None => Since::Now,
        Some(id) => id.parse().map_or(Since::Unknown, Since::After),
    };
    let Some(place) = live.lines.join(&visitor) else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")]).into_response();
    };
    let feed = match live.store.follow().await {
        Ok(feed) => feed,
        Err(error) => {
            tracing::warn!(%error, "nobody can listen");
            return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response();
        }
    };
    let mut response = Sse::new(Line::new(live.store, feed, place, visitor, visit.origin, since).events()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // What nginx goes by; any other proxy must be told not to keep the answer back.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// A page elsewhere cannot read the channel, but it could take the places of ours.
fn foreign(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

fn refuse(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(error.clone())).into_response()
}
