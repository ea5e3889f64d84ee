//! What a person sees of the board: painting, dragging and dropping in Chromium, by the script beside the browser's tests.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

/// Looks at the larger firm's board; where there is no browser, says so.
pub(crate) fn look(address: SocketAddr) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end");
    let script =
        Command::new("node").arg("bench/board.mjs").arg(format!("http://{address}")).current_dir(folder).stderr(Stdio::inherit()).output();
    match script {
        Ok(output) if output.status.success() => format!("\nThe larger board in Chromium\n{}", String::from_utf8_lossy(&output.stdout)),
        Ok(output) => format!("\nThe larger board was not looked at: the script ended with {}\n", output.status),
        Err(error) => format!("\nThe larger board was not looked at: node cannot be started ({error})\n"),
    }
}
