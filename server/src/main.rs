//! Throughline: one program that serves the firm's pages and keeps its data.

mod cli;
mod commands;
mod config;
mod export;
mod health;
mod layers;
mod live;
mod logs;
mod routes;
mod serve;

use clap::Parser;
use std::process::ExitCode;

/// A page is made of many small pieces; the system's allocator took a third of the time of a board.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    // Rendering waits for resources on the runtime's own threads; with a single one a page can wait for itself.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads()).enable_all().build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(cli)),
        Err(error) => Err(error.into()),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            commands::say_error(&error);
            ExitCode::FAILURE
        }
    }
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(4, usize::from).max(4)
}
