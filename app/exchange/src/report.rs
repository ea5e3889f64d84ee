//! What an import did, for people and as CSV.

use crate::cell::safe_cell;
use crate::mapping::Entity;
use domain::id::ImportRunId;
use serde::Serialize;
use std::fmt::{Display, Formatter, Result};

/// Rejected rows that the text shows per file; the CSV has all.
const SHOWN: usize = 20;

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejection {
    /// The file.
    pub file: String,
    /// The line that the row begins on; the header is line 1.
    pub line: u64,
    /// The column; empty where the whole row is meant.
    pub column: String,
    /// What stands there, cut to 80 characters.
    pub value: String,
    /// What is wrong with it.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

/// What became of one file. The four counts add up to its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The file's name.
    pub file: String,
    /// What its rows became.
    pub entity: Entity,
    /// Rows that made something.
    pub new: u64,
    /// Rows that changed something.
    pub updated: u64,
    /// Rows that were already so.
    pub unchanged: u64,
    /// Rows that were not taken.
    pub rejected: u64,
    /// What else there is to say.
    pub notes: Vec<String>,
    /// Each row that was not taken.
    pub rejections: Vec<Rejection>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What `--revert` takes; nothing if nothing was changed or this was a trial.
    pub run: Option<ImportRunId>,
    /// A trial: nothing was kept.
    pub dry_run: bool,
    /// The mapping's name.
    pub mapping: String,
    /// The files, in the order in which they were read.
    pub files: Vec<FileReport>,
}

impl Report {
    /// Rows that were not taken, in all files.
    #[must_use]
    pub fn rejected(&self) -> u64 {
        self.files.iter().map(|file| file.rejected).sum()
    }

    /// Every rejected row, as CSV with a header; safe to open in a spreadsheet.
    #[must_use]
    pub fn rejected_csv(&self) -> String {
        let mut csv = csv::Writer::from_writer(Vec::new());
        // Writing to memory cannot fail.
        drop(csv.write_record(["file", "line", "column", "value", "reason", "remedy"]));
        for rejection in self.files.iter().flat_map(|file| &file.rejections) {
            let line = rejection.line.to_string();
            let cells = [&rejection.file, &line, &rejection.column, &rejection.value, &rejection.reason, &rejection.remedy];
            drop(csv.write_record(cells.map(|cell| safe_cell(cell).into_owned())));
        }
        String::from_utf8(csv.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for file in &self.files {
            writeln!(f, "{file}")?;
        }
        match (self.dry_run, self.run) {
            (true, _) => write!(f, "This was a trial; nothing was kept."),
            (false, Some(run)) => {
                write!(f, "Imported with the mapping {}. To take it back: throughline import --revert {run}", self.mapping)
            }
            (false, None) => write!(f, "Nothing had to be changed."),
        }
    }
}

impl Display for FileReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let [new, updated, unchanged, rejected] = [self.new, self.updated, self.unchanged, self.rejected].map(grouped);
        if self.entity == Entity::Product {
            write!(f, "{}: {unchanged} read, {rejected} rejected", self.file)?;
        } else {
            write!(f, "{}: {new} new, {updated} updated, {unchanged} unchanged, {rejected} rejected", self.file)?;
        }
        for note in &self.notes {
            write!(f, "\n  {note}")?;
        }
        for rejection in self.rejections.iter().take(SHOWN) {
            write!(f, "\n  {rejection}")?;
        }
        if self.rejections.len() > SHOWN {
            write!(f, "\n  … and {} more rejected rows", grouped((self.rejections.len() - SHOWN) as u64))?;
        }
        Ok(())
    }
}

impl Display for Rejection {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self { line, column, value, reason, remedy, .. } = self;
        // A cell could hold what a terminal obeys.
        let value = value.escape_debug();
        match column.as_str() {
            "" => write!(f, "line {line}: {reason}; {remedy}"),
            column => write!(f, "line {line}, {column} “{value}”: {reason}; {remedy}"),
        }
    }
}

/// Thousands apart.
pub(crate) fn grouped(count: u64) -> String {
    domain::money::group(&count.to_string())
}
