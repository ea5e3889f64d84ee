//! Who asks for what: a signed-in admin who reads pages as a browser does, and one who moves deals to and fro.

use crate::facts::{Deal, Facts};
use crate::http::Connection;
use crate::load::Script;
use std::io::Write;
use std::net::SocketAddr;

const EMAIL: &str = "admin%40demo.test";
/// Everybody's, as the seed command sets it.
const PASSWORD: &str = "throughline-demo";
const BROWSER: &str = "user-agent: bench\r\naccept-language: en\r\n";

/// A session, and where it holds.
#[derive(Clone)]
pub(crate) struct Session {
    address: SocketAddr,
    cookie: String,
}

impl Session {
    /// Nobody's.
    pub(crate) const fn stranger(address: SocketAddr) -> Self {
        Self { address, cookie: String::new() }
    }

    /// Signs the admin in by the form.
    pub(crate) fn sign_in(address: SocketAddr) -> Self {
        Self::sign_in_as(address, EMAIL)
    }

    /// Signs somebody in; the address as a form sends it.
    pub(crate) fn sign_in_as(address: SocketAddr, email: &str) -> Self {
        let mut connection = Connection::open(address);
        let mut session = Self::stranger(address);
        let mut request = Vec::new();
        session.post(&mut request, "/api/sign_in", "text/html", &format!("email={email}&password={PASSWORD}"));
        let answer = connection.exchange(&request, None);
        assert!(answer.status == 302, "signing in answered {}", answer.status);
        let cookie = connection.header("set-cookie").and_then(|line| line.split(';').next());
        cookie.expect("signing in sets a cookie").clone_into(&mut session.cookie);
        session
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// A page as a browser asks for it; `encoding` says what it unpacks.
    pub(crate) fn get(&self, path: &str, encoding: &str) -> Vec<u8> {
        let (host, cookie) = (self.address, &self.cookie);
        format!(
            "GET {path} HTTP/1.1\r\nhost: {host}\r\naccept: text/html\r\naccept-encoding: {encoding}\r\n{BROWSER}cookie: {cookie}\r\n\r\n"
        )
        .into_bytes()
    }

    pub(crate) fn post(&self, request: &mut Vec<u8>, path: &str, accept: &str, form: &str) {
        let (host, cookie, length) = (self.address, &self.cookie, form.len());
        write!(
            request,
            "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\nreferer: http://{host}/sign-in\r\naccept: {accept}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n{BROWSER}cookie: {cookie}\r\n\r\n{form}"
        )
        .expect("memory can be written to");
    }
}

/// That each page is whole, and the size of the first as it travels.
pub(crate) fn check(connection: &mut Connection, session: &Session, paths: &[String]) -> usize {
    for path in paths {
        let mut body = Vec::new();
        let answer = connection.exchange(&session.get(path, "identity"), Some(&mut body));
        let text = String::from_utf8_lossy(&body);
        assert!(answer.status == 200 && text.contains("<h1") && text.contains("</html>"), "{path} answered {}: {text}", answer.status);
        // A page about something says what: its own address stands in it.
        let id = path.rsplit('/').next().filter(|id| id.len() == 36);
        assert!(id.is_none_or(|id| text.contains(id)), "{path} is not about it: {text}");
    }
    connection.exchange(&session.get(&paths[0], "gzip, deflate, br, zstd"), None).size
}

/// Reads one page again and again, or several of a kind in turn.
pub(crate) struct Pages {
    requests: Vec<Vec<u8>>,
    at: usize,
}

impl Pages {
    /// Begins at another one than the others do.
    pub(crate) fn new(session: &Session, paths: &[String], first: usize) -> Self {
        Self { requests: paths.iter().map(|path| session.get(path, "gzip, deflate, br, zstd")).collect(), at: first }
    }
}

impl Script for Pages {
    fn next(&mut self, request: &mut Vec<u8>) {
        request.extend_from_slice(&self.requests[self.at % self.requests.len()]);
        self.at += 1;
    }

    fn answered(&mut self) {}
}

/// Moves a few deals of its own between two open stages.
pub(crate) struct Mover {
    session: Session,
    deals: Vec<Deal>,
    at: usize,
    form: String,
}

impl Mover {
    /// Each with deals that no other has.
    pub(crate) fn crowd(session: &Session, facts: &Facts, number: usize) -> Vec<Self> {
        assert!(facts.deals.len() >= number, "the firm has too few open deals");
        let own = |first: usize| facts.deals.iter().skip(first).step_by(number).take(4).cloned().collect();
        (0..number).map(|first| Self { session: session.clone(), deals: own(first), at: 0, form: String::with_capacity(200) }).collect()
    }
}

impl Script for Mover {
    fn next(&mut self, request: &mut Vec<u8>) {
        use std::fmt::Write;
        let deal = &self.deals[self.at % self.deals.len()];
        self.form.clear();
        write!(self.form, "id={}&to={}&version={}&reason=Measured", deal.id, deal.elsewhere, deal.version)
            .expect("memory can be written to");
        self.session.post(request, "/api/move_deal", "application/json", &self.form);
    }

    fn answered(&mut self) {
        let at = self.at % self.deals.len();
        let deal = &mut self.deals[at];
        std::mem::swap(&mut deal.here, &mut deal.elsewhere);
        deal.version += 1;
        self.at += 1;
    }
}
