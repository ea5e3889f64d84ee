//! The tables, with the goals beside.

use crate::live::{VIEWERS, Watched};
use crate::load::Timing;
use crate::past::Deals;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

const START: Duration = Duration::from_millis(300);
const IDLE: u64 = 60_000_000;
/// Milliseconds.
const PAGE: f64 = 50.0;
const RATIO: f64 = 1.5;
/// Until the last viewer has been told of a move.
const TOLD: f64 = 300.0;

/// A page or an action.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// Whether it has to be answered within [`PAGE`].
    pub(crate) goal: bool,
    pub(crate) size: Option<usize>,
    pub(crate) alone: Timing,
    pub(crate) crowd: Timing,
}

/// What was measured on one firm.
pub(crate) struct Measured {
    pub(crate) scale: u32,
    pub(crate) deals: Deals,
    pub(crate) loading: Duration,
    pub(crate) start: Duration,
    pub(crate) idle: u64,
    pub(crate) loaded: u64,
    pub(crate) client_cpu: f64,
    pub(crate) server_cpu: f64,
    pub(crate) rows: Vec<Row>,
    pub(crate) watched: Watched,
}

pub(crate) fn verdict(kept: bool) -> &'static str {
    if kept { "ok" } else { "over" }
}

pub(crate) fn kilobytes(bytes: usize) -> String {
    format!("{:.1} KB", bytes as f64 / 1_000.0)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1_000_000.0)
}

/// What is measured, and on what.
pub(crate) fn head(bin: &Path) -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let busy = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let busy = busy.split(' ').next().unwrap_or("?");
    let alone = busy.parse::<f64>().is_ok_and(|load| load < 1.0);
    let company =
        if alone { "" } else { "\n            OTHERS ARE COMPUTING HERE: times are theirs too; run this again when the machine is idle" };
    let build =
        if bin.components().any(|part| part.as_os_str() == "debug") { "; a DEBUG build, so no figure below says anything" } else { "" };
    let temporary = std::env::temp_dir();
    format!(
        "\nThroughline under load\n  program   {}{build}\n  machine   {cores} cores, load {busy} before the start; databases in {} ({}){company}\n  \
         client    this process, on the same {cores} cores: blocking sockets, kept alive, one reused buffer each; its share is in the tables\n",
        bin.display(),
        temporary.display(),
        file_system(&temporary),
    )
}

/// The kind of the file system that a folder is on.
fn file_system(folder: &Path) -> String {
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    let mounted = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    });
    let deepest = mounted.filter(|(place, _)| folder.starts_with(place)).max_by_key(|(place, _)| place.len());
    match deepest {
        Some((_, "tmpfs")) => "tmpfs: in memory, so writes cost less than on a disk".to_owned(),
        Some((_, kind)) => kind.to_owned(),
        None => "unknown".to_owned(),
    }
}

/// One engine, both firms side by side.
pub(crate) fn engine(storage: &str, measured: &[Measured]) -> String {
    let [small, large] = measured else { panic!("two firms are compared") };
    let mut text = format!("\n{storage}\n");
    _ = writeln!(text, "  {:<28}{:>14}{:>14}", "", format!("x{}", small.scale), format!("x{}", large.scale));
    let mut line = |name: &str, of: &dyn Fn(&Measured) -> String, goal: String| {
        let line = format!("  {name:<28}{:>14}{:>14}    {goal}", of(small), of(large));
        _ = writeln!(text, "{}", line.trim_end());
    };
    line("open deals", &|one| one.deals.open.to_string(), String::new());
    line("closed deals behind them", &|one| one.deals.closed.to_string(), String::new());
    line("load the firm", &|one| format!("{:.1} s", one.loading.as_secs_f64()), String::new());
    let start = small.start.max(large.start) <= START;
    line(
        "start, median of 5",
        &|one| format!("{} ms", one.start.as_millis()),
        format!("goal <= {} ms  {}", START.as_millis(), verdict(start)),
    );
    let idle = small.idle.max(large.idle) <= IDLE;
    line("memory when idle", &|one| megabytes(one.idle), format!("goal <= {}  {}", megabytes(IDLE), verdict(idle)));
    line("memory after all below", &|one| megabytes(one.loaded), String::new());
    line("computing: throughline", &|one| format!("{:.1} s", one.server_cpu), String::new());
    line("computing: this client", &|one| format!("{:.1} s", one.client_cpu), String::new());
    alone(&mut text, small, large);
    crowd(&mut text, small, large);
    watched(&mut text, small, large);
    short(&mut text, measured);
    text
}

