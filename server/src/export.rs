//! Files to take away.

use axum::Extension;
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use firm::Visit;

/// The deals that the address asks for, as CSV.
pub(crate) async fn deals(Extension(visit): Extension<Visit>, Query(query): Query<Vec<(String, String)>>) -> Response {
    let access = match visit.access() {
        Ok(access) => access,
        Err(error) => return refusal(&error),
    };
    match deals::deals_csv(&access, &query).await {
        Ok(file) => {
            let name = format!("attachment; filename=\"deals-{}.csv\"", visit.today);
            let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
            (headers, file).into_response()
        }
        Err(error) => refusal(&error),
    }
}

fn refusal(error: &domain::AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, format!("{error}\n")).into_response()
}
