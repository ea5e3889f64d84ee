//! The routes with the layers around them.

use crate::health;
use crate::layers::{Door, admit, answer, headers, panicked, visit};
use crate::live::{Lines, Live, live};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::HeaderName;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{any, get};
use domain::live::ADDRESS;
use leptos::config::LeptosOptions;
use leptos_axum::{LeptosRoutes, generate_route_list_with_exclusions};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::services::ServeDir;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// The most that a request may carry; the longest form is ten texts of 10,000 characters.
const BODY: usize = 1024 * 1024;
/// No answer takes longer to begin; the live channel's goes on for as long as somebody listens.
const DEADLINE: Duration = Duration::from_secs(30);
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Everything that the server answers.
pub(crate) fn routes(door: Door, lines: Arc<Lines>, leptos: LeptosOptions, site: &Path) -> Router {
    // Left to itself, `leptos_routes` serves every function beside the pages, past the door that admits callers.
    let functions = server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let pages = generate_route_list_with_exclusions(app::App, Some(functions));
    let document = leptos.clone();
    let functions = Router::new().route("/api/{*function}", any(function)).layer(from_fn(answer)).layer(from_fn(admit));
    let inside = Router::new()
        .leptos_routes(&leptos, pages, move || app::document(document.clone()))
        .fallback(missing)
        .with_state(leptos)
        .merge(functions)
        .route("/deals.csv", get(crate::export::deals_csv))
        .route("/deals.xlsx", get(crate::export::deals_xlsx))
        .merge(Router::new().route(ADDRESS, get(live)).with_state(Live { store: door.store.clone(), lines }))
        .layer(from_fn_with_state(door.clone(), visit));
    let health = Router::new().route("/healthz", get(health::healthz)).route("/readyz", get(health::readyz)).with_state(door.store.clone());
    let file = |name: &str| ServeDir::new(site.join(name)).precompressed_br().precompressed_gzip();
    let files = Router::new()
        .nest_service("/pkg", file("pkg"))
        .nest_service("/fonts", file("fonts"))
        .route_service("/icons.svg", one(site, "icons.svg"))
        .route_service("/chevron.svg", one(site, "chevron.svg"))
        .route_service("/favicon.svg", one(site, "favicon.svg"));
    let trace = TraceLayer::new_for_http().make_span_with(|request: &Request| {
        let id = request.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
        // The path alone: a query may hold what a person typed.
        tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
    });
    files
        .merge(health)
        .merge(inside)
        // By its default it leaves event streams alone, which it would keep back.
        .layer(CompressionLayer::new().br(true).gzip(true).quality(tower_http::CompressionLevel::Precise(4)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(RequestBodyLimitLayer::new(BODY))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, DEADLINE))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(door.secure, headers))
        .layer(trace)
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
}

fn one(site: &Path, name: &str) -> tower_http::services::ServeFile {
    tower_http::services::ServeFile::new(site.join(name)).precompressed_br().precompressed_gzip()
}

/// An address at which nothing stands: the application says so, with the status of it.
async fn missing(State(leptos): State<LeptosOptions>, request: Request) -> impl IntoResponse {
    let render = leptos_axum::render_app_async_with_context(|| {}, move || app::document(leptos.clone()));
    let mut response = render(request).await.into_response();
    *response.status_mut() = axum::http::StatusCode::NOT_FOUND;
    response
}

async fn function(request: Request) -> impl IntoResponse {
    leptos_axum::handle_server_fns(request).await
}
