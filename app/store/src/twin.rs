//! Two readings of one moment: the halves of a large page do not wait for each other.

use crate::access::Access;
use crate::engine;
use crate::error::DbError;
use crate::read::{Read, sealed_trait::Inside};
use crate::table::audit_log;
use sea_orm::{ColumnTrait, EntityTrait, QuerySelect};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Two readings that see the same; or one, where a second would be in others' way or would not see the same.
pub struct Twin {
    first: Read,
    second: Option<(Read, OwnedSemaphorePermit)>,
}

impl Twin {
    /// Something may have been written between the two: then they do not see the same, and the first has to do.
    fn of((first, moment): Begun, second: Option<Begun>, permit: OwnedSemaphorePermit) -> Self {
        let same = second.filter(|(_, other)| *other == moment);
        Self { first, second: same.map(|(second, _)| (second, permit)) }
    }

    /// A reading for each half of the work. They may be the same one: its statements then take turns.
    #[must_use]
    pub fn halves(&self) -> (&Read, &Read) {
        (&self.first, self.second.as_ref().map_or(&self.first, |(second, _)| second))
    }
}

/// As many second readings at once as there are processors beside the one that serves the first: more would not be
/// faster, and as long as they are fewer than connections, nobody waits for somebody who waits.
pub(crate) fn spare() -> Arc<Semaphore> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    Arc::new(Semaphore::new((processors - 1).min(4)))
}

impl Access {
    /// Begins a reading on two connections, if there is one to spare.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn read_twice(&self) -> Result<Twin, DbError> {
        // What is not needed is not waited for.
        let spare = engine::has_room(self.store.pool(), 2).then(|| self.store.spare().try_acquire_owned().ok()).flatten();
        let Some(permit) = spare else { return Ok(Twin { first: self.read().await?, second: None }) };
        let (first, second) = tokio::join!(begun(self), begun(self));
        Ok(Twin::of(first?, second.ok(), permit))
    }
}

/// A reading, and how far the log went when it began. Whatever people write stands there, in the order of its commits; the
/// bookkeeping of sessions, keys and imports does not, and may differ between the two.
type Begun = (Read, Option<i64>);

async fn begun(access: &Access) -> Result<Begun, DbError> {
    use audit_log::Column::Seq;
    let read = access.read().await?;
    let last = audit_log::Entity::find().select_only().column_as(Seq.max(), "last");
    let moment = last.into_tuple::<Option<i64>>().one(read.transaction()).await?;
    Ok((read, moment.flatten()))
}

#[cfg(all(test, feature = "testing"))]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use crate::testing::TestDb;
    use crate::{Origin, Store};
    use domain::audit::AuditAction;

    crate::both_engines! {
        async fn readings_between_which_something_was_written_are_one(db: TestDb) {
            let place = tempfile::TempDir::new().unwrap();
            let store = Store::open(db.url(), &place.path().join("keys"), false).await.unwrap();
            let access = store.system("a test", Origin::default());
            let permits = Arc::new(Semaphore::new(2));
            let permit = || Arc::clone(&permits).try_acquire_owned().unwrap();
            let (first, second) = (begun(&access).await.unwrap(), begun(&access).await.unwrap());
            let quiet = Twin::of(first, Some(second), permit());
            assert!(!std::ptr::eq(quiet.halves().0, quiet.halves().1));

            let first = begun(&access).await.unwrap();
            access.write(|write| Box::pin(async move {
                write.note(AuditAction::Export, "opportunity", None, None);
                Ok(())
            })).await.unwrap();
            let busy = Twin::of(first, Some(begun(&access).await.unwrap()), permit());
            assert!(std::ptr::eq(busy.halves().0, busy.halves().1));
            assert_eq!(permits.available_permits(), 1, "and somebody else may have a second one");
        }
    }
}
