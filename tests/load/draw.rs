//! How long the market works from the freeze to the public result, all 897 agencies of a province taking part.
//!
//! `cargo bench --bench draw -- [agencies] [draws]`, on SQLite (waiting for the disk), and on PostgreSQL where `MINGXUAN_TEST_PG_URL` names a
//! server. Asked: 250 ms. What the ranking itself costs is shown beside it.
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
#[path = "../it/support/database.rs"]
#[allow(dead_code, reason = "the program needs both engines and no single one")]
mod database;

use std::time::{Duration, Instant};

use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::domain::draw::{Hash32, Label, Weight, rank};
use mingxuan::domain::project::ProjectState;
use mingxuan::domain::time::Day;
use mingxuan::market;
use mingxuan::market::selection::jobs;
use mingxuan::platform::clock::Clock;

use city::City;

const MOST: Duration = Duration::from_millis(250);

#[tokio::main]
async fn main() {
    common::begin();
    let numbers: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let (agencies, draws) = (numbers.first().copied().unwrap_or(897), numbers.get(1).copied().unwrap_or(7));
    println!("{:<12} {:>8} {:>12} {:>12} {:>12} {:>12}", "", "entries", "freeze", "to result", "together", "asked");
    for engine in database::engines() {
        let mut config = Config::for_tests(engine.folder.path());
        config.database.url = Some(engine.url.parse::<DatabaseUrl>().unwrap());
        let clock = Clock::fixed(Day::of(2026, 11, 16).unwrap().at(9, 0));
        let app = market::open(config, clock.clone()).unwrap();
        let city = tokio::task::block_in_place(|| City::found(&app, agencies));
        let mut measured = Vec::new();
        for _ in 0..draws {
            measured.push(drawn(&city, &clock).await);
        }
        measured.sort_by_key(|(freeze, result)| *freeze + *result);
        for (name, (freeze, result)) in [("fastest", measured[0]), ("median", measured[draws / 2])] {
            let name = format!("{}, {name}", engine.name);
            println!("{name:<18} {agencies:>3} {freeze:>12.1?} {result:>12.1?} {:>12.1?} {MOST:>12.1?}", freeze + result);
        }
    }
    println!("ranking alone: {:.3?}", ranking(agencies));
}

/// One draw of all agencies: how long the freeze took, and everything after it until the winner is public.
async fn drawn(city: &City, clock: &Clock) -> (Duration, Duration) {
    let app = &city.app;
    let project = tokio::task::block_in_place(|| city.project(Vec::new()));
    jobs::request(app, project.as_str()).await.unwrap();
    tokio::task::block_in_place(|| (0..city.agencies.len()).for_each(|agency| drop(city.signs_up(agency, &project).unwrap())));
    let opened = city.state(&project);
    clock.set(opened.closes_at);
    let draw = format!("{}/1", opened.number);
    let began = Instant::now();
    jobs::close(app, &draw).await.unwrap();
    let freeze = began.elapsed();
    jobs::advance(app, &draw).await.unwrap();
    let result = began.elapsed() - freeze;
    assert_eq!(city.state(&project).state, ProjectState::Selected, "the result is public");
    (freeze, result)
}

fn ranking(entries: usize) -> Duration {
    let labels: Vec<Label> =
        (0..entries).map(|n| Label::parse(&format!("b-{}", &Hash32::of(n.to_string()).to_string()[..40])).unwrap()).collect();
    let began = Instant::now();
    std::hint::black_box(rank(&Hash32::of("seed"), labels.iter().map(|label| (label, Weight::ONE))));
    began.elapsed()
}
