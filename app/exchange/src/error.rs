//! Why an import did not happen.

use domain::id::ImportRunId;
use store::DbError;

/// A file that cannot be read, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which file.
    pub file: String,
    /// Where in it, if the fault has a place.
    pub line: Option<u64>,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

impl Refusal {
    pub(crate) fn new(file: &str, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, reason: reason.into(), remedy: remedy.into() }
    }

    pub(crate) fn at(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}; {}", self.file, self.reason, self.remedy),
            None => write!(f, "{}: {}; {}", self.file, self.reason, self.remedy),
        }
    }
}

/// Why an import did not happen. Nothing was changed, unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The mapping cannot be used.
    #[error("the mapping {name}: {fault}")]
    Mapping {
        /// Its name or path.
        name: String,
        /// What is wrong, and what would be right.
        fault: String,
    },
    /// A file cannot be read.
    #[error("{0}")]
    File(Refusal),
    /// No file was named.
    #[error("no file was given; name the CSV files to import")]
    NoFiles,
    /// The database refused.
    #[error("{0}")]
    Db(#[from] DbError),
    /// A later file stopped; the ones before it are kept.
    #[error("{cause}. {} imported before it; `throughline import --revert {run}` takes that back", done.join(", "))]
    Partly {
        /// What to revert.
        run: ImportRunId,
        /// The files that are in.
        done: Vec<String>,
        /// What stopped the next one.
        cause: Box<Self>,
    },
}

impl From<Refusal> for ImportError {
    fn from(refusal: Refusal) -> Self {
        Self::File(refusal)
    }
}
