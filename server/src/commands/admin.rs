//! `create-admin`: a person who may do everything.

use super::{access, say};
use crate::config::Config;
use anyhow::{Context, Result, anyhow};
use domain::parse::{Email, Name, NewPassword};
use std::process::ExitCode;

/// Reads the password from standard input, so that it stands in no history and no process list.
pub(super) async fn create(config: &Config, email: &str, name: &str) -> Result<ExitCode> {
    let email = Email::parse(email).map_err(|error| anyhow!("--email {error}"))?;
    let name = Name::parse(name).map_err(|error| anyhow!("--name {error}"))?;
    super::progress("Password (shown as you type it), then Enter: ");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("the password cannot be read from standard input")?;
    let password = NewPassword::parse(line.trim_end_matches(['\r', '\n'])).map_err(|error| anyhow!("the password {error}"))?;
    let (store, access) = access(config, "create-admin").await?;
    let address = email.as_str().to_owned();
    firm::db::create_admin(&access, name, email, password, false).await.map_err(|error| anyhow!(domain::AppError::from(error)))?;
    store.close().await?;
    say(&format!("{address} may sign in now."));
    Ok(ExitCode::SUCCESS)
}
