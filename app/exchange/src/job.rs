//! The import as a whole: plan, then one transaction per file, or one for all that is rolled back in the end.

use crate::book::Book;
use crate::desk::Desk;
use crate::error::ImportError;
use crate::ledger::Ledger;
use crate::mapping::Mapping;
use crate::plan::{self, Planned};
use crate::report::Report;
use domain::AppError;
use domain::id::UserId;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use store::{Access, DbError};
use tokio::sync::{Mutex, mpsc};

/// The largest file that is read unless told otherwise: 200 MB.
pub const MAX_BYTES: u64 = 200_000_000;

/// What to import.
#[derive(Clone, Debug)]
pub struct Job {
    /// Which column becomes which field.
    pub mapping: Mapping,
    /// The files, in any order.
    pub files: Vec<PathBuf>,
    /// Compute everything and keep nothing.
    pub dry_run: bool,
    /// A larger file is refused.
    pub max_bytes: u64,
    /// Who imports; nobody for a command on the machine itself.
    pub started_by: Option<UserId>,
}

impl Job {
    /// An import that is kept, with the usual limit.
    #[must_use]
    pub const fn new(mapping: Mapping, files: Vec<PathBuf>) -> Self {
        Self { mapping, files, dry_run: false, max_bytes: MAX_BYTES, started_by: None }
    }
}

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The file that is being read.
    pub file: String,
    /// Rows done.
    pub rows: u64,
    /// Rows in all.
    pub of: u64,
}

struct Shared {
    plan: Vec<Planned>,
    book: Mutex<Book>,
    told: mpsc::UnboundedSender<Progress>,
}

/// Imports the files. The access must be the program's own: `store.system("import", …)`.
///
/// # Errors
/// A file or the mapping cannot be used, and nothing is changed; or the database fails, and the file that was being
/// imported is not kept.
pub async fn run(access: &Access, job: Job, mut progress: impl FnMut(Progress) + Send) -> Result<Report, ImportError> {
    let (plan, job) = tokio::task::spawn_blocking(move || plan::plan(&job.mapping, &job.files, job.max_bytes).map(|plan| (plan, job)))
        .await
        .map_err(|error| DbError::Corrupt(format!("reading stopped: {error}")))??;
    let (told, mut heard) = mpsc::unbounded_channel();
    let (started, names) = (store::id::now(), plan.iter().map(|file| file.sheet.name.as_str()).collect::<Vec<_>>().join(", "));
    let Job { mapping, dry_run, started_by, .. } = job;
    let ledger = Ledger::new(mapping.source.clone(), mapping.text.clone(), names, started_by, started);
    let files = plan.len();
    let shared = Arc::new(Shared { plan, book: Mutex::new(Book::new(Arc::new(mapping), ledger, started)), told });
    let steps: Vec<Range<usize>> = if dry_run { std::iter::once(0..files).collect() } else { (0..files).map(|at| at..at + 1).collect() };
    for step in steps {
        let first = step.start;
        let work = transact(access, Arc::clone(&shared), step, dry_run);
        tokio::pin!(work);
        let done = loop {
            tokio::select! {
                biased;
                Some(message) = heard.recv() => progress(message),
                done = &mut work => break done,
            }
        };
        while let Ok(message) = heard.try_recv() {
            progress(message);
        }
        if let Err(cause) = done {
            return Err(partly(&*shared.book.lock().await, &shared.plan, first, cause));
        }
    }
    let mut book = shared.book.lock().await;
    Ok(Report {
        run: (book.ledger.begun && !dry_run).then_some(book.ledger.run),
        dry_run,
        mapping: book.mapping.name.clone(),
        files: std::mem::take(&mut book.reports),
    })
}

/// One transaction. A trial ends it with an error of its own, which rolls it back.
async fn transact(access: &Access, shared: Arc<Shared>, files: Range<usize>, dry_run: bool) -> Result<(), ImportError> {
    let (kept, stop) = (Arc::clone(&shared), || DbError::from(AppError::Malformed));
    let done = access
        .write_in_bulk(move |write| {
            Box::pin(async move {
                // Two imports at once would both find that a row is not there yet.
                write.serialise().await?;
                let mut book = shared.book.lock().await;
                for file in shared.plan.get(files).unwrap_or_default() {
                    match Desk::import(write, &mut book, file, &shared.told).await {
                        Ok(report) => book.reports.push(report),
                        Err(error) => {
                            book.stopped = Some(error);
                            return Err(stop());
                        }
                    }
                }
                if dry_run { Err(stop()) } else { Ok(()) }
            })
        })
        .await;
    match (kept.book.lock().await.stopped.take(), done) {
        (Some(error), _) => Err(error),
        (None, Err(DbError::App(AppError::Malformed))) if dry_run => Ok(()),
        (None, done) => Ok(done?),
    }
}

fn partly(book: &Book, plan: &[Planned], failed: usize, cause: ImportError) -> ImportError {
    let kept = book.reports.iter().take(failed).any(|file| file.new + file.updated > 0);
    if !kept {
        return cause;
    }
    let done = plan.iter().take(failed).map(|file| file.sheet.name.clone()).collect();
    ImportError::Partly { run: book.ledger.run, done, cause: Box::new(cause) }
}
