//! Fifty people look on while one moves a deal: how long until the last of them is told.

use crate::facts::Deal;
use crate::http::Connection;
use crate::load::Timing;
use crate::program::{Server, cpu_seconds};
use crate::scripts::Session;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// How many look on: half of them see every deal, half those of their clients.
pub(crate) const VIEWERS: usize = 50;
/// A browser has four tabs connected; the next one is another browser's.
const TABS: usize = 4;
/// Between two moves: people do not move cards ten times a second.
const PAUSE: Duration = Duration::from_millis(150);
/// How long nothing happens while it is looked what that costs.
const IDLE: Duration = Duration::from_secs(3);

/// What was measured.
pub(crate) struct Watched {
    /// From sending the move until the last viewer had been told.
    pub(crate) last: Timing,
    /// Computing for all viewers together while nothing happens, in hundredths of a core.
    pub(crate) idle: f64,
}

/// A viewer was told of the deal in this version.
struct Told {
    version: i32,
    at: Instant,
}

/// Moves the deal so many times under everybody's eyes.
pub(crate) fn watch(server: &Server, deal: &Deal, moves: usize) -> Watched {
    let address = server.address;
    let (tell, told) = channel();
    for email in ["viewer%40demo.test", "consultant%40demo.test"] {
        for first in (0..VIEWERS / 2).step_by(TABS) {
            let session = Session::sign_in_as(address, email);
            for _ in first..(first + TABS).min(VIEWERS / 2) {
                listen(&session, deal.id.clone(), tell.clone());
            }
        }
    }
    std::thread::sleep(Duration::from_millis(300));
    let computed = cpu_seconds(&server.id());
    std::thread::sleep(IDLE);
    let idle = (cpu_seconds(&server.id()) - computed) / IDLE.as_secs_f64() * 100.0;
    let (mut mover, mut deal) = (Mover { session: Session::sign_in(address), connection: Connection::open(address) }, deal.clone());
    let mut times = Vec::with_capacity(moves);
    for _ in 0..moves {
        let began = Instant::now();
        mover.move_on(&mut deal);
        times.push(everybody(&told, deal.version) - began);
        std::thread::sleep(PAUSE);
    }
    Watched { last: Timing::of(times), idle }
}

/// When the last of them was told.
fn everybody(told: &Receiver<Told>, version: i32) -> Instant {
    let mut last = None;
    for _ in 0..VIEWERS {
        let told = told.recv_timeout(Duration::from_secs(20)).expect("every viewer is told of every move");
        assert_eq!(told.version, version, "a viewer was told of another move");
        last = last.max(Some(told.at));
    }
    last.expect("there are viewers")
}

/// Opens the channel and tells of every message about the deal, on a thread that ends with the server.
fn listen(session: &Session, deal: String, tell: Sender<Told>) {
    let mut stream = TcpStream::connect(session.address()).expect("the server can be reached");
    stream.write_all(&session.get("/live", "identity")).expect("the server reads what is sent");
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    assert_eq!(lines.next().as_deref(), Some("HTTP/1.1 200 OK"));
    let connected = lines.by_ref().any(|line| line == "event: beat");
    assert!(connected, "the channel says that it lives");
    std::thread::spawn(move || {
        let name = format!("\"id\":\"{deal}\",\"version\":");
        for line in lines {
            let Some((_, rest)) = line.split_once(&name) else { continue };
            let at = Instant::now();
            let version = rest.split('}').next().and_then(|version| version.parse().ok()).expect("a version is a number");
            if tell.send(Told { version, at }).is_err() {
                return;
            }
        }
    });
}

struct Mover {
    session: Session,
    connection: Connection,
}

impl Mover {
    fn move_on(&mut self, deal: &mut Deal) {
        let mut request = Vec::with_capacity(1_000);
        let form = format!("id={}&to={}&version={}&reason=Measured", deal.id, deal.elsewhere, deal.version);
        self.session.post(&mut request, "/api/move_deal", "application/json", &form);
        let answer = self.connection.exchange(&request, None);
        assert!(answer.status == 200, "a move answered {}", answer.status);
        std::mem::swap(&mut deal.here, &mut deal.elsewhere);
        deal.version += 1;
    }
}
