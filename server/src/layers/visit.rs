//! Who is asking: the session cookie becomes a [`Visit`] that pages and server functions find in their context.

use super::caller::Caller;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::live::ADDRESS;
use firm::Visit;
use std::net::SocketAddr;
use store::{DbError, Origin, Store};
use ui::Theme;

/// What the layer needs.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) store: Store,
    pub(crate) caller: Caller,
    pub(crate) secure: bool,
}

/// Finds the visitor; sends who is not signed in to where they can.
pub(crate) async fn visit(
    State(door): State<Door>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    // Before anything is read for the page.
    let as_of = door.store.position();
    let headers = request.headers();
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(|text| text.chars().take(200).collect());
    let origin = Origin { ip: Some(door.caller.address(peer, headers).to_string()), user_agent: agent, session: None };
    let theme = Theme::parse(cookie(headers, "theme").unwrap_or_default());
    let visitor = match cookie(headers, Visit::cookie_name(door.secure)) {
        Some(token) => match visitor(&door.store, token, request.uri().path()).await {
            Ok(visitor) => visitor,
            Err(error) => {
                tracing::error!(%error, "a session could not be looked up");
                return (axum::http::StatusCode::SERVICE_UNAVAILABLE, "The database does not answer. Try again in a moment.\n")
                    .into_response();
            }
        },
        None => None,
    };
    let today = chrono::Utc::now().date_naive();
    let visit = Visit { store: door.store.clone(), origin, visitor, secure: door.secure, theme, today, as_of };
    let asked = request.uri().clone();
    if let Some(elsewhere) = elsewhere(&asked, &visit).await {
        return Redirect::to(&elsewhere).into_response();
    }
    request.extensions_mut().insert(visit);
    next.run(request).await
}

/// Who holds the token. A page that asks for the live channel by itself does not keep its session alive by that.
async fn visitor(store: &Store, token: &str, path: &str) -> Result<Option<firm::Visitor>, DbError> {
    match path {
        ADDRESS => firm::db::recognise(store, token).await,
        _ => firm::db::resolve(store, token).await,
    }
}

/// Where a page request goes instead: to signing in, to the first run, or home.
async fn elsewhere(asked: &Uri, visit: &Visit) -> Option<String> {
    let path = asked.path();
    if path.starts_with("/api/") || path == ADDRESS {
        return None;
    }
    let open = matches!(path, "/sign-in" | "/first-run");
    match &visit.visitor {
        Some(visitor) if open || path == "/" => Some(if visitor.me.actor.inside() { "/deals" } else { "/account" }.to_owned()),
        Some(_) => None,
        None => {
            let nobody = firm::db::nobody_yet(&visit.store).await.unwrap_or(false);
            match (nobody, path) {
                (true, "/first-run") | (false, "/sign-in") => None,
                (true, _) => Some("/first-run".to_owned()),
                (false, "/" | "/first-run") => Some("/sign-in".to_owned()),
                (false, _) => {
                    let wanted = asked.path_and_query().map_or(path, axum::http::uri::PathAndQuery::as_str);
                    Some(format!("/sign-in?next={}", escape(wanted)))
                }
            }
        }
    }
}

/// Percent-encodes all but what stands for itself in a query's value.
fn escape(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}
