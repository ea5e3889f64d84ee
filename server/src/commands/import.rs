//! `import`: CSV files by a mapping, reported row by row.

use super::{access, progress, say};
use crate::config::Config;
use anyhow::{Context, Result, anyhow, bail};
use exchange::{Job, Mapping};
use std::path::PathBuf;
use std::process::ExitCode;

/// What was asked for on the command line.
pub(super) struct Asked {
    pub(super) mapping: Option<String>,
    pub(super) dry_run: bool,
    pub(super) revert: Option<String>,
    pub(super) rejected: Option<PathBuf>,
    pub(super) max_megabytes: u64,
    pub(super) files: Vec<PathBuf>,
}

/// Imports, or undoes an import. Rejected rows make the command fail, so that a script notices.
pub(super) async fn import(config: &Config, asked: Asked) -> Result<ExitCode> {
    if let Some(id) = &asked.revert {
        return revert(config, id).await;
    }
    let name = asked.mapping.as_deref().context("--mapping is missing")?;
    if asked.files.is_empty() {
        bail!("no CSV file is named; write the files after the options");
    }
    let mapping = Mapping::load(name)?;
    let (store, access) = access(config, "import").await?;
    let job = Job { dry_run: asked.dry_run, max_bytes: asked.max_megabytes * 1_000_000, ..Job::new(mapping, asked.files) };
    let report = exchange::run(&access, job, |step| progress(&format!("{}: {} of {} rows", step.file, step.rows, step.of))).await;
    progress("");
    let report = report?;
    store.close().await?;
    say(&report.to_string());
    if let Some(file) = asked.rejected {
        std::fs::write(&file, report.rejected_csv()).with_context(|| format!("{} cannot be written", file.display()))?;
        say(&format!("Rejected rows: {}", file.display()));
    }
    Ok(if report.rejected() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn revert(config: &Config, id: &str) -> Result<ExitCode> {
    let run = id.parse().map_err(|_| anyhow!("--revert {id:?} is not the id of an import; the import printed it"))?;
    let (store, access) = access(config, "import --revert").await?;
    let reverted = exchange::revert(&access, run).await?;
    store.close().await?;
    say(&reverted.to_string());
    Ok(ExitCode::SUCCESS)
}
