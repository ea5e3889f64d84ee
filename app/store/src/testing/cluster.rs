//! A throw-away `PostgreSQL` server, shared by every test process that runs at the time or soon after.
//!
//! It listens on a socket in a directory that only its user may enter, writes nothing safely, and orders text by
//! English rules, so that a query that forgets to ask for byte order shows. A shell beside it looks every second
//! whether a test process is left, and some seconds after the last one it stops the server and removes its files.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot have its database stops here, with what to do")]

use std::fs::{self, File};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SETTINGS: &str = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c max_connections=300 -c shared_buffers=64MB -c autovacuum=off -c jit=off -c wal_level=minimal -c max_wal_senders=0";

/// $1 the server's directory, $2 the lock file, $3 the user to become or '', $4 `pg_ctl`.
const WATCH: &str = r#"
exec 9>>"$2"
someone() {
    for client in "$1"/clients/*; do
        [ -e "$client" ] || continue
        if kill -0 "${client##*/}" 2>/dev/null; then return 0; fi
        rm -f "$client"
    done
    return 1
}
idle=0
while :; do
    sleep 1
    if someone "$1"; then idle=0; continue; fi
    idle=$((idle + 1))
    [ $idle -ge 10 ] || continue
    flock 9
    if someone "$1"; then flock -u 9; continue; fi
    if [ -n "$3" ]; then set -- "$1" "$2" "$3" runuser -u "$3" -- "$4"; else set -- "$1" "$2" "$3" "$4"; fi
    home=$1; shift 3
    "$@" -D "$home/data" -m immediate stop
    rm -rf "$home"
    exit
done
"#;

/// The URL of the running server's own database; starts it if there is none.
pub(super) fn url() -> String {
    let home = home();
    let lock = home.with_extension("lock");
    let turn = File::create(&lock).unwrap_or_else(|error| panic!("{} cannot be written: {error}", lock.display()));
    turn.lock().expect("a file can be locked");
    if UnixStream::connect(home.join(".s.PGSQL.5432")).is_err() {
        start(&home, &lock);
    }
    fs::write(home.join("clients").join(std::process::id().to_string()), "").expect("the server's directory can be written");
    format!("postgres://postgres@localhost/postgres?host={}", home.display())
}

/// A socket's path is at most 107 bytes long, so a long temporary directory will not do.
fn home() -> PathBuf {
    let temporary = std::env::temp_dir();
    let parent = if temporary.as_os_str().len() > 60 { PathBuf::from("/tmp") } else { temporary };
    parent.join(format!("throughline-postgres-{}", user_number()))
}

fn start(home: &Path, lock: &Path) {
    let bin = newest_bin();
    let user = user_to_become();
    drop(fs::remove_dir_all(home));
    fs::create_dir_all(home.join("clients")).expect("the temporary directory can be written");
    if user.is_some() {
        run(Command::new("chown").arg("postgres").arg(home));
    }
    run(Command::new("chmod").arg("700").arg(home));
    let data = home.join("data");
    run(become_user(user, &bin.join("initdb"))
        .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"])
        .args(["--no-sync", "--no-instructions", "-D"])
        .arg(&data));
    let settings = format!("{SETTINGS} -c unix_socket_directories='{}'", home.display());
    run(become_user(user, &bin.join("pg_ctl"))
        .arg("-D")
        .arg(&data)
        .args(["-w", "-t", "60", "-o", &settings, "-l"])
        .arg(home.join("data/server.log"))
        .arg("start"));
    run(Command::new("setsid")
        .args(["--fork", "sh", "-c", WATCH, "watch"])
        .args([home.as_os_str(), lock.as_os_str(), user.unwrap_or_default().as_ref(), bin.join("pg_ctl").as_os_str()])
        .current_dir("/"));
}

fn newest_bin() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let packaged = versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))));
    let on_path = std::env::var_os("PATH").into_iter().flat_map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    packaged.chain(on_path.map(|bin| (0, bin))).filter(|(_, bin)| bin.join("initdb").exists()).max_by_key(|(version, _)| *version).map_or_else(
        || panic!("these tests need PostgreSQL 15 or newer: install it (apt-get install postgresql), or name a server in TEST_DATABASE_URL"),
        |(_, bin)| bin,
    )
}

/// `PostgreSQL` refuses to run as root, so root becomes the user that the package made.
fn user_to_become() -> Option<&'static str> {
    (user_number() == "0").then_some("postgres")
}

fn user_number() -> String {
    let id = Command::new("id").arg("-u").output().expect("id is there");
    String::from_utf8_lossy(id.stdout.trim_ascii()).into_owned()
}

fn become_user(user: Option<&str>, program: &Path) -> Command {
    let mut command = match user {
        Some(user) => {
            let mut command = Command::new("runuser");
            command.args(["-u", user, "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    command.current_dir("/");
    command
}

/// A server that inherits the test's output would keep whoever reads that waiting.
fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

fn run(command: &mut Command) {
    let status = quiet(command).status();
    assert!(
        status.as_ref().is_ok_and(std::process::ExitStatus::success),
        "the PostgreSQL server for tests did not start: {command:?} ended with {status:?}; or name a server in TEST_DATABASE_URL"
    );
}
