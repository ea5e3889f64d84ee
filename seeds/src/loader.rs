//! Puts rows into the open transaction, counts them, and says how far it is.

use crate::{Progress, Summary};
use sea_orm::ActiveModelTrait;
use store::{DbError, InScope, Row, Write};
use tokio::sync::mpsc::UnboundedSender;

/// So many tables are filled.
const TABLES: usize = 27;

/// The open transaction with its tally.
pub(crate) struct Loader<'a> {
    write: &'a mut Write,
    heard: UnboundedSender<Progress>,
    /// What was loaded so far.
    pub(crate) summary: Summary,
}

impl<'a> Loader<'a> {
    /// Nothing is loaded yet.
    pub(crate) fn new(write: &'a mut Write, heard: UnboundedSender<Progress>) -> Self {
        Self { write, heard, summary: Summary::default() }
    }

    /// Fills one table.
    pub(crate) async fn put<E>(&mut self, rows: Vec<E::ActiveModel>) -> Result<(), DbError>
    where
        E: Row + InScope,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    {
        let what = E::default().table_name();
        let count = rows.len();
        if count > 0 {
            self.write.load::<E>(rows).await?;
        }
        self.summary.rows.push((what.to_owned(), count));
        // Nobody listens any more: no reason to stop.
        drop(self.heard.send(Progress { done: self.summary.rows.len(), total: TABLES, what: what.to_owned() }));
        Ok(())
    }
}
