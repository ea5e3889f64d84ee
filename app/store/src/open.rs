//! Opening the store: the pool, the keys, and the proof that they belong together.

use crate::access::{Access, Principal};
use crate::engine::{self, Engine};
use crate::error::DbError;
use crate::id::now;
use crate::key_file::{self, KeyFileError};
use crate::keys::Keys;
use crate::live::Hub;
use crate::origin::Origin;
use crate::reveal::{self, Teller, Told};
use crate::table::key_check;
use crate::twin;
use domain::user::Actor;
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock, Weak};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::Semaphore;

/// The database with its keys. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    db: DatabaseConnection,
    key_file: PathBuf,
    keys: RwLock<Loaded>,
    queries: Arc<AtomicU64>,
    teller: Teller,
    hub: Arc<Hub>,
    spare: Arc<Semaphore>,
}

impl Drop for Inner {
    /// What reads the log beside would outlive the store.
    fn drop(&mut self) {
        self.hub.stop();
    }
}

/// The store, without keeping it open.
pub(crate) struct Faint(Weak<Inner>);

impl Faint {
    pub(crate) fn upgrade(&self) -> Option<Store> {
        self.0.upgrade().map(Store)
    }
}

struct Loaded {
    keys: Arc<Keys>,
    changed: Option<SystemTime>,
    looked: Instant,
}

/// How often a running server looks whether the keys were rotated.
pub(crate) const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Why the store does not open; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database cannot be reached or migrated.
    #[error("the database cannot be used: {0}")]
    Db(#[from] sea_orm::DbErr),
    /// There is no usable key file.
    #[error("{0}")]
    KeyFile(#[from] KeyFileError),
    /// The schema is older or newer than this program.
    #[error("the database's schema is not this program's ({0}); run `throughline migrate`, or the newer program")]
    Schema(String),
    /// The key file belongs to another database.
    #[error("the key {0} in {1} is not the one that this database was made with; restore the right key file")]
    WrongKey(String, String),
    /// The key file is gone.
    #[error("the key file {0} is missing and this database was made with one; restore it from your copy")]
    KeyGone(String),
}

impl Store {
    /// Connects, brings the schema up to date if asked, and unlocks; makes a key where the database is new.
    ///
    /// # Errors
    /// One sentence that says what is wrong and what to do; nothing is touched then.
    pub async fn open(url: &str, key_file: &Path, migrate: bool) -> Result<Self, OpenError> {
        // Looked at before it is read: a rotation that comes between is noticed at the next look.
        let changed = changed(key_file);
        if changed.is_some() {
            key_file::read(key_file)?;
        }
        let mut db = engine::connect(url).await?;
        if migrate {
            engine::migrate(&db).await?;
        } else if let Some(pending) = engine::pending(&db).await? {
            return Err(OpenError::Schema(pending));
        }
        let queries = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&queries);
        db.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let keys = unlock(&db, key_file).await?;
        let loaded = Loaded { keys: Arc::new(keys), changed, looked: Instant::now() };
        let (teller, heard) = tokio::sync::mpsc::unbounded_channel();
        let (hub, spare) = (Hub::new(), twin::spare());
        let inner = Inner { db, key_file: key_file.to_owned(), keys: RwLock::new(loaded), queries, teller, hub, spare };
        let store = Self(Arc::new(inner));
        tokio::spawn(reveal::write_readings(store.downgrade(), heard));
        Ok(store)
    }

    pub(crate) fn downgrade(&self) -> Faint {
        Faint(Arc::downgrade(&self.0))
    }

    pub(crate) fn teller(&self) -> &Teller {
        &self.0.teller
    }

    /// Waits until every reading of personal data so far stands in the audit log.
    pub async fn settle(&self) {
        let (done, settled) = tokio::sync::oneshot::channel();
        if self.0.teller.send(Told::Flush(done)).is_ok() {
            _ = settled.await;
        }
    }

    /// Leave to begin a second reading.
    pub(crate) fn spare(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.spare)
    }

    pub(crate) fn hub(&self) -> &Arc<Hub> {
        &self.0.hub
    }

    /// Where `PostgreSQL` is, for a connection beside the pool.
    pub(crate) fn notifications(&self) -> Arc<PgConnectOptions> {
        self.0.db.get_postgres_connection_pool().connect_options()
    }

    pub(crate) fn pool(&self) -> &DatabaseConnection {
        &self.0.db
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        Engine::of(&self.0.db)
    }

    /// Where the keys are.
    #[must_use]
    pub fn key_file(&self) -> &Path {
        &self.0.key_file
    }

    /// A person's door.
    #[must_use]
    pub fn access(&self, actor: Actor, origin: Origin) -> Access {
        Access { store: self.clone(), principal: Principal::Person(actor), origin }
    }

    /// The program's own door, for commands, seeds and the sign-in; says which. It sees everything, so every call of
    /// this is listed in a test.
    #[must_use]
    pub fn system(&self, what: &'static str, origin: Origin) -> Access {
        Access { store: self.clone(), principal: Principal::System(what), origin }
    }

    /// The keys, read again when the file has changed.
    ///
    /// # Errors
    /// The key file has become unreadable.
    pub fn keys(&self) -> Result<Arc<Keys>, DbError> {
        let poisoned = || DbError::Corrupt("the keys are locked by a stopped thread".into());
        {
            let loaded = self.0.keys.read().map_err(|_| poisoned())?;
            if loaded.looked.elapsed() < LOOK_AGAIN {
                return Ok(Arc::clone(&loaded.keys));
            }
        }
        let mut loaded = self.0.keys.write().map_err(|_| poisoned())?;
        loaded.looked = Instant::now();
        let changed = changed(&self.0.key_file);
        if changed.is_some() && changed != loaded.changed {
            let keys = key_file::read(&self.0.key_file).map_err(|error| DbError::Corrupt(error.to_string()))?;
            loaded.keys = Arc::new(Keys::new(keys));
            loaded.changed = changed;
        }
        Ok(Arc::clone(&loaded.keys))
    }

    /// Reads the key file again at once, after a rotation by this very process.
    pub(crate) fn reload_keys(&self) -> Result<Arc<Keys>, DbError> {
        if let Ok(mut loaded) = self.0.keys.write() {
            loaded.changed = None;
            loaded.looked = Instant::now().checked_sub(LOOK_AGAIN).unwrap_or(loaded.looked);
        }
        self.keys()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), DbError> {
        Ok(self.0.db.ping().await?)
    }

    /// Statements run so far; a test reads it before and after a page.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.0.queries.load(Ordering::Relaxed)
    }

    /// Writes a consistent copy of a SQLite database while it is in use.
    ///
    /// # Errors
    /// The engine is another, or the file exists already.
    pub async fn copy_to(&self, file: &Path) -> Result<(), DbError> {
        if self.engine() != Engine::Sqlite {
            return Err(DbError::Corrupt("PostgreSQL is backed up with pg_dump".into()));
        }
        let name = file.to_str().ok_or_else(|| DbError::Corrupt("the file's name is not UTF-8".into()))?;
        let statement = sea_orm::Statement::from_sql_and_values(sea_orm::DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
        self.0.db.execute_raw(statement).await?;
        Ok(())
    }

    /// Closes the pool: what is committed is on disk.
    ///
    /// # Errors
    /// The engine reports a fault.
    pub async fn close(self) -> Result<(), DbError> {
        self.settle().await;
        self.0.hub.stop();
        Ok(self.0.db.clone().close().await?)
    }
}

