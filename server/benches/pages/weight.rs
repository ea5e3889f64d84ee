//! What a page weighs: it and everything that it makes a browser load, as compressed as it travels.

use crate::http::Connection;
use crate::report::{kilobytes, verdict};
use crate::scripts::Session;
use std::fmt::Write;
use std::net::SocketAddr;

/// Bytes of the first page that anybody sees.
const GOAL: usize = 260_000;

struct File {
    path: String,
    encoding: String,
    size: usize,
}

/// The first page and the board.
pub(crate) fn report(address: SocketAddr, session: &Session) -> String {
    let stranger = Session::stranger(address);
    let first = load(address, &stranger, "/sign-in");
    let board = load(address, session, "/deals");
    let whole = |files: &[File]| files.iter().map(|file| file.size).sum::<usize>();
    let mut text = "\nWeight of a page with nothing cached, as sent to a browser that unpacks brotli (1 KB = 1,000 bytes)\n".to_owned();
    for (name, files) in [("first page (/sign-in)", &first), ("board (/deals, firm x1)", &board)] {
        _ = write!(text, "  {name:<44} {:>10}", kilobytes(whole(files)));
        _ = if name.starts_with("first") {
            writeln!(text, "    goal <= {}  {}", kilobytes(GOAL), verdict(whole(files) <= GOAL))
        } else {
            writeln!(text)
        };
        for file in files {
            _ = writeln!(text, "    {:<42} {:>10}  {}", file.path, kilobytes(file.size), file.encoding);
        }
    }
    text
}

/// The page, what it names, and what that names.
fn load(address: SocketAddr, session: &Session, page: &str) -> Vec<File> {
    let mut connection = Connection::open(address);
    let mut waiting = vec![page.to_owned()];
    let mut files: Vec<File> = Vec::new();
    while let Some(path) = waiting.pop() {
        if files.iter().any(|file| file.path == path) {
            continue;
        }
        let mut body = Vec::new();
        let plain = connection.exchange(&session.get(&path, "identity"), Some(&mut body));
        let packed = connection.exchange(&session.get(&path, "br"), None);
        assert!(plain.status == 200 && packed.status == 200, "{path} answered {} and {}", plain.status, packed.status);
        let encoding = connection.header("content-encoding").unwrap_or("as it is").to_owned();
        let text = String::from_utf8_lossy(&body);
        let mut named = match path.rsplit('.').next() {
            Some("css") => styles(&text),
            Some("js") => modules(&path, &text),
            Some("wasm" | "svg" | "woff2") => Vec::new(),
            _ => quoted(&text),
        };
        named.reverse();
        waiting.append(&mut named);
        files.push(File { path, encoding, size: packed.size });
    }
    files
}

/// Addresses of files in a page, wherever they stand: an attribute, or the line that starts the client code.
fn quoted(page: &str) -> Vec<String> {
    let places = ["/pkg/", "/fonts/", "/icons.svg", "/favicon.svg", "/chevron.svg"];
    let parts = page.split(['"', '\'', '`']).filter(|part| places.iter().any(|place| part.starts_with(place)));
    let mut found: Vec<String> = Vec::new();
    for path in parts.filter_map(|part| part.split(['#', '?']).next()) {
        if !found.iter().any(|other| other == path) {
            found.push(path.to_owned());
        }
    }
    found
}

/// Addresses in a style sheet. Of a font, the part for letters beyond Latin is loaded only by a page that has any.
fn styles(sheet: &str) -> Vec<String> {
    let urls = sheet.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).map(|url| url.trim_matches(['"', '\'']));
    urls.filter(|url| url.starts_with('/') && !url.contains("latin-ext")).map(str::to_owned).collect()
}

/// Modules that a module imports from beside it.
fn modules(path: &str, module: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let imports = module.split("from ").skip(1).filter_map(|rest| rest.strip_prefix(['"', '\''])?.split(['"', '\'']).next());
    imports.filter_map(|import| import.strip_prefix("./")).map(|file| format!("{folder}/{file}")).collect()
}
