//! Log lines: to standard error, for people or as JSON.

use anyhow::{Context, Result};
use tracing_subscriber::EnvFilter;

/// Starts logging.
pub(crate) fn start(filter: &str, json: bool) -> Result<()> {
    let filter = EnvFilter::try_new(filter).with_context(|| format!("the log filter {filter:?} is not understood"))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(json);
    if json {
        lines.json().flatten_event(true).init()
    } else {
        lines.init()
    }
    Ok(())
}
