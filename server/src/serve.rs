//! Serving: open the store, bind, answer until told to stop.

use crate::config::Config;
use crate::layers::{Caller, Door};
use crate::live::Lines;
use crate::routes::routes;
use anyhow::{Context, Result, bail};
use leptos::config::LeptosOptions;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use store::Store;

/// How long requests under way may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(8);

/// Serves until a signal comes.
pub(crate) async fn serve(config: Config) -> Result<ExitCode> {
    let store = Store::open(&config.database_url, &config.key_file, true).await?;
    if !config.listen.ip().is_loopback() && !config.allow_demo && firm::db::demo_sign_ins(&store).await? {
        bail!(
            "the demonstration sign-ins are in this database and everybody knows their password: {} can be reached by others; \
             listen on 127.0.0.1, use an empty database, or say --allow-demo",
            config.listen
        );
    }
    let site = config.site()?;
    // Before anybody can see that it serves, or a stop in that moment would be a crash.
    let stop_asked = signals()?;
    let door = Door { store: store.clone(), caller: Caller(Arc::new(config.trusted_proxies.clone())), secure: config.secure() };
    let leptos = LeptosOptions::builder().output_name("throughline").site_root(site.display().to_string()).site_addr(config.listen).build();
    // Heard from the start, so that every page knows what it has in it.
    store.go_live().await?;
    let lines = Arc::new(Lines::default());
    let app = routes(door, Arc::clone(&lines), leptos, &site);
    let listener =
        tokio::net::TcpListener::bind(config.listen).await.with_context(|| format!("{} cannot be listened on", config.listen))?;
    tracing::info!(address = %config.public_url, engine = ?store.engine(), "serving");
    let beating = tokio::spawn({
        let (lines, store) = (Arc::clone(&lines), store.clone());
        async move { lines.beat(store).await }
    });
    let (stop, mut stopping) = tokio::sync::watch::channel(false);
    let serving = axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).with_graceful_shutdown(async move {
        stop_asked.await;
        tracing::info!("stopping; requests under way are finished");
        // A channel that is open would be a request under way for ever.
        lines.stop();
        _ = stop.send(true);
    });
    let overdue = async {
        _ = stopping.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = async { serving.await } => served.context("serving stopped")?,
        () = overdue => tracing::warn!("some requests did not end in time"),
    }
    beating.abort();
    store.close().await?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// Listens for the signals to stop from now on; what comes back ends when one has come.
fn signals() -> Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async { _ = tokio::signal::ctrl_c().await })
}
