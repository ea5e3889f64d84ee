//! `backup` and `restore`: a whole copy of a SQLite database. The key file is kept apart, on purpose.

use super::{open, say};
use crate::config::Config;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::{Engine, Store};

/// Copies the database while it is in use.
pub(super) async fn backup(config: &Config, file: &Path) -> Result<ExitCode> {
    let store = open(config).await?;
    if store.engine() != Engine::Sqlite {
        bail!("this database is on PostgreSQL; back it up with pg_dump");
    }
    if file.exists() {
        bail!("{} exists already; name a new file", file.display());
    }
    store.copy_to(file).await?;
    store.close().await?;
    say(&format!(
        "{} is a whole copy. The key file {} is not in it: keep a copy of that elsewhere.",
        file.display(),
        config.key_file.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Puts a copy in place after proving that it opens with this key file; the old database stays beside it.
pub(super) async fn restore(config: &Config, file: &Path) -> Result<ExitCode> {
    let Some(target) = &config.database_file else {
        bail!("this database is on PostgreSQL; restore it with pg_restore");
    };
    let fresh = with_suffix(target, "restoring");
    std::fs::copy(file, &fresh).with_context(|| format!("{} cannot be copied", file.display()))?;
    let proved = prove(&fresh, config).await;
    if let Err(error) = proved {
        for suffix in ["", "-wal", "-shm"] {
            _ = std::fs::remove_file(with_tail(&fresh, suffix));
        }
        return Err(error.context(format!("{} is not put in place", file.display())));
    }
    let old = with_suffix(target, &format!("before-{}", chrono::Utc::now().format("%Y%m%dT%H%M%SZ")));
    for tail in ["", "-wal", "-shm"] {
        let from = with_tail(target, tail);
        if from.exists() {
            std::fs::rename(&from, with_tail(&old, tail)).with_context(|| format!("{} cannot be moved aside", from.display()))?;
        }
    }
    std::fs::rename(&fresh, target).context("the copy cannot be put in place")?;
    say(&format!("{} is in place. The database before it is {}.", file.display(), old.display()));
    Ok(ExitCode::SUCCESS)
}

/// It opens, its keys are ours, and its audit log is whole.
async fn prove(file: &Path, config: &Config) -> Result<()> {
    if !config.key_file.exists() {
        bail!("the key file {} is missing; a copy without its key cannot be read", config.key_file.display());
    }
    let store = Store::open(&format!("sqlite:{}", file.display()), &config.key_file, true).await?;
    let access = store.system("restore", store::Origin::default());
    let verdict = store::audit::verify(&access).await?;
    store.close().await?;
    match verdict {
        store::audit::Verdict::Whole { .. } => Ok(()),
        store::audit::Verdict::Broken { seq, reason } => bail!("its audit log is broken at row {seq}: {reason}"),
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    with_tail(path, &format!(".{suffix}"))
}

fn with_tail(path: &Path, tail: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(tail);
    PathBuf::from(name)
}
