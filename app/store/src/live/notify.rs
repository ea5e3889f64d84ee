//! Other servers on the same `PostgreSQL`: one connection that listens, and how it is kept.

use super::hub::Hub;
use crate::engine::CHANNEL;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sea_orm::sqlx::{Error, Executor};
use std::sync::Arc;
use std::time::Duration;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A connection that was cut off silently is noticed after this long.
const PROVE: Duration = Duration::from_secs(60);
const ANSWER: Duration = Duration::from_secs(10);

/// Listens until told to stop; what was missed while it could not is read from the log.
pub(super) async fn listen(to: Arc<PgConnectOptions>, hub: Arc<Hub>) {
    let mut pause = FIRST_PAUSE;
    loop {
        let lost = tokio::select! {
            () = hub.stopped() => return,
            lost = hear(&to, &hub, &mut pause) => lost,
        };
        if let Err(error) = lost {
            tracing::warn!(%error, "other servers cannot be heard; trying again");
        }
        tokio::select! {
            () = hub.stopped() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Hears notifications until the connection is lost. It has a pool of its own, so that a crowd of requests cannot keep it out.
async fn hear(to: &PgConnectOptions, hub: &Hub, pause: &mut Duration) -> Result<(), Error> {
    let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(ANSWER).idle_timeout(None).max_lifetime(None);
    let mut listener = PgListener::connect_with(&pool.connect_lazy_with(to.clone())).await?;
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await?;
    *pause = FIRST_PAUSE;
    // Whatever was committed before it listened.
    hub.look();
    loop {
        match tokio::time::timeout(PROVE, listener.try_recv()).await {
            // The number that the transaction told; whoever else uses the channel only makes it look.
            Ok(Ok(Some(told))) => told.payload().parse().map_or_else(|_| hub.look(), |seq| hub.committed(seq)),
            Ok(Ok(None)) => return Ok(()),
            Ok(Err(error)) => return Err(error),
            Err(_) => {
                let proof = tokio::time::timeout(ANSWER, listener.execute("SELECT 1")).await;
                _ = proof.map_err(|_| Error::PoolTimedOut)??;
            }
        }
    }
}
