//! The status of a failed server function. The framework answers 500 to every failure; the error itself knows better.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::AppError;
use http_body_util::BodyExt;

/// Whether a page is wanted: a plain form, which is answered by a redirect and must keep its status.
pub(crate) fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"))
}

/// Gives a failure the status that its error means, and hides what is none of ours.
pub(crate) async fn answer(request: Request, next: Next) -> Response {
    let page = wants_page(request.headers());
    let mut response = next.run(request).await;
    if page {
        stay_here(response.headers_mut());
        return response;
    }
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let error = serde_json::from_slice::<AppError>(&bytes).unwrap_or(AppError::Malformed);
    parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(&error).unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    Response::from_parts(parts, Body::from(body))
}

/// A plain form is sent back to the page that it names as its referrer, wherever that is: only the path of it is followed,
/// so that nobody is led elsewhere.
fn stay_here(headers: &mut HeaderMap) {
    let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let Some((_, rest)) = location.and_then(|location| location.split_once("://")) else { return };
    let path = rest.find(['/', '?', '#']).map_or("", |at| &rest[at..]).trim_start_matches(['/', '\\']);
    if let Ok(path) = header::HeaderValue::from_str(&format!("/{path}")) {
        headers.insert(header::LOCATION, path);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn a_form_goes_back_to_a_page_of_ours_whatever_its_referrer_says() {
        let cases = [
            ("https://crm.example/deals?view=table#top", "/deals?view=table#top"),
            ("https://evil.example//evil.example/x", "/evil.example/x"),
            ("https://evil.example/\\evil.example", "/evil.example"),
            ("https://evil.example?x=1", "/?x=1"),
            ("https://evil.example", "/"),
            ("/clients/1", "/clients/1"),
        ];
        for (from, to) in cases {
            let mut headers = HeaderMap::from_iter([(header::LOCATION, from.parse().unwrap())]);
            stay_here(&mut headers);
            assert_eq!(headers[header::LOCATION], to);
        }
    }
}
