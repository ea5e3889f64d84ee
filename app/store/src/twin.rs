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
        let (first, moment) = first?;
        // Something was written between the two: then they do not see the same, and one has to do.
        let same = second.ok().filter(|(_, other)| *other == moment);
        Ok(Twin { first, second: same.map(|(second, _)| (second, permit)) })
    }
}

/// A reading, and how far the log went when it began. Whatever people write stands there, in the order of its commits; the
/// bookkeeping of sessions, keys and imports does not, and may differ between the two.
async fn begun(access: &Access) -> Result<(Read, Option<i64>), DbError> {
    use audit_log::Column::Seq;
    let read = access.read().await?;
    let last = audit_log::Entity::find().select_only().column_as(Seq.max(), "last");
    let moment = last.into_tuple::<Option<i64>>().one(read.transaction()).await?;
    Ok((read, moment.flatten()))
}
