//! One file on its way into the database, a few hundred rows at a time.

use crate::book::Book;
use crate::entity::{Sums, Teams};
use crate::error::ImportError;
use crate::job::Progress;
use crate::mapping::{Entity, FileMap};
use crate::plan::Planned;
use crate::report::{FileReport, Rejection};
use crate::row::Row;
use crate::sheet::Line;
use std::collections::HashMap;
use std::sync::Arc;
use store::Write;
use tokio::sync::mpsc::UnboundedSender;

/// Rows between two messages, and in one set of queries.
const BATCH: usize = 500;

/// One file, the transaction that it goes into, and what is known so far.
pub(crate) struct Desk<'a> {
    pub(crate) write: &'a mut Write,
    pub(crate) book: &'a mut Book,
    pub(crate) file: &'a Planned,
    pub(crate) map: FileMap,
    pub(crate) report: FileReport,
    /// Match key → the line that had it.
    seen: HashMap<String, u64>,
    pub(crate) teams: Teams,
    pub(crate) sums: Sums,
    /// Rows that differ and are left alone, because a person changed the record here.
    pub(crate) ours: u64,
}

impl<'a> Desk<'a> {
    /// Imports one file within the transaction.
    pub(crate) async fn import(
        write: &'a mut Write,
        book: &'a mut Book,
        file: &'a Planned,
        told: &UnboundedSender<Progress>,
    ) -> Result<FileReport, ImportError> {
        book.learn_stages(write).await?;
        let mapping = Arc::clone(&book.mapping);
        let Some(map) = mapping.files.get(file.at).cloned() else { return Err(ImportError::NoFiles) };
        let report = FileReport {
            file: file.sheet.name.clone(),
            entity: map.entity,
            new: 0,
            updated: 0,
            unchanged: 0,
            rejected: 0,
            notes: Vec::new(),
            rejections: Vec::new(),
        };
        let mut desk =
            Self { write, book, file, map, report, seen: HashMap::new(), teams: Teams::default(), sums: Sums::default(), ours: 0 };
        desk.all(told).await?;
        desk.close().await?;
        Ok(desk.report)
    }

    async fn all(&mut self, told: &UnboundedSender<Progress>) -> Result<(), ImportError> {
        let mut rows = self.file.sheet.rows()?;
        let mut done = 0;
        loop {
            let lines = rows.take(BATCH)?;
            if lines.is_empty() {
                return Ok(());
            }
            done += lines.len() as u64;
            let lines = self.whole(lines);
            match self.map.entity {
                Entity::User => self.users(&lines).await?,
                Entity::Product => self.products(&lines),
                Entity::Client => self.clients(&lines).await?,
                Entity::Deal => self.deals(&lines).await?,
            }
            self.book.ledger.flush(self.write).await?;
            // Nobody may be listening any more, and that is no reason to stop.
            drop(told.send(Progress { file: self.report.file.clone(), rows: done, of: self.file.rows }));
        }
    }

    async fn close(&mut self) -> Result<(), ImportError> {
        self.report.rejections.sort_by_key(|rejection| rejection.line);
        self.note_people();
        if self.map.entity == Entity::Deal {
            self.note_deals();
            self.assign_teams().await?;
        }
        if self.ours > 0 {
            let count = crate::report::grouped(self.ours);
            self.report.notes.push(format!("{count} rows differ from records that were changed here since; these were left as they are"));
        }
        self.book.ledger.close(self.write, &self.report).await?;
        Ok(())
    }

    /// Puts aside the rows that are none.
    fn whole(&mut self, lines: Vec<Line>) -> Vec<Line> {
        let width = self.file.sheet.header.len();
        let (mut good, mut bad) = (Vec::with_capacity(lines.len()), Vec::new());
        for line in lines {
            match self.row(&line).whole(width) {
                Ok(()) => good.push(line),
                Err(rejection) => bad.push(rejection),
            }
        }
        bad.into_iter().for_each(|rejection| self.reject(rejection));
        good
    }

    /// The row through the eyes of the mapping.
    pub(crate) fn row<'r>(&'r self, line: &'r Line) -> Row<'r> {
        Row { map: &self.map, columns: &self.file.columns, line, file: &self.file.sheet.name }
    }

    /// Counts a row that is not taken.
    pub(crate) fn reject(&mut self, rejection: Rejection) {
        self.report.rejected += 1;
        self.report.rejections.push(rejection);
    }

    /// A row's match key may stand once in a file.
    pub(crate) fn once(&mut self, line: &Line, field: &str, key: &str) -> Result<(), Rejection> {
        if let Some(before) = self.seen.get(key) {
            return Err(self.row(line).fault(field, format!("stands on line {before} already"), "keep one of the two rows"));
        }
        self.seen.insert(key.to_owned(), line.number);
        Ok(())
    }
}