fn alone(text: &mut String, small: &Measured, large: &Measured) {
    let (few, many) = (format!("x{}", small.scale), format!("x{}", large.scale));
    let wanted = small.rows[0].alone.wanted;
    _ = writeln!(text, "\n  One request after the other: milliseconds over {wanted} requests, after 20 to warm up");
    let (size, first, second) = (format!("{many} size"), format!("{few} p50"), format!("{many} p50"));
    let (goal, growth) = (format!("{many} p95"), format!("p95 {many}/{few}"));
    _ = writeln!(text, "  {:<12}{size:>9}{first:>13}{:>9}{:>9}{second:>13}{:>9}{:>9}   {goal:<20}{growth}", "", "p95", "p99", "p95", "p99");
    for (one, other) in small.rows.iter().zip(&large.rows) {
        let size = other.size.map_or_else(String::new, kilobytes);
        let [a, b, c] = [50, 95, 99].map(|percent| one.alone.percentile(percent));
        let [d, e, f] = [50, 95, 99].map(|percent| other.alone.percentile(percent));
        let goal = if one.goal { format!("goal <= {PAGE:.0}  {}", verdict(e <= PAGE)) } else { String::new() };
        let ratio = e / b;
        let growth = format!("{ratio:.2}  goal <= {RATIO}  {}", verdict(ratio <= RATIO));
        _ = writeln!(text, "  {:<12}{size:>9}{a:>13.2}{b:>9.2}{c:>9.2}{d:>13.2}{e:>9.2}{f:>9.2}   {goal:<20}{growth}", one.name);
    }
}

fn crowd(text: &mut String, small: &Measured, large: &Measured) {
    let (few, many) = (format!("x{}", small.scale), format!("x{}", large.scale));
    let wanted = small.rows[0].crowd.wanted;
    _ = writeln!(text, "\n  {} at once: requests a second, and milliseconds, over {wanted} requests", crate::CROWD);
    let head = |firm: &str| format!("{:>13}{:>9}{:>9}{:>9}", format!("{firm} req/s"), "p50", "p95", "p99");
    _ = writeln!(text, "  {:<12}{}{}", "", head(&few), head(&many));
    for (one, other) in small.rows.iter().zip(&large.rows) {
        let cells = [one, other].map(|row| {
            let [a, b, c] = [50, 95, 99].map(|percent| row.crowd.percentile(percent));
            format!("{:>13.0}{a:>9.1}{b:>9.1}{c:>9.1}", row.crowd.rate)
        });
        _ = writeln!(text, "  {:<12}{}{}", one.name, cells[0], cells[1]);
    }
}

fn watched(text: &mut String, small: &Measured, large: &Measured) {
    let (few, many) = (format!("x{}", small.scale), format!("x{}", large.scale));
    let moves = small.watched.last.count();
    _ = writeln!(text, "\n  {VIEWERS} look on: milliseconds from a move until the last of them is told, over {moves} moves");
    let head = |firm: &str| format!("{:>13}{:>9}{:>9}", format!("{firm} p50"), "p95", "p99");
    _ = writeln!(text, "  {:<12}{}{}", "", head(&few), head(&many));
    let cells = [small, large].map(|one| {
        let [a, b, c] = [50, 95, 99].map(|percent| one.watched.last.percentile(percent));
        format!("{a:>13.1}{b:>9.1}{c:>9.1}")
    });
    let worst = small.watched.last.percentile(95).max(large.watched.last.percentile(95));
    _ = writeln!(text, "  {:<12}{}{}   goal <= {TOLD:.0}  {}", "told", cells[0], cells[1], verdict(worst <= TOLD));
    let idle = [small, large].map(|one| format!("{:.1} %", one.watched.idle));
    _ = writeln!(text, "  while nothing happens, all of them together cost {} and {} of a core", idle[0], idle[1]);
}

/// Where the time was over before all had been asked.
fn short(text: &mut String, measured: &[Measured]) {
    for one in measured {
        let timings = one.rows.iter().flat_map(|row| [(row.name, 1, &row.alone), (row.name, crate::CROWD, &row.crowd)]);
        let fewer: Vec<String> = timings
            .filter(|(_, _, timing)| timing.count() < timing.wanted)
            .map(|(name, at_once, timing)| format!("{name} by {at_once}: {}", timing.count()))
            .collect();
        if !fewer.is_empty() {
            _ = writeln!(text, "\n  x{}: fewer requests, because their time was over: {}", one.scale, fewer.join(", "));
        }
    }
}
