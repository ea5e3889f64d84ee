//! What each command does.

mod admin;
mod audit;
mod backup;
mod import;
mod keys;
mod seed;

use crate::cli::{Cli, Command, ServeOptions};
use crate::config::Config;
use crate::{logs, serve};
use anyhow::Result;
use std::io::Write as _;
use std::process::ExitCode;
use store::{Access, Origin, Store};

/// Runs the command.
pub(crate) async fn run(cli: Cli) -> Result<ExitCode> {
    let serve_options = match &cli.command {
        Some(Command::Serve(options)) => options.clone(),
        _ => ServeOptions::default(),
    };
    let command = cli.command.unwrap_or_else(|| Command::Serve(serve_options.clone()));
    let config = Config::load(&cli.options, &serve_options)?;
    let quiet = !matches!(command, Command::Serve(_)) && cli.options.log.is_none();
    logs::start(if quiet { "warn" } else { &config.log }, config.log_json)?;
    match command {
        Command::Serve(_) => serve::serve(config).await,
        Command::Migrate => {
            open(&config).await?.close().await?;
            say("The schema is up to date.");
            Ok(ExitCode::SUCCESS)
        }
        Command::Seed { scale, if_empty } => seed::seed(&config, scale, if_empty).await,
        Command::CreateAdmin { email, name } => admin::create(&config, &email, &name).await,
        Command::Import { mapping, dry_run, revert, rejected, max_megabytes, files } => {
            let asked = import::Asked { mapping, dry_run, revert, rejected, max_megabytes, files };
            import::import(&config, asked).await
        }
        Command::Audit { what: crate::cli::Audit::Verify } => audit::verify(&config).await,
        Command::Keys { what: crate::cli::Keys::Rotate { resume } } => keys::rotate(&config, resume).await,
        Command::Backup { file } => backup::backup(&config, &file).await,
        Command::Restore { file } => backup::restore(&config, &file).await,
    }
}

/// Opens the store with its schema up to date.
async fn open(config: &Config) -> Result<Store> {
    Ok(Store::open(&config.database_url, &config.key_file, true).await?)
}

/// The store as a command may use it.
async fn access(config: &Config, what: &'static str) -> Result<(Store, Access)> {
    let store = open(config).await?;
    let access = store.system(what, Origin::default());
    Ok((store, access))
}

/// A line for the person at the terminal. A closed pipe is nobody's fault.
pub(crate) fn say(text: &str) {
    _ = writeln!(std::io::stdout(), "{text}");
}

/// A line that replaces the last one, while something takes its time.
fn progress(text: &str) {
    use std::io::IsTerminal;
    if std::io::stderr().is_terminal() {
        _ = write!(std::io::stderr(), "\r\x1b[K{text}");
        _ = std::io::stderr().flush();
    }
}

/// Why a command failed, with what lies behind it.
pub(crate) fn say_error(error: &anyhow::Error) {
    _ = writeln!(std::io::stderr(), "throughline: {error:#}");
}
