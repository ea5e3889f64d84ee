//! The command line.

use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// One line from the first lead to the last invoice, for consulting firms.
///
/// Settings are taken from flags, then from the environment, then from `throughline.toml` in the data folder (or where
/// `--config` points), then from the defaults.
#[derive(Parser)]
#[command(name = "throughline", version, about, long_about, args_conflicts_with_subcommands = false)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command takes.
#[derive(Args, Clone, Default)]
pub(crate) struct Options {
    /// Folder of the database, the key file and throughline.toml [default: ~/.local/share/throughline]
    #[arg(long, global = true, env = "THROUGHLINE_DATA", value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// Settings file [default: throughline.toml in the data folder]
    #[arg(long, global = true, env = "THROUGHLINE_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME [default: throughline.db in the data folder]
    #[arg(long, global = true, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// Master keys of the personal data; keep a copy apart from the database [default: throughline.key in the data folder]
    #[arg(long, global = true, env = "THROUGHLINE_KEY_FILE", value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// Log lines as JSON
    #[arg(long, global = true, env = "THROUGHLINE_LOG_JSON")]
    pub(crate) log_json: bool,
    /// What is logged: error, warn, info, debug, or a filter such as info,tower_http=debug [default: info]
    #[arg(long, global = true, env = "THROUGHLINE_LOG", value_name = "FILTER")]
    pub(crate) log: Option<String>,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Serve the pages (what happens without a command)
    Serve(ServeOptions),
    /// Bring the database's schema up to date
    Migrate,
    /// Load the demonstration firm into an empty database
    Seed {
        /// How many times the firm: 1, 10, 100
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
        scale: u32,
        /// Do nothing, and succeed, if the database holds anybody already
        #[arg(long)]
        if_empty: bool,
    },
    /// Create a person who may do everything; the password is read from standard input
    CreateAdmin {
        /// E-mail address to sign in with
        #[arg(long)]
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
    },
    /// Import CSV files by a mapping, or undo an import
    Import {
        /// Mapping file, or the name of one that is built in: crm-sales-opportunities
        #[arg(long, value_name = "FILE", required_unless_present = "revert")]
        mapping: Option<String>,
        /// Report what would happen and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Undo the import with this id
        #[arg(long, value_name = "ID", conflicts_with_all = ["mapping", "dry_run"])]
        revert: Option<String>,
        /// Write the rejected rows here, as CSV
        #[arg(long, value_name = "FILE")]
        rejected: Option<PathBuf>,
        /// Refuse files above this many megabytes
        #[arg(long, default_value_t = 100, value_name = "MB")]
        max_megabytes: u64,
        /// The files, in any order
        #[arg(value_name = "CSV")]
        files: Vec<PathBuf>,
    },
    /// The audit log
    Audit {
        #[command(subcommand)]
        what: Audit,
    },
    /// The master keys
    Keys {
        #[command(subcommand)]
        what: Keys,
    },
    /// Write a consistent copy of the database while it is in use; the key file is not in it
    Backup {
        /// The copy; must not exist yet
        file: PathBuf,
    },
    /// Put a copy in the place of the database; the old database is kept beside it
    Restore {
        /// The copy
        file: PathBuf,
    },
}

/// How to serve.
#[derive(Args, Clone, Default)]
pub(crate) struct ServeOptions {
    /// Address to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "THROUGHLINE_LISTEN", value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// Address that people type; https makes the cookies travel over TLS only [default: http:// and the listening address]
    #[arg(long, env = "THROUGHLINE_PUBLIC_URL", value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Folder of the built pages [default: the folder `site` beside the program]
    #[arg(long, env = "THROUGHLINE_SITE", value_name = "FOLDER")]
    pub(crate) site: Option<PathBuf>,
    /// Proxies whose X-Forwarded-For is believed, as addresses with commas
    #[arg(long, env = "THROUGHLINE_TRUSTED_PROXIES", value_name = "ADDRESSES", value_delimiter = ',')]
    pub(crate) trusted_proxies: Vec<std::net::IpAddr>,
    /// Serve the demonstration sign-ins on an address that others can reach
    #[arg(long, env = "THROUGHLINE_ALLOW_DEMO")]
    pub(crate) allow_demo: bool,
}

/// What to do with the audit log.
#[derive(Subcommand)]
pub(crate) enum Audit {
    /// Prove that no row was changed, removed or added; names the first that was
    Verify,
}

/// What to do with the keys.
#[derive(Subcommand)]
pub(crate) enum Keys {
    /// Make a new key and seal every value anew; may run beside the server, and be run again if it was stopped
    Rotate {
        /// Make no new key; only seal what a stopped rotation has left
        #[arg(long)]
        resume: bool,
    },
}
