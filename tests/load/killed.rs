//! A server that is killed at any moment loses no sign-up it has acknowledged.
//!
//! `cargo bench --bench killed -- [times]`, on SQLite, and on PostgreSQL where `MINGXUAN_TEST_PG_URL` names a server. Sixty-four agencies sign up
//! without a pause at a process of its own; it is killed (kill -9), started again, and asked for every receipt it has ever given.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures says what it found and ends where an expectation does not hold"
)]

#[path = "../it/support/city.rs"]
#[allow(dead_code, reason = "the program needs the part that makes projects and sign-ups")]
mod city;
mod common;
#[path = "common/crowd.rs"]
mod crowd;
#[path = "../it/support/database.rs"]
#[allow(dead_code, reason = "the program needs both engines and no single one")]
mod database;

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::market;
use mingxuan::platform::clock::Clock;

use common::{Line, get};
use crowd::{Crowd, sign_up};
use database::Engine;

/// Open projects: enough that nobody is done before the last kill.
const PROJECTS: usize = 400;

#[tokio::main]
async fn main() {
    common::begin();
    let times = std::env::args().filter_map(|word| word.parse().ok()).next_back().unwrap_or(8);
    for engine in database::engines() {
        survive(&engine, times).await;
    }
}

async fn survive(engine: &Engine, times: u64) {
    let mut config = Config::for_tests(engine.folder.path());
    config.database.url = Some(engine.url.parse::<DatabaseUrl>().unwrap());
    // The server keeps the system's time, so the projects are opened in it.
    let app = market::open_for_building(config, Clock::System, Vec::new()).unwrap();
    let Crowd { city, tokens, projects } = Crowd::gathered(&app, PROJECTS).await;
    app.db.make_durable().await.unwrap();
    drop((app, city));
    let mut kept: Vec<(usize, String)> = Vec::new();
    let mut next = vec![0; tokens.len()];
    for round in 0..times {
        let mut server = Server::started(engine).await;
        let work: Vec<_> = tokens
            .iter()
            .enumerate()
            .map(|(who, token)| {
                tokio::spawn(until_killed(server.address, (who, token.clone()), projects[next[who].min(projects.len())..].to_vec()))
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(150 + round * 389 % 1000)).await;
        server.kill();
        let before = kept.len();
        for (who, task) in work.into_iter().enumerate() {
            let (tried, receipts) = task.await.unwrap();
            next[who] += tried;
            kept.extend(receipts.into_iter().map(|receipt| (who, receipt)));
        }
        let server = Server::started(engine).await;
        for (who, receipt) in &kept {
            let mut line = Line::to(server.address).await.unwrap();
            let found = line
                .ask(get(&format!("/api/v1/signups/{receipt}"), &format!("Authorization: Bearer {}\r\n", tokens[*who])).as_bytes())
                .await
                .unwrap();
            assert_eq!(found, 200, "receipt {receipt} was given and is lost");
        }
        println!("{:<9} killed after {:>4} more sign-ups; all {:>5} receipts are found", engine.name, kept.len() - before, kept.len());
    }
}

/// Signs up for one project after another until the server is gone; tells how many were tried, and which receipts came back.
async fn until_killed(server: SocketAddr, (who, token): (usize, String), projects: Vec<String>) -> (usize, Vec<String>) {
    let (mut tried, mut receipts) = (0, Vec::new());
    let Ok(mut line) = Line::to(server).await else { return (tried, receipts) };
    for project in projects {
        tried += 1;
        match line.ask(sign_up(&project, &token).as_bytes()).await {
            Ok(201) => {
                let receipt: serde_json::Value = serde_json::from_str(&line.body()).unwrap();
                receipts.push(receipt["id"].as_str().unwrap().to_owned());
            }
            Ok(status) => panic!("agency {who}, {project}: {status} {}", line.body()),
            Err(_) => break,
        }
    }
    (tried, receipts)
}

/// A `mingxuan serve` of its own; killed at the latest when it is dropped.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    async fn started(engine: &Engine) -> Server {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let unlimited = ["REQUESTS", "CHANGES", "API"].map(|what| (format!("MINGXUAN_LIMITS__{what}_PER_MINUTE"), "0"));
        let child = Command::new(env!("CARGO_BIN_EXE_mingxuan"))
            .args(["serve", "--port", &address.port().to_string(), "--database-url", &engine.url, "--data"])
            .arg(engine.folder.path())
            .envs(unlimited)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Server { child, address };
        let patience = Instant::now();
        while !server.is_ready().await {
            assert!(patience.elapsed() < Duration::from_secs(30), "the server does not get ready");
            assert!(server.child.try_wait().unwrap().is_none(), "the server ended by itself");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    async fn is_ready(&self) -> bool {
        match Line::to(self.address).await {
            Ok(mut line) => line.ask(get("/readyz", "").as_bytes()).await.is_ok_and(|status| status == 200),
            Err(_) => false,
        }
    }

    /// SIGKILL: nothing is finished, nothing is flushed.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _gone = self.child.kill().and_then(|()| self.child.wait());
    }
}
