//! `keys rotate`: a new master key, and every sealed value under it.

use super::{access, progress, say};
use crate::config::Config;
use anyhow::{Result, bail};
use std::process::ExitCode;
use store::rotate;

/// Makes a new key unless a stopped rotation is resumed, then seals until nothing names an old one.
pub(super) async fn rotate(config: &Config, resume: bool) -> Result<ExitCode> {
    let (store, access) = access(config, "keys rotate").await?;
    if !resume {
        let id = rotate::begin(&access).await?;
        say(&format!("New key {id} in {}. Copy the file to where you keep its copy.", config.key_file.display()));
        // Servers look at the file once a second; until then they may still seal under the old key.
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    }
    let mut resealed = 0;
    for _ in 0..10 {
        resealed += rotate::reseal(&access, |count| progress(&format!("{count} rows sealed anew"))).await?;
        if rotate::remaining(&access).await? == 0 {
            store.close().await?;
            say(&format!("{resealed} rows sealed anew. The old key stays in the file, for the audit log."));
            return Ok(ExitCode::SUCCESS);
        }
    }
    bail!("some rows still name an old key; run `throughline keys rotate --resume`")
}
