//! `seed`: the demonstration firm.

use super::{open, progress, say};
use crate::config::Config;
use anyhow::{Result, anyhow};
use domain::parse::NewPassword;
use std::process::ExitCode;
use std::time::Instant;

/// Everybody in the demonstration firm has this password; it exists only where this command made it.
const PASSWORD: &str = "throughline-demo";

/// Loads the firm into an empty database.
pub(super) async fn seed(config: &Config, scale: u32, if_empty: bool) -> Result<ExitCode> {
    let store = open(config).await?;
    if if_empty && !firm::db::nobody_yet(&store).await? {
        store.close().await?;
        return Ok(ExitCode::SUCCESS);
    }
    let password = NewPassword::parse(PASSWORD).map_err(|error| anyhow!("the demonstration password {error}"))?;
    let password_hash = firm::db::hash_password(password).await?;
    let plan = seeds::Plan { scale, today: chrono::Utc::now().date_naive(), password_hash, demo_sign_ins: true };
    let started = Instant::now();
    let summary = seeds::load(&store, plan, |step| progress(&bar(step.done, step.total, &step.what))).await;
    progress("");
    let summary = summary.map_err(|error| anyhow!(domain::AppError::from(error)))?;
    store.close().await?;
    let (people, clients, deals) = (summary.of("user"), summary.of("client"), summary.of("opportunity"));
    let seconds = started.elapsed().as_secs_f64();
    say(&format!(
        "The demonstration firm is loaded in {seconds:.1} s: {people} people, {clients} clients, {deals} deals and what belongs to them."
    ));
    say(&format!("Sign in as admin@demo.test, consultant@demo.test, viewer@demo.test or client@demo.test; password {PASSWORD}"));
    Ok(ExitCode::SUCCESS)
}

fn bar(done: usize, total: usize, what: &str) -> String {
    let filled = (done * 30 / total.max(1)).min(30);
    format!("[{}{}] {what}", "#".repeat(filled), " ".repeat(30 - filled))
}
