//! Opening personal data for a person: each such reading is written to the audit log, a few at a time.
//!
//! A durable write for every field shown would cost more than the page. So readings are gathered for some fiftieth of a
//! second and written together; what is gathered is written before the store closes. A crash may lose the readings of
//! the last moment, and no change ever: changes are written with what they change.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::engine;
use crate::error::DbError;
use crate::open::{Faint, Store};
use crate::origin::Origin;
use crate::read::{Handle, Read};
use crate::sealed::{self, Place, Sealed};
use domain::audit::AuditAction;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How long readings are gathered.
const GATHER: Duration = Duration::from_millis(20);
/// How many at most.
const AT_ONCE: usize = 1_000;

/// One reading.
pub(crate) struct Reading {
    principal: Principal,
    origin: Origin,
    place: Place,
}

pub(crate) enum Told {
    Reading(Box<Reading>),
    /// Write what is gathered, then answer.
    Flush(oneshot::Sender<()>),
}

pub(crate) type Teller = mpsc::UnboundedSender<Told>;

impl Read {
    /// Opens a sealed value for the person, and has the reading written to the audit log.
    ///
    /// # Errors
    /// The value does not open; show that, and go on with the rest of the page.
    pub fn reveal(&self, place: Place, value: &Sealed) -> Result<String, DbError> {
        let store = self.store();
        let text = sealed::open(&*store.keys()?, place, value)?;
        let reading = Reading { principal: self.principal().clone(), origin: self.origin().clone(), place };
        // The writer lives as long as the store.
        drop(store.teller().send(Told::Reading(Box::new(reading))));
        Ok(text)
    }
}

/// Writes readings until the store is gone. It does not keep the store open, or neither would ever end.
pub(crate) async fn write_readings(store: Faint, mut heard: mpsc::UnboundedReceiver<Told>) {
    while let Some(first) = heard.recv().await {
        let (mut readings, mut flushed) = (Vec::new(), Vec::new());
        sort(first, &mut readings, &mut flushed);
        if flushed.is_empty() {
            tokio::time::sleep(GATHER).await;
        }
        while readings.len() < AT_ONCE
            && let Ok(next) = heard.try_recv()
        {
            sort(next, &mut readings, &mut flushed);
        }
        let Some(store) = store.upgrade() else { return };
        if let Err(error) = write(&store, readings).await {
            tracing::error!(%error, "readings of personal data could not be written to the audit log");
        }
        for done in flushed {
            _ = done.send(());
        }
    }
}

fn sort(told: Told, readings: &mut Vec<Reading>, flushed: &mut Vec<oneshot::Sender<()>>) {
    match told {
        Told::Reading(reading) => readings.push(*reading),
        Told::Flush(done) => flushed.push(done),
    }
}

async fn write(store: &Store, readings: Vec<Reading>) -> Result<(), DbError> {
    if readings.is_empty() {
        return Ok(());
    }
    let transaction = engine::begin_write(store.pool()).await?;
    for reading in readings {
        let entry = Entry {
            action: AuditAction::Read,
            resource_type: reading.place.table.to_owned(),
            resource_id: Some(reading.place.row.to_string()),
            client_id: None,
            changes: Some(serde_json::json!({ "column": reading.place.column })),
        };
        audit::append(&transaction, store, &reading.principal, &reading.origin, vec![entry]).await?;
    }
    Ok(transaction.commit().await?)
}
