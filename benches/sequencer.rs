//! The sequencer on SQLite with synchronous=FULL: 100 000 entries pending at once, against a bare loop that writes the same rows without a tree.
//!
//! `cargo bench --bench sequencer -- [entries]`. It ends with an error below 10 000 entries a second, or where the tree is not what its entries give.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a program that measures says what it found and ends where an expectation does not hold"
)]

use std::time::{Duration, Instant as Clock};

use diesel::prelude::*;
use mingxuan::db::dialect::{LogRows, append_to_log};
use mingxuan::db::schema::{log_hash, log_pending};
use mingxuan::db::{Db, Options};
use mingxuan::domain::event::Kind;
use mingxuan::domain::time::Instant;
use mingxuan::platform::audit::{Act, Actor, Thing, Visibility, record};
use mingxuan::platform::log::{Log, examine, reading};

const LEAST: f64 = 10_000.0;

fn main() {
    let entries: usize = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str| Db::open(&format!("sqlite:{}", folder.path().join(name).display()), &Options::default()).unwrap();
    let db = open("market.sqlite");
    fill(&db, entries);
    let bodies: Vec<String> =
        db.read_now(|conn| Ok(log_pending::table.order(log_pending::id).select(log_pending::body).load(conn)?)).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let log = Log::new("bench.example/audit", folder.path().join("log.key"));
    let began = Clock::now();
    runtime.block_on(log.settle(&db, Instant(0))).unwrap();
    let ours = began.elapsed();
    let bare = bare(&open("bare.sqlite"), &bodies);
    let rate = entries as f64 / ours.as_secs_f64();
    println!("sequencer {entries} entries in {ours:?}: {rate:.0}/s");
    println!("bare loop of the same rows {bare:?}; ratio {:.2}", ours.as_secs_f64() / bare.as_secs_f64());
    proofs(&db, entries);
    assert_eq!(db.read_now(examine).unwrap(), Ok(entries as u64));
    assert!(rate >= LEAST, "below {LEAST} entries a second");
}

fn fill(db: &Db, entries: usize) {
    for part in (0..entries).step_by(5000) {
        db.write_now(move |conn| {
            for n in part..entries.min(part + 5000) {
                let thing = Thing::open("project", format!("p{n}"));
                let document = format!("thing {n}\n");
                let act = Act { kind: Kind::ProjectDraft, actor: &Actor::platform(), thing, document, visibility: Visibility::Public };
                record(conn, Instant(0), act)?;
            }
            Ok(())
        })
        .unwrap();
    }
}

/// The same rows in commits of the same size, with hashes that nobody computes.
fn bare(db: &Db, bodies: &[String]) -> Duration {
    let began = Clock::now();
    for (part, some) in bodies.chunks(1000).enumerate() {
        let first = (part * 1000) as i64;
        let entries: Vec<(i64, String)> = (first..).zip(some.iter().cloned()).collect();
        let hashes: Vec<(i64, String)> = (0..2 * some.len() as i64).map(|n| (first * 2 + n, "0".repeat(64))).collect();
        let positions: Vec<(i64, i64)> = entries.iter().map(|(idx, _)| (idx + 1, *idx)).collect();
        db.write_now(move |conn| append_to_log(conn, &LogRows { entries: &entries, hashes: &hashes, positions: &positions })).unwrap();
    }
    began.elapsed()
}

fn proofs(db: &Db, entries: usize) {
    let stored: i64 = db.read_now(|conn| Ok(log_hash::table.count().get_result(conn)?)).unwrap();
    let began = Clock::now();
    for n in 0..1000_u64 {
        let index = n * entries as u64 / 1000;
        db.read_now(move |conn| reading::proof(conn, index)).unwrap();
    }
    println!("inclusion proof over {stored} stored hashes: {:?} each", began.elapsed() / 1000);
}
