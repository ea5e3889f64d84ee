//! A person at the door: who they are and where they come from. Reads and writes begin here.

use crate::engine;
use crate::error::DbError;
use crate::open::Store;
use crate::origin::Origin;
use crate::read::Read;
use crate::write::Write;
use domain::AppError;
use domain::policy::{Action, Noun, Reach};
use domain::user::Actor;
use std::pin::Pin;

/// Who acts.
#[derive(Clone, Debug)]
pub enum Principal {
    /// A signed-in person.
    Person(Actor),
    /// The program itself: a command, the seeds, or the sign-in that does not know the person yet. Says which.
    System(&'static str),
}

impl Principal {
    /// How far the right goes.
    #[must_use]
    pub const fn reach(&self, action: Action, noun: Noun) -> Reach {
        match self {
            Self::Person(actor) => actor.reach(action, noun),
            Self::System(_) => Reach::Everything,
        }
    }

    /// Whether it is one of the firm.
    pub(crate) const fn inside(&self) -> bool {
        match self {
            Self::Person(actor) => actor.inside(),
            Self::System(_) => true,
        }
    }
}

/// The right to ask, in one person's name.
#[derive(Clone)]
pub struct Access {
    pub(crate) store: Store,
    pub(crate) principal: Principal,
    pub(crate) origin: Origin,
}

/// A future that borrows its transaction.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = Result<T, DbError>> + Send + 'a>>;

impl Access {
    /// The signed-in person.
    ///
    /// # Errors
    /// [`AppError::SignedOut`] where the program itself acts.
    pub fn actor(&self) -> Result<&Actor, AppError> {
        match &self.principal {
            Principal::Person(actor) => Ok(actor),
            Principal::System(_) => Err(AppError::SignedOut),
        }
    }

    /// Where the request came from.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The same request with the program's own rights, for what nobody has a right to: counting tries, sealing batches.
    /// Every call of this is listed in a test.
    #[must_use]
    pub fn as_system(self, what: &'static str) -> Self {
        Self { principal: Principal::System(what), ..self }
    }

    /// Whether the principal may do this to anything at all.
    #[must_use]
    pub const fn may(&self, action: Action, noun: Noun) -> bool {
        !matches!(self.principal.reach(action, noun), Reach::Nothing)
    }

    /// Stops here whoever has no such right anywhere.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who may not even read such things, [`AppError::Forbidden`] for who may.
    pub const fn require(&self, action: Action, noun: Noun) -> Result<(), AppError> {
        match (self.may(action, noun), self.may(Action::Read, noun)) {
            (true, _) => Ok(()),
            (false, true) => Err(AppError::Forbidden),
            (false, false) => Err(AppError::NotFound),
        }
    }

    /// Begins a read: every query of it sees the same moment.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn read(&self) -> Result<Read, DbError> {
        Read::begin(self).await
    }

    /// Changes something: one transaction with its audit rows, which a caller that goes away cannot cut in half.
    ///
    /// # Errors
    /// What the work answers; nothing is changed then.
    pub async fn write<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Write) -> Work<'a, T> + Send + 'static,
    {
        let access = self.clone();
        // A dropped request drops its future; a transaction must not hang on that thread.
        let done = tokio::spawn(async move {
            let mut write = Write::begin(&access).await?;
            match work(&mut write).await {
                Ok(value) => write.commit().await.map(|()| value),
                Err(error) => {
                    write.rollback().await;
                    Err(error)
                }
            }
        });
        done.await.map_err(|error| DbError::Corrupt(format!("a write stopped: {error}")))?
    }

    /// Changes so much at once that the database has to look at its tables anew: an import, or the demonstration firm.
    ///
    /// `PostgreSQL` looks by itself, but sees nothing of what is not committed yet. Where it looked while the rows came in,
    /// it takes full tables for empty ones until it looks again, and a page takes ten seconds instead of a tenth.
    ///
    /// # Errors
    /// What the work answers; nothing is changed then.
    pub async fn write_in_bulk<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Write) -> Work<'a, T> + Send + 'static,
    {
        let value = self.write(work).await?;
        if let Err(error) = engine::survey(self.store.pool()).await {
            // What was written is written.
            tracing::warn!(%error, "the database did not look at its tables anew");
        }
        Ok(value)
    }
}