fn changed(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|found| found.modified()).ok()
}

async fn unlock(db: &DatabaseConnection, path: &Path) -> Result<Keys, OpenError> {
    let known = key_check::Entity::find().all(db).await?;
    let name = path.display().to_string();
    if !path.exists() {
        if !known.is_empty() {
            return Err(OpenError::KeyGone(name));
        }
        key_file::create(path)?;
    }
    let keys = Keys::new(key_file::read(path)?);
    // Before anything is written: a wrong file touches nothing.
    prove(&keys, &known, &name)?;
    for id in keys.ids().filter(|id| known.iter().all(|row| row.key_id != *id)) {
        let state = if id == keys.active() { "active" } else { "retired" };
        let row: [sea_orm::Value; 4] = [id.into(), keys.check_value(id).unwrap_or_default().into(), state.into(), now().into()];
        use key_check::Column::{CheckValue, CreatedAt, KeyId, State};
        let mut insert = Query::insert();
        insert.into_table(key_check::Entity).columns([KeyId, CheckValue, State, CreatedAt]).values_panic(row.map(Expr::val));
        // Another instance may note it at the same moment; whether it noted the same, the check below says.
        db.execute(insert.on_conflict(OnConflict::column(KeyId).do_nothing().to_owned())).await?;
    }
    prove(&keys, &key_check::Entity::find().all(db).await?, &name)?;
    Ok(keys)
}

/// Whether the file holds every key that the database was made with.
fn prove(keys: &Keys, known: &[key_check::Model], file: &str) -> Result<(), OpenError> {
    let wrong = known.iter().find(|row| keys.check_value(&row.key_id).is_none_or(|value| value != row.check_value));
    wrong.map_or(Ok(()), |row| Err(OpenError::WrongKey(row.key_id.clone(), file.to_owned())))
}
