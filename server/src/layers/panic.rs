//! The last net: a handler that stops answers 500 and the process lives.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::AppError;
use std::any::Any;

/// The answer after a panic; its text goes to the log under the number that the person sees.
pub(crate) fn panicked(error: Box<dyn Any + Send + 'static>) -> Response {
    let text = error.downcast_ref::<String>().map(String::as_str).or_else(|| error.downcast_ref::<&str>().copied()).unwrap_or("no message");
    let incident = store::id::fresh::<uuid::Uuid>().simple().to_string().split_off(20);
    tracing::error!(incident, panic = text, "a handler stopped");
    let error = AppError::Internal(incident);
    (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")).into_response()
}
