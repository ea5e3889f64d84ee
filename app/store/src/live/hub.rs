//! Who is woken, reads the log once, and hands what it says to every listener of this process.

use super::journal;
use super::news::News;
use super::notify;
use crate::engine::Engine;
use crate::error::DbError;
use crate::open::{Faint, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Mutex, Notify, broadcast, mpsc, oneshot, watch};
use tokio::time::{Instant, sleep, sleep_until};

/// Stretches of the log that are kept for slow listeners; who is further behind asks for everything.
const KEPT: usize = 64;
/// The first change is told at once; of a burst, so much is gathered at a time.
const GATHER: Duration = Duration::from_millis(100);
/// How often the log's end is looked at while anybody listens. Another process that writes a SQLite file wakes nobody;
/// on `PostgreSQL` it is for notifications that got lost.
const LOOK: [(Engine, Duration); 2] = [(Engine::Sqlite, Duration::from_secs(3)), (Engine::Postgres, Duration::from_secs(30))];
/// The longest wait before a database that failed is asked again.
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks the reader where it stands.
type Asked = oneshot::Sender<Result<i64, DbError>>;

/// What writers, reader and listeners share.
pub(crate) struct Hub {
    /// The highest number of an entry that is known to be committed.
    position: AtomicI64,
    wake: Notify,
    news: broadcast::Sender<News>,
    stop: watch::Sender<bool>,
    reader: Mutex<Option<mpsc::Sender<Asked>>>,
}

impl Hub {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            position: AtomicI64::new(0),
            wake: Notify::new(),
            news: broadcast::channel(KEPT).0,
            stop: watch::channel(false).0,
            reader: Mutex::new(None),
        })
    }

    /// An entry with this number is committed. Says nothing where a higher one is known: what is read then has this in it.
    pub(crate) fn committed(&self, seq: i64) {
        if self.position.fetch_max(seq, Ordering::AcqRel) < seq {
            self.look();
        }
    }

    /// Has the log looked at, whatever is known of it.
    pub(super) fn look(&self) {
        self.wake.notify_one();
    }

    /// Ends what runs beside.
    pub(crate) fn stop(&self) {
        self.stop.send_replace(true);
    }

    pub(super) async fn stopped(&self) {
        // It cannot close: the sender is here.
        drop(self.stop.subscribe().wait_for(|stop| *stop).await);
    }
}

impl Store {
    /// The number of an entry of the log that is certainly committed: whatever is read from now on has at least this in
    /// it. Costs nothing; 0 where none is known.
    #[must_use]
    pub fn position(&self) -> i64 {
        self.hub().position.load(Ordering::Acquire)
    }

    /// Begins to hear of changes, of other servers' as well. Only a server needs to; a second time changes nothing.
    ///
    /// # Errors
    /// The database fails.
    pub async fn go_live(&self) -> Result<(), DbError> {
        self.stand().await.map(|_| ())
    }

    /// Where the reader stands; starts it if there is none.
    async fn stand(&self) -> Result<i64, DbError> {
        let hub = self.hub();
        let mut reader = hub.reader.lock().await;
        let asking = match reader.as_ref() {
            Some(asking) => asking.clone(),
            None => {
                let (asking, asked) = mpsc::channel(16);
                tokio::spawn(read(self.downgrade(), Arc::clone(hub), asked, look_every(self.engine())));
                if self.engine() == Engine::Postgres {
                    tokio::spawn(notify::listen(self.notifications(), Arc::clone(hub)));
                }
                reader.insert(asking).clone()
            }
        };
        drop(reader);
        let (answer, answered) = oneshot::channel();
        let gone = || DbError::Corrupt("the store is closed".into());
        asking.send(answer).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }

    /// Listens from now on.
    ///
    /// # Errors
    /// The database fails.
    pub async fn follow(&self) -> Result<Feed, DbError> {
        // Listening first and looking afterwards: nothing falls between.
        let heard = self.hub().news.subscribe();
        let at = self.stand().await?;
        Ok(Feed { store: self.clone(), heard, at })
    }
}

fn look_every(engine: Engine) -> Duration {
    LOOK.iter().find(|(other, _)| *other == engine).map_or(PATIENCE, |(_, every)| *every)
}

/// One listener.
pub struct Feed {
    store: Store,
    heard: broadcast::Receiver<News>,
    at: i64,
}

impl Feed {
    /// The number of the last entry that was handed out, or from where it listens.
    #[must_use]
    pub const fn at(&self) -> i64 {
        self.at
    }

    /// What has happened since an entry that was seen earlier; then listens from there.
    ///
    /// # Errors
    /// The database fails.
    pub async fn catch_up(&mut self, since: i64) -> Result<News, DbError> {
        let news = journal::since(&self.store, since).await?;
        self.at = self.at.max(news.upto);
        Ok(news)
    }

    /// The next news, as soon as there are any. Whoever takes them too slowly is told to ask for everything. Ends with the
    /// store.
    pub async fn next(&mut self) -> Option<News> {
        loop {
            let heard = tokio::select! {
                heard = self.heard.recv() => heard,
                () = self.store.hub().stopped() => return None,
            };
            match heard {
                // That was in what it caught up with.
                Ok(news) if news.upto <= self.at => {}
                Ok(news) => {
                    let after = std::mem::replace(&mut self.at, news.upto);
                    return Some(news.after(after));
                }
                Err(RecvError::Lagged(_)) => {
                    // Whatever is kept for it is part of everything.
                    self.heard = self.heard.resubscribe();
                    self.at = self.at.max(self.store.position());
                    return Some(News::everything(self.at));
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }
}

enum Called {
    Asked(Asked),
    Look,
}

/// Reads the log when it is woken, for as long as the store is there. While nobody listens it reads nothing.
async fn read(store: Faint, hub: Arc<Hub>, mut asked: mpsc::Receiver<Asked>, every: Duration) {
    let mut at: Option<i64> = None;
    let mut next = Instant::now();
    let mut patience: Option<Duration> = None;
    loop {
        let listened = hub.news.receiver_count() > 0;
        let called = tokio::select! {
            () = hub.stopped() => return,
            asking = asked.recv() => match asking {
                Some(asking) => Called::Asked(asking),
                None => return,
            },
            () = hub.wake.notified() => Called::Look,
            () = sleep(patience.unwrap_or(every)), if listened => Called::Look,
        };
        let Some(store) = store.upgrade() else { return };
        match (called, at) {
            (Called::Asked(asking), Some(at)) => drop(asking.send(Ok(at))),
            (Called::Asked(asking), None) => {
                let head = journal::head(&store).await;
                if let Ok(head) = head {
                    at = Some(head);
                    hub.position.fetch_max(head, Ordering::AcqRel);
                }
                drop(asking.send(head));
            }
            (Called::Look, _) if !listened => at = None,
            (Called::Look, None) => {}
            (Called::Look, Some(from)) => {
                sleep_until(next).await;
                match journal::since(&store, from).await {
                    Ok(news) => {
                        patience = None;
                        at = Some(news.upto);
                        hub.position.fetch_max(news.upto, Ordering::AcqRel);
                        if news.upto != from {
                            // Nobody may be left to hear it.
                            drop(hub.news.send(news));
                            next = Instant::now() + GATHER;
                        }
                    }
                    Err(error) => {
                        tracing::warn!(%error, "the log of changes cannot be read; trying again");
                        patience = Some(patience.map_or(Duration::from_secs(1), |patience| (patience * 2).min(PATIENCE)));
                    }
                }
            }
        }
    }
}
