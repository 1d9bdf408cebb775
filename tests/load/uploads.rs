//! How much memory fifty uploads of 50 MB at the same time take.
//!
//! `cargo bench --bench uploads -- [uploads]`, on SQLite. The program is its own client, which sends from one buffer of 64 KiB. Asked: the process never
//! has more than 200 MB resident. Beside it, how long it takes against writing the same bytes to the same disk.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures says what it found and ends where an expectation does not hold"
)]

#[path = "../it/support/city.rs"]
#[allow(dead_code, reason = "the program needs the part that makes agencies")]
mod city;
mod common;
#[path = "common/crowd.rs"]
mod crowd;
#[path = "../it/support/database.rs"]
#[allow(dead_code, reason = "the program needs one engine")]
mod database;

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Instant;

use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::domain::time::Day;
use mingxuan::platform::clock::Clock;
use mingxuan::{market, server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crowd::Crowd;

const FILE: usize = 50_000_000;
const CHUNK: usize = 64 * 1024;
const MOST: u64 = 200_000_000;
const BOUNDARY: &str = "mingxuan-load";

#[tokio::main]
async fn main() -> ExitCode {
    common::begin();
    let uploads = std::env::args().filter_map(|word| word.parse().ok()).next_back().unwrap_or(50);
    let engine = database::sqlite();
    let mut config = Config::for_tests(engine.folder.path());
    config.database.url = Some(engine.url.parse::<DatabaseUrl>().unwrap());
    let clock = Clock::simulated(Day::of(2026, 11, 16).unwrap().at(9, 0));
    let app = market::open(config, clock).unwrap();
    let crowd = Crowd::gathered(&app, 0).await;
    let running = server::start(&app).unwrap();
    let address = running.address;
    tokio::spawn(async move {
        let (_tell, told) = watch::channel(false);
        running.wait(told).await
    });

    let began = Instant::now();
    for number in 0..uploads {
        let mut file = tempfile::tempfile_in(engine.folder.path()).unwrap();
        let chunk = chunk(number);
        for _ in 0..FILE / CHUNK {
            file.write_all(&chunk).unwrap();
        }
        file.sync_all().unwrap();
    }
    let bare = began.elapsed();

    let before = resident("VmRSS");
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let began = Instant::now();
    let tasks: Vec<_> =
        (0..uploads).map(|number| tokio::spawn(send(address, crowd.tokens[number % crowd.tokens.len()].clone(), number))).collect();
    for task in tasks {
        let answer = task.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let (took, peak) = (began.elapsed(), resident("VmHWM"));
    let ratio = took.as_secs_f64() / bare.as_secs_f64();
    println!("{uploads} uploads of {FILE} bytes: {took:?}; writing them to the disk alone: {bare:?}; ratio {ratio:.2}");
    println!("resident before: {:.0} MB, at most: {:.0} MB (asked: {:.0})", before as f64 / 1e6, peak as f64 / 1e6, MOST as f64 / 1e6);
    if peak <= MOST { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Bytes of this process in memory, by a line of its status.
fn resident(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

/// No two uploads are the same file.
fn chunk(number: usize) -> Vec<u8> {
    (0..CHUNK).map(|at| (at.wrapping_mul(31).wrapping_add(number * 7) % 251) as u8).collect()
}

async fn send(server: SocketAddr, token: String, number: usize) -> String {
    let opening = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{number}.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n"
    );
    let end = format!("\r\n--{BOUNDARY}--\r\n");
    let chunk = chunk(number);
    let length = opening.len() + FILE / CHUNK * CHUNK + end.len();
    let head = format!(
        "POST /api/v1/agency/documents HTTP/1.1\r\nHost: market.example\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    let mut stream = TcpStream::connect(server).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(opening.as_bytes()).await.unwrap();
    for _ in 0..FILE / CHUNK {
        stream.write_all(&chunk).await.unwrap();
    }
    stream.write_all(end.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
