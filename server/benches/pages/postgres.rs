//! A `PostgreSQL` to measure on. The one that the tests share writes nothing safely; this one keeps the settings that it is
//! installed with, so that a change that was answered as saved is on the disk.
//!
//! `TEST_DATABASE_URL` names another server, whose own settings hold then.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const DATABASE: &str = "throughline_bench";

/// A server, stopped with this if it was started here.
pub(crate) struct Postgres {
    admin: String,
    own: Option<(Child, TempDir)>,
}

impl Postgres {
    pub(crate) fn start(runtime: &Runtime) -> Self {
        let postgres = std::env::var("TEST_DATABASE_URL").map_or_else(|_| Self::own(), |admin| Self { admin, own: None });
        let started = Instant::now();
        loop {
            match runtime.block_on(Database::connect(&postgres.admin)) {
                Ok(db) => {
                    drop(runtime.block_on(db.close()));
                    return postgres;
                }
                Err(error) => assert!(started.elapsed() < Duration::from_secs(20), "PostgreSQL does not answer: {error}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn own() -> Self {
        let bin = newest_bin();
        let home = TempDir::with_prefix("throughline-bench-").unwrap();
        // It refuses to run as root, so root becomes the user that the package made.
        let user = (number(&["-u"]) == 0).then(|| (number(&["-u", "postgres"]), number(&["-g", "postgres"])));
        if let Some((user, group)) = user {
            std::os::unix::fs::chown(home.path(), Some(user), Some(group)).unwrap();
        }
        let data = home.path().join("data");
        let mut init = become_user(user, &bin.join("initdb"));
        init.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]);
        let made = init.args(["--no-instructions", "-D"]).arg(&data).status().expect("initdb can be started");
        assert!(made.success(), "initdb ended with {made}");
        let socket = format!("unix_socket_directories={}", home.path().display());
        let server = become_user(user, &bin.join("postgres")).arg("-D").arg(&data).args(["-c", "listen_addresses=", "-c", &socket]).spawn();
        let admin = format!("postgres://postgres@localhost/postgres?host={}", home.path().display());
        Self { admin, own: Some((server.expect("PostgreSQL can be started"), home)) }
    }

    /// The URL of an empty database. There is one at a time.
    pub(crate) fn fresh(&self, runtime: &Runtime) -> String {
        runtime.block_on(async {
            let admin = Database::connect(&self.admin).await.unwrap();
            for statement in [format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"), format!("CREATE DATABASE {DATABASE}")] {
                admin.execute_unprepared(&statement).await.expect("this user may create databases");
            }
            admin.close().await.unwrap();
        });
        let (before, query) = self.admin.split_once('?').unwrap_or((&self.admin, ""));
        let authority = before.find("://").map_or(0, |at| at + 3);
        let server = before[authority..].find('/').map_or(before, |slash| &before[..authority + slash]);
        format!("{server}/{DATABASE}{}{query}", if query.is_empty() { "" } else { "?" })
    }

    /// What it says of how it writes.
    pub(crate) fn settings(&self, runtime: &Runtime) -> String {
        runtime.block_on(async {
            let admin = Database::connect(&self.admin).await.unwrap();
            let [version, fsync, commit, pages] =
                ["server_version", "fsync", "synchronous_commit", "full_page_writes"].map(|name| show(&admin, name));
            let words = format!(
                "PostgreSQL {}: fsync {}, synchronous_commit {}, full_page_writes {}",
                version.await,
                fsync.await,
                commit.await,
                pages.await
            );
            admin.close().await.unwrap();
            words
        })
    }
}

async fn show(db: &DatabaseConnection, name: &str) -> String {
    let asked = Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"));
    let value: String = db.query_one_raw(asked).await.unwrap().expect("a setting has a value").try_get_by_index(0).unwrap();
    value.split(' ').next().unwrap_or_default().to_owned()
}

fn newest_bin() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let packaged = versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))));
    let newest = packaged.filter(|(_, bin)| bin.join("initdb").exists()).max_by_key(|(version, _)| *version);
    newest.expect("this needs PostgreSQL (apt-get install postgresql), or a server that TEST_DATABASE_URL names").1
}

fn number(arguments: &[&str]) -> u32 {
    let id = Command::new("id").args(arguments).output().expect("id is there");
    String::from_utf8_lossy(&id.stdout).trim().parse().expect("a user has a number")
}

fn become_user(user: Option<(u32, u32)>, program: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some((server, _)) = &mut self.own {
            // A fast stop: whoever is connected is sent away.
            drop(Command::new("kill").args(["-INT", &server.id().to_string()]).status());
            drop(server.wait());
        } else if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
            runtime.block_on(async {
                if let Ok(admin) = Database::connect(&self.admin).await {
                    drop(admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")).await);
                }
            });
        }
    }
}
