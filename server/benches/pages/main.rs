//! What the program does under load, beside what it should: start-up, memory, latency, throughput, and the weight of a page.
//!
//! It starts `throughline serve` itself, on a SQLite file and on a `PostgreSQL` that writes as durably as a real one, each
//! with the demonstration firm once and a hundred times over. A goal that is missed is printed and fails nothing; an answer
//! that is none ends the run.
//!
//! `THROUGHLINE_BIN` names another program than `target/release/throughline`; `--quick` takes a minute instead of six.
//! `make bench` builds this with the `dev` profile: it costs next to nothing either way, and cargo would otherwise build the
//! whole server once more, with what its tests need, and put it in the place of the one that is measured.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench stops where it fails, and prints"
)]

mod eyes;
mod facts;
mod http;
mod live;
mod load;
mod past;
mod postgres;
mod program;
mod report;
mod scripts;
mod weight;

use facts::Facts;
use http::Connection;
use load::{Budget, run};
use postgres::Postgres;
use program::{Place, Server, cpu_seconds};
use report::{Measured, Row};
use scripts::{Mover, Pages, Session};
use std::time::Duration;
use store::Engine;

/// How many ask at once in the second half of each measurement.
const CROWD: usize = 16;
/// How many times the program is started.
const STARTS: usize = 5;

/// How much is measured.
struct Plan {
    scales: [u32; 2],
    /// Closed deals behind the larger firm's open ones.
    past: u64,
    alone: usize,
    crowd: usize,
    /// Moves under the eyes of many.
    watched: usize,
    whole: Duration,
    longest: Duration,
    /// What loading the larger firm may take.
    loading: Duration,
}

const FULL: Plan = Plan {
    // Five thousand open deals.
    scales: [1, 120],
    past: 100_000,
    alone: 200,
    crowd: 1_500,
    watched: 40,
    whole: Duration::from_secs(330),
    longest: Duration::from_secs(8),
    loading: Duration::from_secs(30),
};
const QUICK: Plan = Plan {
    scales: [1, 10],
    past: 2_000,
    alone: 60,
    crowd: 300,
    watched: 10,
    whole: Duration::from_secs(55),
    longest: Duration::from_secs(2),
    loading: Duration::from_secs(6),
};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let said = |word: &str| arguments.iter().any(|argument| argument == word);
    if !said("--bench") {
        // `cargo test --all-targets` runs this file too.
        println!("nothing is measured without --bench; run: cargo bench -p server --bench pages");
        return;
    }
    let plan = if said("--quick") { &QUICK } else { &FULL };
    let bin = program::bin();
    print!("{}", report::head(&bin));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut budget = Budget::new(plan.whole, plan.longest, 2 * 2 * 12, plan.loading * 2);
    let postgres = Postgres::start(&runtime);
    let (mut weights, mut seen) = (String::new(), String::new());
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let mut measured = Vec::new();
        for scale in plan.scales {
            let folder = tempfile::TempDir::with_prefix("throughline-bench-").unwrap();
            let url = match engine {
                Engine::Sqlite => format!("sqlite://{}", folder.path().join("throughline.db").display()),
                Engine::Postgres => postgres.fresh(&runtime),
            };
            let place = Place { bin: bin.clone(), folder, url };
            let loading = place.seed(scale);
            if scale > 1 {
                budget.release(plan.loading);
            }
            let past = if scale > 1 { plan.past } else { 0 };
            let deals = runtime.block_on(past::pile_up(&place.url, engine, past));
            let facts = runtime.block_on(Facts::read(&place.url, engine));
            let (one, server) = measure(&place, &facts, plan, &mut budget, (scale, loading, deals));
            measured.push(one);
            if scale > 1 && engine == Engine::Sqlite {
                seen = eyes::look(server.address);
            }
            if weights.is_empty() {
                weights = weight::report(server.address, &Session::sign_in(server.address));
            }
            server.stop();
        }
        let storage = match engine {
            Engine::Sqlite => "SQLite: one file, write-ahead log, synchronous=FULL".to_owned(),
            Engine::Postgres => postgres.settings(&runtime),
        };
        print!("{}", report::engine(&storage, &measured));
    }
    print!("{weights}{seen}");
}

/// Everything on one firm. The server still runs afterwards.
fn measure(
    place: &Place,
    facts: &Facts,
    plan: &Plan,
    budget: &mut Budget,
    (scale, loading, deals): (u32, Duration, past::Deals),
) -> (Measured, Server) {
    let mut starts: Vec<Duration> = Vec::new();
    let server = loop {
        let (server, took) = place.serve();
        starts.push(took);
        if starts.len() == STARTS {
            break server;
        }
        // Its very first answer may come before it listens to being stopped.
        std::thread::sleep(Duration::from_millis(100));
        server.stop();
    };
    starts.sort();
    std::thread::sleep(Duration::from_secs(2));
    let idle = server.resident();
    let address = server.address;
    let session = Session::sign_in(address);
    let clock = (cpu_seconds("self"), cpu_seconds(&server.id()));
    let mut rows = Vec::new();
    for (name, goal, paths) in [
        ("board", true, vec!["/deals".to_owned()]),
        ("deal list", true, vec!["/deals?view=table".to_owned()]),
        ("deal", false, facts.deal_pages()),
        ("client list", true, vec!["/clients".to_owned()]),
        ("client", true, facts.client_pages()),
        ("people", true, vec!["/stakeholders".to_owned()]),
        ("timeline", true, vec!["/activities".to_owned()]),
    ] {
        let size = scripts::check(&mut Connection::open(address), &session, &paths);
        let mut visitors: Vec<Pages> = (0..CROWD).map(|first| Pages::new(&session, &paths, first)).collect();
        let alone = run(address, &mut visitors[..1], plan.alone, budget.slice());
        let crowd = run(address, &mut visitors, plan.crowd, budget.slice());
        rows.push(Row { name, goal, size: Some(size), alone, crowd });
    }
    let mut movers = Mover::crowd(&session, facts, CROWD);
    let alone = run(address, &mut movers[..1], plan.alone, budget.slice());
    let crowd = run(address, &mut movers, plan.crowd, budget.slice());
    rows.push(Row { name: "move", goal: false, size: None, alone, crowd });
    let watched = live::watch(&server, &facts.watched, plan.watched);
    let spent = (cpu_seconds("self") - clock.0, cpu_seconds(&server.id()) - clock.1);
    let measured = Measured {
        scale,
        deals,
        loading,
        start: starts[STARTS / 2],
        idle,
        loaded: server.resident(),
        client_cpu: spent.0,
        server_cpu: spent.1,
        rows,
        watched,
    };
    (measured, server)
}
