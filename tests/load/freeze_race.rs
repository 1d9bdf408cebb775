//! Two workers freeze the same draw at once, ten thousand times: exactly one freeze, one seed and one result each.
//!
//! `cargo bench --bench freeze_race -- [attempts]`, on SQLite, and on PostgreSQL where `MINGXUAN_TEST_PG_URL` names a server. It ends with an error
//! where a single draw has two of anything.
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
#[path = "../it/support/database.rs"]
#[allow(dead_code, reason = "the program needs both engines and no single one")]
mod database;

use std::time::Instant;

use diesel::prelude::*;
use mingxuan::app::App;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::db::schema::{draw_documents, log_documents};
use mingxuan::domain::project::ProjectId;
use mingxuan::domain::time::Day;
use mingxuan::error::Error;
use mingxuan::market;
use mingxuan::market::selection::jobs;
use mingxuan::platform::clock::Clock;

use city::City;

/// Draws that race at the same time.
const ABREAST: usize = 16;
/// Projects that are open at the same time. A witness is shown every sign-up of all of them.
const OPEN: usize = 200;

#[tokio::main]
async fn main() {
    let attempts: usize = std::env::args().filter_map(|word| word.parse().ok()).next_back().unwrap_or(10_000);
    for engine in database::engines() {
        let mut config = Config::for_tests(engine.folder.path());
        config.database.url = Some(engine.url.parse::<DatabaseUrl>().unwrap());
        let clock = Clock::fixed(Day::of(2026, 11, 16).unwrap().at(9, 0));
        let app = market::open_for_building(config, clock.clone(), Vec::new()).unwrap();
        let city = tokio::task::block_in_place(|| City::found(&app, 3));
        let mut took = 0.0;
        for part in 0..attempts.div_ceil(OPEN) {
            let projects = opened(&city, OPEN.min(attempts - part * OPEN)).await;
            clock.set(city.state(&projects[0]).closes_at);
            let draws: Vec<String> = projects.iter().map(|project| format!("{}/1", city.state(project).number)).collect();
            let began = Instant::now();
            in_rows(&draws, |draw| at_once(app.clone(), draw)).await;
            took += began.elapsed().as_secs_f64();
        }
        check(&city, attempts);
        println!(
            "{:<9} {attempts} draws, two workers each: one freeze, one seed, one result each; {:.0} draws/s",
            engine.name,
            attempts as f64 / took
        );
    }
}

/// Projects with three sign-ups each.
async fn opened(city: &City, attempts: usize) -> Vec<ProjectId> {
    let projects: Vec<ProjectId> = tokio::task::block_in_place(|| (0..attempts).map(|_| city.project(Vec::new())).collect());
    in_rows(&projects, |project| {
        let app = city.app.clone();
        async move { jobs::request(&app, project.as_str()).await.unwrap() }
    })
    .await;
    tokio::task::block_in_place(|| {
        for project in &projects {
            (0..3).for_each(|agency| drop(city.signs_up(agency, project).unwrap()));
        }
    });
    projects
}

/// Two workers close and advance one draw; one that finds the other faster tries again, as the outbox makes it.
async fn at_once(app: App, draw: String) {
    let workers = [0, 1].map(|_| {
        let (app, draw) = (app.clone(), draw.clone());
        tokio::spawn(async move {
            loop {
                let done = match jobs::close(&app, &draw).await {
                    Ok(()) => jobs::advance(&app, &draw).await,
                    Err(e) => Err(e),
                };
                match done {
                    Ok(()) => return,
                    Err(Error::Conflict) => {}
                    Err(e) => panic!("{e}"),
                }
            }
        })
    });
    for worker in workers {
        worker.await.unwrap();
    }
}

async fn in_rows<T: Clone, F: Future<Output = ()>>(all: &[T], work: impl Fn(T) -> F) {
    for row in all.chunks(ABREAST) {
        futures_util::future::join_all(row.iter().cloned().map(&work)).await;
    }
}

fn check(city: &City, attempts: usize) {
    let expected = i64::try_from(attempts).unwrap();
    for kind in ["draw.close", "draw.freeze", "draw.seed", "draw.result", "draw.opened"] {
        let logged: i64 = city.asked(|conn| Ok(log_documents::table.filter(log_documents::kind.eq(kind)).count().get_result(conn)?));
        assert_eq!(logged, expected, "{kind}");
    }
    for name in ["freeze.txt", "seed.txt", "result.txt"] {
        let kept: i64 = city.asked(|conn| Ok(draw_documents::table.filter(draw_documents::name.eq(name)).count().get_result(conn)?));
        assert_eq!(kept, expected, "{name}");
    }
}
