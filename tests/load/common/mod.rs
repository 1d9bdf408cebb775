//! What the load programs share: a knocker that sends one request over many kept connections, a bare route to compare with, and a table.

#![allow(dead_code, reason = "each program uses the part it needs")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, HttpServer, web};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a run of knocking measured.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

/// Sends `request` over `connections` kept connections for `span`, and expects `status` every time.
pub async fn knock(address: SocketAddr, request: String, connections: usize, span: Duration) -> Run {
    let request: Arc<[u8]> = request.into_bytes().into();
    let began = Instant::now();
    let ends = began + span;
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let request = Arc::clone(&request);
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.expect("the server listens");
                stream.set_nodelay(true).expect("a TCP stream");
                let (mut times, mut buffer) = (Vec::new(), Vec::with_capacity(64 * 1024));
                while Instant::now() < ends {
                    let sent = Instant::now();
                    stream.write_all(&request).await.expect("the server reads");
                    answer(&mut stream, &mut buffer).await;
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
    let took = began.elapsed();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    Run { per_second: times.len() as f64 / took.as_secs_f64(), p50: at(50), p99: at(99) }
}

/// Reads one answer with a `content-length`; anything but 200 ends the program.
pub async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) {
    buffer.clear();
    let (head, length) = loop {
        assert!(stream.read_buf(buffer).await.expect("the server answers") > 0, "the server hung up");
        if let Some(end) = buffer.windows(4).position(|part| part == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
            assert!(head.starts_with("http/1.1 200"), "{head}");
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:")).map_or(0, |n| n.trim().parse().unwrap_or(0));
            break (end + 4, length);
        }
    };
    while buffer.len() < head + length {
        assert!(stream.read_buf(buffer).await.expect("the server answers") > 0, "the server hung up");
    }
}

/// A `GET` as a browser of an anonymous Chinese reader sends it, with more header lines where given.
pub fn get(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: market.example\r\nAccept: text/html\r\nAccept-Language: zh-CN,zh;q=0.9\r\n{more}\r\n")
}

/// A bare actix-web route that answers with `body`, for comparison.
pub fn bare(body: Bytes, workers: usize) -> SocketAddr {
    let server = HttpServer::new(move || {
        let body = body.clone();
        App::new().app_data(web::Data::new(body)).route(
            "/",
            web::get().to(|body: web::Data<Bytes>| async move {
                HttpResponse::Ok().content_type("text/html; charset=utf-8").body(Bytes::clone(&body))
            }),
        )
    })
    .workers(workers)
    .disable_signals()
    .bind(("127.0.0.1", 0))
    .expect("a free port");
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    address
}

/// One line of the table.
pub fn line(name: &str, run: Run, baseline: Run) {
    println!(
        "{name:<48} {:>10.0}/s  {:>6.1} %   p50 {:>7.2} ms   p99 {:>7.2} ms",
        run.per_second,
        100.0 * run.per_second / baseline.per_second,
        run.p50.as_secs_f64() * 1e3,
        run.p99.as_secs_f64() * 1e3
    );
}
