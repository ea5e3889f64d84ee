//! The door of the server functions: whoever may not call an endpoint is turned away before its arguments are read.

use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::AppError;
use firm::Visit;

/// Asks the policy table. An address that is not in it does not exist.
pub(crate) async fn admit(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let Some(endpoint) = app::endpoints().find(|endpoint| endpoint.path == path) else {
        return refuse(&AppError::NotFound);
    };
    let actor = request.extensions().get::<Visit>().and_then(|visit| visit.visitor.as_ref()).map(|visitor| &visitor.me.actor);
    match endpoint.admit(actor) {
        // Every function takes a POST: what a link could call, a stranger's page could.
        Ok(()) if request.method() != Method::POST => (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response(),
        Ok(()) => next.run(request).await,
        Err(AppError::SignedOut) if super::answer::wants_page(request.headers()) => Redirect::to("/sign-in").into_response(),
        Err(error) => refuse(&error),
    }
}

fn refuse(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(error.clone())).into_response()
}
