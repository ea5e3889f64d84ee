//! Files to take away.

use axum::Extension;
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use deals::DealFile;
use firm::Visit;

type Asked = Query<Vec<(String, String)>>;

/// The deals that the address asks for, as CSV.
pub(crate) async fn deals_csv(Extension(visit): Extension<Visit>, Query(query): Asked) -> Response {
    deals(&visit, &query, DealFile::Csv, "text/csv; charset=utf-8").await
}

/// The same as a workbook.
pub(crate) async fn deals_xlsx(Extension(visit): Extension<Visit>, Query(query): Asked) -> Response {
    deals(&visit, &query, DealFile::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").await
}

async fn deals(visit: &Visit, query: &[(String, String)], format: DealFile, kind: &'static str) -> Response {
    let access = match visit.access() {
        Ok(access) => access,
        Err(error) => return refusal(&error),
    };
    match deals::deals_file(&access, query, format).await {
        Ok(file) => {
            let name = format!("attachment; filename=\"deals-{}.{}\"", visit.today, format.ending());
            ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], file).into_response()
        }
        Err(error) => refusal(&error),
    }
}

fn refusal(error: &domain::AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, format!("{error}\n")).into_response()
}
