//! The program as it is shipped: loaded, started, looked at, stopped.

use crate::http::Connection;
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What is measured.
pub(crate) fn bin() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let named = std::env::var_os("THROUGHLINE_BIN").map_or_else(|| PathBuf::from("target/release/throughline"), PathBuf::from);
    // cargo starts a bench in its package; a path is typed in the workspace.
    let found = [named.clone(), root.join(&named)].into_iter().find_map(|path| path.canonicalize().ok());
    found.unwrap_or_else(|| panic!("{} is not there; `make bench` builds it, and THROUGHLINE_BIN names another", named.display()))
}

/// A database with the folder that belongs to it.
pub(crate) struct Place {
    pub(crate) bin: PathBuf,
    pub(crate) folder: TempDir,
    pub(crate) url: String,
}

impl Place {
    /// With nothing of the caller's own settings around it; what it writes goes to a file.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.bin);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("THROUGHLINE_") || name == "DATABASE_URL") {
            command.env_remove(name);
        }
        let log = File::create(self.log()).unwrap();
        command.arg("--data").arg(self.folder.path()).args(["--database-url", &self.url]);
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        command
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn written(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    /// Loads that many times the firm; how long it took, with the schema.
    pub(crate) fn seed(&self, scale: u32) -> Duration {
        let started = Instant::now();
        let status = self.command().args(["seed", "--scale", &scale.to_string()]).status().expect("the program can be started");
        assert!(status.success(), "seed ended with {status}: {}", self.written());
        started.elapsed()
    }

    /// Serves on a free port; how long it took from nothing to the first answer.
    pub(crate) fn serve(&self) -> (Server, Duration) {
        let address = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).unwrap();
        let mut command = self.command();
        command.args(["serve", "--listen", &address.to_string()]);
        let started = Instant::now();
        let mut server = Server { child: command.spawn().expect("the program can be started"), address };
        let request = format!("GET /healthz HTTP/1.1\r\nhost: {address}\r\n\r\n");
        loop {
            if let Ok(mut connection) = Connection::try_open(address) {
                let answer = connection.exchange(request.as_bytes(), None);
                assert!(answer.status == 200, "/healthz answered {}", answer.status);
                return (server, started.elapsed());
            }
            let ended = server.child.try_wait().unwrap();
            assert!(ended.is_none() && started.elapsed() < Duration::from_secs(30), "the server does not answer: {}", self.written());
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// A running server; whatever is left of it ends with this.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    pub(crate) fn id(&self) -> String {
        self.child.id().to_string()
    }

    /// Bytes that it occupies.
    pub(crate) fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("the server runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory is known");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("its memory is a number") * 1_024
    }

    /// As the system stops it, so that the next start finds nothing to repair.
    pub(crate) fn stop(mut self) {
        drop(Command::new("kill").args(["-TERM", &self.id()]).status());
        drop(self.child.wait());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Time that a process has computed for, with what the kernel did for it; hundredths of a second, as Linux counts.
pub(crate) fn cpu_seconds(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("the process runs");
    // After the name, which may hold blanks: the state, then numbers.
    let numbers = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    numbers.map(|ticks| ticks.parse::<f64>().expect("a time is a number")).sum::<f64>() / 100.0
}
