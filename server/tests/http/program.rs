//! The real program: started, listened to, stopped. Whatever a test leaves running ends with it.

use crate::browser::Browser;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Stands among the arguments of a server that others can reach.
pub(crate) const EVERYWHERE: &str = "everywhere";

/// A running server.
pub(crate) struct Program {
    child: Child,
    /// Its address, as people type it.
    pub(crate) base: String,
    log: Arc<Mutex<String>>,
}

impl Program {
    /// Serves with these arguments on a free port; waits until it answers.
    pub(crate) async fn serve(arguments: &[&str]) -> Self {
        for _ in 0..3 {
            if let Some(program) = Self::try_serve(arguments).await {
                return program;
            }
        }
        panic!("no free port in three tries");
    }

    /// Nothing if somebody else took the port in the meantime.
    async fn try_serve(arguments: &[&str]) -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let everywhere = format!("0.0.0.0:{port}");
        let listen = if arguments.contains(&EVERYWHERE) { &everywhere } else { &address };
        let arguments = arguments.iter().filter(|argument| **argument != EVERYWHERE);
        let mut child = bare().arg("serve").args(["--listen", listen]).args(arguments).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (lines, written) = (BufReader::new(child.stderr.take().unwrap()), Arc::clone(&log));
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                let mut log = written.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut program = Self { child, base: format!("http://{address}"), log };
        let started = Instant::now();
        let browser = Browser::new(&program.base);
        loop {
            if let Some(code) = program.child.try_wait().unwrap() {
                assert!(program.log().contains("cannot be listened on"), "the server ended with {code}: {}", program.log());
                return None;
            }
            if browser.try_send(&hyper::Method::GET, "/healthz", &[], Vec::new()).await.is_ok_and(|answer| answer.status == 200) {
                return Some(program);
            }
            assert!(started.elapsed() < Duration::from_secs(30), "the server does not answer: {}", program.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// All that it has written to standard error so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Whether it still runs.
    pub(crate) fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Asks it to stop, as the system does; answers its exit code and how long it took.
    pub(crate) fn terminate(&mut self) -> (Option<i32>, Duration) {
        let asked = Instant::now();
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        while asked.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.code(), asked.elapsed());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        (None, asked.elapsed())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The program with nothing of the tester's own settings around it.
fn bare() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("THROUGHLINE_") || name == "DATABASE_URL") {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command
}

/// Runs a command to its end, with this on its standard input.
pub(crate) fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = bare().args(arguments).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that does not read has closed it already.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

/// Everything that a command said.
pub(crate) fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A built site of dummies, so that no test waits for the browser's half.
pub(crate) fn site(folder: &Path) {
    std::fs::create_dir_all(folder.join("pkg")).unwrap();
    std::fs::create_dir_all(folder.join("fonts")).unwrap();
    for (name, text) in [
        ("pkg/throughline.css", "body{}"),
        ("pkg/throughline.js", "export default 0"),
        ("pkg/throughline.wasm", "\0asm"),
        ("fonts/inter-latin-wght-normal.woff2", "wOF2"),
        ("icons.svg", "<svg/>"),
        ("chevron.svg", "<svg/>"),
        ("favicon.svg", "<svg/>"),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
}
