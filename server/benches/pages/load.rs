//! Asking: one connection or several at once, each request timed, for so many requests or so long.

use crate::http::Connection;
use std::net::SocketAddr;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Asked before the clock runs, by one, unless that takes too long; several ask twice each.
const WARM_UP: usize = 20;

/// What one connection asks.
pub(crate) trait Script: Send {
    /// The next request, into an emptied buffer.
    fn next(&mut self, request: &mut Vec<u8>);
    /// It was answered with 200.
    fn answered(&mut self);
}

/// What was measured.
#[derive(Clone, Debug)]
pub(crate) struct Timing {
    /// Sorted.
    times: Vec<Duration>,
    pub(crate) rate: f64,
    pub(crate) wanted: usize,
}

impl Timing {
    /// Of what came one after the other.
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let whole: Duration = times.iter().sum();
        Self { rate: times.len() as f64 / whole.as_secs_f64(), wanted: times.len(), times }
    }

    pub(crate) fn count(&self) -> usize {
        self.times.len()
    }

    /// The time within which so many percent were answered, in milliseconds.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let at = (self.times.len() * percent).div_ceil(100).max(1) - 1;
        self.times[at].as_secs_f64() * 1_000.0
    }
}

/// Runs the scripts at once until so many requests were answered in all, or the time is over.
pub(crate) fn run<S: Script>(address: SocketAddr, scripts: &mut [S], wanted: usize, longest: Duration) -> Timing {
    let ready = Barrier::new(scripts.len());
    let asked = AtomicUsize::new(0);
    let warm_up = if scripts.len() == 1 { WARM_UP } else { 2 };
    let begun = std::sync::OnceLock::new();
    let worker = |script: &mut S| {
        let mut connection = Connection::open(address);
        let mut request = Vec::with_capacity(1_000);
        let mut ask = || {
            request.clear();
            script.next(&mut request);
            let started = Instant::now();
            let answer = connection.exchange(&request, None);
            let took = started.elapsed();
            assert!(answer.status == 200, "{} answered {}", String::from_utf8_lossy(&request), answer.status);
            script.answered();
            took
        };
        let warming = Instant::now();
        for _ in 0..warm_up {
            ask();
            if warming.elapsed() > longest / 4 {
                break;
            }
        }
        ready.wait();
        let begin = *begun.get_or_init(Instant::now);
        let mut times = Vec::with_capacity(wanted);
        while begin.elapsed() < longest && asked.fetch_add(1, Ordering::Relaxed) < wanted {
            times.push(ask());
        }
        times
    };
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = scripts.iter_mut().map(|script| scope.spawn(|| worker(script))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let whole = begun.get().map_or(Duration::ZERO, Instant::elapsed);
    times.sort();
    Timing { rate: times.len() as f64 / whole.as_secs_f64(), times, wanted }
}

/// The time that is left for the whole run, shared out: what a quick measurement leaves, slower ones get.
pub(crate) struct Budget {
    ends: Instant,
    longest: Duration,
    left: u32,
    reserved: Duration,
}

impl Budget {
    pub(crate) fn new(whole: Duration, longest: Duration, parts: u32, reserved: Duration) -> Self {
        Self { ends: Instant::now() + whole, longest, left: parts, reserved }
    }

    /// Something that time was kept for is done.
    pub(crate) fn release(&mut self, part: Duration) {
        self.reserved = self.reserved.saturating_sub(part);
    }

    /// How long the next measurement may take.
    pub(crate) fn slice(&mut self) -> Duration {
        let remaining = self.ends.saturating_duration_since(Instant::now()).saturating_sub(self.reserved);
        let slice = remaining / self.left.max(1);
        self.left = self.left.saturating_sub(1);
        slice.clamp(Duration::from_millis(700), self.longest)
    }
}
