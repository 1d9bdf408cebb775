//! What the load programs share: a knocker that sends requests over many kept connections, a bare route to compare with, and a table.

#![allow(dead_code, reason = "each program uses the part it needs")]

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, HttpServer, web};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What was measured: how long each answer took, and how long all of them together.
#[derive(Clone, Debug, Default)]
pub struct Run {
    times: Vec<Duration>,
    took: Duration,
}

impl Run {
    pub fn of(times: Vec<Duration>, took: Duration) -> Run {
        Run { times, took }
    }

    /// Another run of the same, as if both had been one.
    pub fn and(&mut self, other: Run) {
        self.times.extend(other.times);
        self.took += other.took;
    }

    pub fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.took.as_secs_f64()
    }

    /// The time within which this share of all answers came, in milliseconds.
    pub fn within(&self, percent: usize) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        times.get(times.len() * percent / 100).copied().unwrap_or_default().as_secs_f64() * 1e3
    }
}

/// Sends `request` over `connections` kept connections, spread over the servers, for `span`; expects status 200 every time.
pub async fn knock(servers: &[SocketAddr], request: &str, connections: usize, span: Duration) -> Run {
    let began = Instant::now();
    let ends = began + span;
    let tasks: Vec<_> = (0..connections)
        .map(|n| {
            let (server, request) = (servers[n % servers.len()], request.to_owned());
            tokio::spawn(async move {
                let mut line = Line::to(server).await.expect("the server listens");
                let mut times = Vec::new();
                while Instant::now() < ends {
                    let sent = Instant::now();
                    let status = line.ask(request.as_bytes()).await.expect("the server answers");
                    assert_eq!(status, 200, "{}", line.body());
                    times.push(sent.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.expect("a knocker does not panic"));
    }
    Run::of(times, began.elapsed())
}

/// One kept connection.
pub struct Line {
    stream: TcpStream,
    buffer: Vec<u8>,
    head: usize,
}

impl Line {
    pub async fn to(server: SocketAddr) -> std::io::Result<Line> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        Ok(Line { stream, buffer: Vec::with_capacity(64 * 1024), head: 0 })
    }

    /// Sends one request and reads its answer, whose length must be told; gives the status.
    pub async fn ask(&mut self, request: &[u8]) -> std::io::Result<u16> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        self.head = loop {
            self.more().await?;
            if let Some(end) = self.buffer.windows(4).position(|part| part == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..self.head]).to_ascii_lowercase();
        let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok()).unwrap_or(0);
        while self.buffer.len() < self.head + length {
            self.more().await?;
        }
        Ok(head.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0))
    }

    async fn more(&mut self) -> std::io::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 { Err(std::io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    /// The body of the last answer.
    pub fn body(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.buffer[self.head..])
    }
}

/// A `GET` as a browser of a Chinese reader sends it, with more header lines where given.
pub fn get(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: market.example\r\nAccept: text/html\r\nAccept-Language: zh-CN,zh;q=0.9\r\n{more}\r\n")
}

/// A bare actix-web route that answers with `body`, for comparison.
pub fn bare(body: Bytes, workers: usize) -> SocketAddr {
    let server = HttpServer::new(move || {
        let body = body.clone();
        App::new().app_data(web::Data::new(body)).default_service(web::to(|body: web::Data<Bytes>| async move {
            HttpResponse::Ok().content_type("text/html; charset=utf-8").body(Bytes::clone(&body))
        }))
    })
    .workers(workers)
    .disable_signals()
    .bind(("127.0.0.1", 0))
    .expect("a free port");
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    address
}

/// Prints the head of the table.
pub fn head(title: &str) {
    println!("\n{title}\n{:<58} {:>11} {:>8} {:>8} {:>9} {:>9}", "", "a second", "of bare", "asked", "p50 ms", "p99 ms");
}

/// Prints one line of the table.
pub fn line(name: &str, run: &Run, baseline: &Run, asked: Option<u32>) {
    println!(
        "{name:<58} {:>11.0} {:>6.1} % {:>8} {:>9.2} {:>9.2}",
        run.per_second(),
        100.0 * run.per_second() / baseline.per_second(),
        asked.map_or_else(|| "-".to_owned(), |percent| format!("{percent} %")),
        run.within(50),
        run.within(99),
    );
}

/// A program measures what a real server does: SQLite without the lock around its statistics, log lines on standard error.
pub fn begin() {
    mingxuan::db::tune_sqlite();
    mingxuan::platform::memory::keep_together();
    let usual = mingxuan::config::Config::for_tests(std::path::Path::new("."));
    mingxuan::platform::telemetry::start_logging(&usual.log).expect("the usual filter can be read");
}
