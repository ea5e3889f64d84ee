//! `audit verify`: whether the log is as it was written.

use super::{access, say};
use crate::config::Config;
use anyhow::Result;
use std::process::ExitCode;
use store::audit::{self, Verdict};

/// Names the first broken row, and fails then.
pub(super) async fn verify(config: &Config) -> Result<ExitCode> {
    let (store, access) = access(config, "audit verify").await?;
    let verdict = audit::verify(&access).await?;
    store.close().await?;
    match verdict {
        Verdict::Whole { rows } => {
            say(&format!("The audit log is whole: {rows} rows, each as it was written."));
            Ok(ExitCode::SUCCESS)
        }
        Verdict::Broken { seq, reason } => {
            say(&format!("The audit log is broken at row {seq}: {reason}."));
            Ok(ExitCode::FAILURE)
        }
    }
}
