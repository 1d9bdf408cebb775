//! How fast a draw is ranked, against bare hashing and sorting of the same texts in the same run.
//!
//! `cargo bench --bench ranking`. The limits are those of the protocol's first user: 897 candidates in 0.5 ms, a million in 0.5 s of
//! one core, and at most 1.5 times the bare work.
#![allow(clippy::print_stdout, reason = "a bench answers on the terminal")]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use mingxuan::domain::draw::{Hash32, Label, Weight, rank};
use sha2::{Digest, Sha256};

/// Entries, most tickets of one, times measured, and the most time that is acceptable.
const CASES: [(usize, u16, usize, Option<Duration>); 4] = [
    (897, 1, 400, Some(Duration::from_micros(500))),
    (897, 20, 100, None),
    (100_000, 1, 7, None),
    (1_000_000, 1, 5, Some(Duration::from_millis(500))),
];
const MOST_TIMES_BARE: f64 = 1.5;

fn main() -> ExitCode {
    println!("{:>9} {:>9} {:>12} {:>12} {:>7} {:>12}", "entries", "tickets", "rank", "bare", "ratio", "limit");
    let mut kept = true;
    for (count, most, times, limit) in CASES {
        let entries = entries(count, most);
        let seed = Hash32::of("the seed of the bench");
        let tickets: u64 = entries.iter().map(|(_, weight)| u64::from(weight.tickets())).sum();
        let ours = fastest(times, || rank(&seed, entries.iter().map(|(label, weight)| (label, *weight))).len());
        let bare = fastest(times, || bare(&seed, &entries).len());
        let ratio = ours.as_secs_f64() / bare.as_secs_f64();
        let shown = limit.map_or("-".to_owned(), |limit| format!("{limit:.1?}"));
        println!("{count:>9} {tickets:>9} {ours:>12.3?} {bare:>12.3?} {ratio:>7.2} {shown:>12}");
        kept &= ratio <= MOST_TIMES_BARE && limit.is_none_or(|limit| ours <= limit);
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn entries(count: usize, most: u16) -> Vec<(Label, Weight)> {
    let entry = |number: usize| {
        let hash = Hash32::of(number.to_string());
        let label = Label::parse(&format!("b-{}", &hash.to_string()[..40])).expect("a blind label is a label");
        let weight = Weight::of(1 + u16::from(hash.0[0]) % most).expect("between 1 and 20");
        (label, weight)
    };
    (0..count).map(entry).collect()
}

/// The same texts hashed one by one and the hashes sorted, with nothing of the draw's own code.
fn bare(seed: &Hash32, entries: &[(Label, Weight)]) -> Vec<([u8; 32], usize)> {
    let head = format!("draw/v1 ticket\n{seed}\n");
    let mut text = Vec::with_capacity(256);
    let mut keys = Vec::with_capacity(entries.len());
    for (index, (label, weight)) in entries.iter().enumerate() {
        let mut best = [0xff; 32];
        for j in 1..=weight.tickets() {
            text.clear();
            text.extend_from_slice(head.as_bytes());
            text.extend_from_slice(label.as_str().as_bytes());
            text.push(b'\n');
            text.extend_from_slice(j.to_string().as_bytes());
            text.push(b'\n');
            best = best.min(Sha256::digest(&text).into());
        }
        keys.push((best, index));
    }
    keys.sort_unstable();
    keys
}

/// The fastest of several runs: what the work costs when nothing else runs.
fn fastest(times: usize, work: impl Fn() -> usize) -> Duration {
    let run = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..times).map(run).min().unwrap_or_default()
}
