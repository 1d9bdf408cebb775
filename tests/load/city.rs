//! How long the demo city takes, what it holds when it is idle, and how soon a server opens a folder that is there already.
//!
//! `cargo bench --bench city -- [agencies] [projects] [seconds]`: the city is built by a process of its own on SQLite, left alone for so many
//! seconds, and opened again by `demo` and by `serve`. Asked: serving within 60 s, 150 MB resident when idle, 500 ms to open, 40 MB of program.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures says what it found and ends where an expectation does not hold"
)]

mod common;

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{Line, get};

const PROGRAM: &str = env!("CARGO_BIN_EXE_mingxuan");
/// Times a folder is opened again.
const OPENED: usize = 5;

#[tokio::main]
async fn main() {
    let numbers: Vec<u64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let [agencies, projects, seconds] = [(0, 897), (1, 220), (2, 30)].map(|(place, usual)| numbers.get(place).copied().unwrap_or(usual));
    let folder = tempfile::tempdir().unwrap();
    let size = [format!("--agencies={agencies}"), format!("--projects={projects}")];
    let demo: Vec<&str> = ["demo", &size[0], &size[1]].to_vec();
    println!("{:<58} {:>12} {:>10}", "", "measured", "asked");
    let megabytes = std::fs::metadata(PROGRAM).unwrap().len() as f64 / 1_048_576.0;
    told("the program, stripped", &format!("{megabytes:.1} MB"), "40 MB");

    let city = Server::started(folder.path(), &demo, Duration::from_secs(600)).await;
    told(
        &format!("a city of {agencies} agencies and {projects} finished projects, until it serves"),
        &format!("{:.1} s", city.took.as_secs_f64()),
        "60 s",
    );
    told("    processor time of it", &format!("{:.1} s", city.processor_seconds()), "-");
    told("    resident as its doors open", &city.resident(), "-");
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    told(&format!("    resident after {seconds} s alone"), &city.resident(), "150 MB");
    told("    most it ever held", &format!("{:.0} MB", city.status("VmHWM")), "-");
    drop(city);

    reopened(folder.path(), ("the city opened again", &demo), seconds).await;
    reopened(folder.path(), ("serve on the same folder", &["serve"]), seconds).await;
}

async fn reopened(folder: &Path, (name, arguments): (&str, &[&str]), seconds: u64) {
    let mut took = Vec::new();
    for last in (0..OPENED).rev() {
        let server = Server::started(folder, arguments, Duration::from_secs(30)).await;
        took.push(server.took);
        if last == 0 {
            took.sort_unstable();
            told(
                &format!("{name}: until it answers, median of {OPENED}"),
                &format!("{:.0} ms", took[OPENED / 2].as_secs_f64() * 1e3),
                "500 ms",
            );
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            told(&format!("    resident after {seconds} s alone"), &server.resident(), "150 MB");
        }
    }
}

fn told(what: &str, measured: &str, asked: &str) {
    println!("{what:<58} {measured:>12} {asked:>10}");
}

/// A `mingxuan` of its own that is ready; killed when it is dropped.
struct Server {
    child: Child,
    took: Duration,
}

impl Server {
    async fn started(folder: &Path, arguments: &[&str], patience: Duration) -> Server {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let began = Instant::now();
        let child = Command::new(PROGRAM)
            .args(arguments)
            .args(["--port", &address.port().to_string(), "--data"])
            .arg(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Server { child, took: Duration::ZERO };
        while !ready(address).await {
            assert!(began.elapsed() < patience, "the server does not get ready");
            assert!(server.child.try_wait().unwrap().is_none(), "the server ended by itself");
            // Asking all the time would take a processor from it.
            let pause = if began.elapsed() > Duration::from_secs(2) { 100 } else { 5 };
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
        server.took = began.elapsed();
        server
    }

    /// A line of `/proc/PID/status` in megabytes.
    fn status(&self, name: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap_or_default();
        line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or_default() / 1024.0
    }

    /// All that is resident, and how much of it is memory of its own (the rest are pages of files, which the system takes back when it likes).
    fn resident(&self) -> String {
        format!("{:.0} MB ({:.0})", self.status("VmRSS"), self.status("RssAnon"))
    }

    fn processor_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        // utime and stime, in hundredths of a second.
        after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
    }
}

async fn ready(address: SocketAddr) -> bool {
    match Line::to(address).await {
        Ok(mut line) => line.ask(get("/readyz", "").as_bytes()).await.is_ok_and(|status| status == 200),
        Err(_) => false,
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _gone = self.child.kill().and_then(|()| self.child.wait());
    }
}
