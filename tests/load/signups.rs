//! How fast sixty-four agencies sign up through HTTP, every rule checked, against a bare loop that inserts the same rows.
//!
//! `cargo bench --bench signups -- [projects]`, on SQLite (`synchronous=FULL`), and on PostgreSQL where `MINGXUAN_TEST_PG_URL` names a server. The
//! bare loop copies the very rows the sign-ups made, in transactions of sixty-four, into the same tables. Asked: 5 % of it. The lines between say
//! where the time goes.
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
use std::time::Instant;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use mingxuan::app::App;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::db::schema::{jobs, log_documents, log_entry, log_pending, log_positions, signups};
use mingxuan::domain::time::Day;
use mingxuan::market::signups as service;
use mingxuan::platform::clock::Clock;
use mingxuan::platform::random;
use mingxuan::{market, server};
use tokio::sync::watch;

use common::{Line, Run, head, line};
use crowd::{CROWD, Crowd};
use database::Engine;

#[tokio::main]
async fn main() {
    common::begin();
    let projects = std::env::args().filter_map(|word| word.parse().ok()).next_back().unwrap_or(100);
    for engine in database::engines() {
        measure(&engine, projects).await;
    }
}

async fn measure(engine: &Engine, projects: usize) {
    let mut config = Config::for_tests(engine.folder.path());
    config.database.url = Some(engine.url.parse::<DatabaseUrl>().unwrap());
    let clock = Clock::simulated(Day::of(2026, 11, 16).unwrap().at(9, 0));
    let app = market::open(config, clock.clone()).unwrap();
    let mut crowd = Crowd::gathered(&app, 2 * projects).await;
    clock.run_from(clock.now());
    // Half of the projects through HTTP, the others without.
    let direct = crowd.projects.split_off(projects);
    let address = served(&app);
    let http = crowd.sign_up(address).await;
    let asked = refused(address, &crowd).await;
    let called = called(&app, &crowd, &direct).await;
    let copied = tokio::task::block_in_place(|| copied(engine, &app, CROWD * projects));
    head(&format!("{}: {} sign-ups by {CROWD} connections", engine.name, CROWD * projects));
    line("bare loop: the same rows, transactions of 64", &copied, &copied, None);
    line("the service alone, 64 callers: rules, rows, commit", &called, &copied, None);
    line("HTTP and token alone: a project that does not exist", &asked, &copied, None);
    line("sign-ups through HTTP, with their receipts", &http, &copied, Some(5));
}

fn served(app: &App) -> SocketAddr {
    let running = server::start(app).unwrap();
    let address = running.address;
    tokio::spawn(async move {
        // Serves until the program ends.
        let (_tell, told) = watch::channel(false);
        running.wait(told).await
    });
    address
}

/// The same requests for a project nobody knows: what reading the request and finding out who asks costs, and a look for the project.
async fn refused(address: SocketAddr, crowd: &Crowd) -> Run {
    let began = Instant::now();
    let times = crowd.projects.len();
    let knocks = crowd.tokens.iter().cloned().map(|token| {
        tokio::spawn(async move {
            let mut line = Line::to(address).await.unwrap();
            let request = crowd::sign_up("MX-2026-999999", &token);
            let mut took = Vec::with_capacity(times);
            for _ in 0..times {
                let sent = Instant::now();
                assert_eq!(line.ask(request.as_bytes()).await.unwrap(), 404);
                took.push(sent.elapsed());
            }
            took
        })
    });
    gathered(knocks.collect(), began).await
}

/// The service called by as many tasks, without HTTP and without reading the receipt.
async fn called(app: &App, crowd: &Crowd, projects: &[String]) -> Run {
    let began = Instant::now();
    let ids: Vec<_> = crowd
        .city
        .asked(|conn| projects.iter().map(|number| market::projects::id_of_public(conn, number)).collect::<mingxuan::error::Result<_>>());
    let calls = crowd.city.agencies.iter().cloned().map(|who| {
        let (app, ids) = (app.clone(), ids.clone());
        tokio::spawn(async move {
            let mut took = Vec::with_capacity(ids.len());
            for id in ids {
                let (app, who, sent) = (app.clone(), who.clone(), Instant::now());
                app.clone().db.write(move |conn| service::sign_up(conn, &app, &who, &id)).await.unwrap();
                took.push(sent.elapsed());
            }
            took
        })
    });
    gathered(calls.collect(), began).await
}

async fn gathered(tasks: Vec<tokio::task::JoinHandle<Vec<std::time::Duration>>>, began: Instant) -> Run {
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    Run::of(times, began.elapsed())
}

type SignupRow = (
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    i64,
    i64,
    i64,
    Option<String>,
    String,
    String,
    String,
    String,
);
type PaperRow = (String, Option<String>, String, String, String, i64);
type JobRow = (String, String, String, i64, i64);

/// What a sign-up left behind.
struct Left {
    signup: SignupRow,
    entry: String,
    paper: PaperRow,
    job: JobRow,
}

/// Writes the rows once more under new keys, sixty-four sign-ups in a transaction: the same statements on either engine's own connection.
macro_rules! copy {
    ($conn:expr, $left:expr) => {{
        let (conn, began, mut times) = ($conn, Instant::now(), Vec::new());
        for part in $left.chunks(64) {
            let sent = Instant::now();
            conn.transaction::<_, diesel::result::Error, _>(|conn| {
                for one in part {
                    let index: i64 = diesel::insert_into(log_pending::table)
                        .values(log_pending::body.eq(&one.entry))
                        .returning(log_pending::id)
                        .get_result(conn)?;
                    let (kind, salt, document, thing_kind, _, at) = &one.paper;
                    let id = random::blind_id();
                    diesel::insert_into(log_documents::table)
                        .values((
                            (log_documents::id.eq(index), log_documents::kind.eq(kind), log_documents::salt.eq(salt.as_deref())),
                            (log_documents::document.eq(document), log_documents::thing_kind.eq(thing_kind)),
                            (log_documents::thing_id.eq(&id), log_documents::at.eq(at)),
                        ))
                        .execute(conn)?;
                    let row = &one.signup;
                    diesel::insert_into(signups::table)
                        .values((
                            (
                                signups::id.eq(&id),
                                signups::draw_id.eq(&row.1),
                                signups::project_id.eq(&row.2),
                                signups::agency_id.eq(&row.3),
                            ),
                            // An agency has one active sign-up in a draw, and that is the original.
                            (signups::account_id.eq(&row.4), signups::state.eq("withdrawn"), signups::label.eq(format!("b-{id}"))),
                            (
                                signups::label_nonce.eq(&row.7),
                                signups::commitment.eq(&row.8),
                                signups::salt.eq(&row.9),
                                signups::log_id.eq(index),
                            ),
                            (signups::received_at.eq(row.11), signups::ended_at.eq(row.12), signups::carried_from.eq(row.13.as_deref())),
                            (
                                signups::outcome.eq(&row.14),
                                signups::outcome_reason.eq(&row.15),
                                signups::profile.eq(&row.16),
                                signups::link.eq(&row.17),
                            ),
                        ))
                        .execute(conn)?;
                    let (kind, body, state, run_at, created_at) = &one.job;
                    diesel::insert_into(jobs::table)
                        .values((
                            (jobs::id.eq(random::blind_id()), jobs::kind.eq(kind), jobs::body.eq(body), jobs::state.eq(state)),
                            (jobs::run_at.eq(run_at), jobs::attempts.eq(0_i64), jobs::claimed_by.eq(""), jobs::claimed_until.eq(0_i64)),
                            (jobs::last_error.eq(""), jobs::created_at.eq(created_at)),
                        ))
                        .execute(conn)?;
                }
                Ok(())
            })
            .unwrap();
            times.extend(std::iter::repeat_n(sent.elapsed(), part.len()));
        }
        Run::of(times, began.elapsed())
    }};
}

/// Copies of the sign-ups' rows, under new keys, written by one connection of the engine's own kind.
fn copied(engine: &Engine, app: &App, count: usize) -> Run {
    let left = left_behind(app, count);
    match engine.url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut conn = SqliteConnection::establish(path).unwrap();
            conn.batch_execute("PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000")
                .unwrap();
            copy!(&mut conn, &left)
        }
        None => copy!(&mut PgConnection::establish(&engine.url).unwrap(), &left),
    }
}

fn left_behind(app: &App, count: usize) -> Vec<Left> {
    let limit = i64::try_from(count).unwrap();
    app.db
        .read_now(|conn| {
            let signups: Vec<SignupRow> = signups::table.order(signups::log_id).limit(limit).load(conn)?;
            let mails: Vec<JobRow> = jobs::table
                .filter(jobs::kind.eq("mail"))
                .limit(limit)
                .select((jobs::kind, jobs::body, jobs::state, jobs::run_at, jobs::created_at))
                .load(conn)?;
            signups
                .into_iter()
                .zip(mails)
                .map(|(signup, job)| {
                    // Whether the sequencer has been here or not, the entry is as long.
                    let pending = log_pending::table.find(signup.10).select(log_pending::body).first(conn).optional()?;
                    let appended = log_positions::table.inner_join(log_entry::table.on(log_entry::idx.eq(log_positions::idx)));
                    let entry = match pending {
                        Some(entry) => entry,
                        None => appended.filter(log_positions::document_id.eq(signup.10)).select(log_entry::body).first(conn)?,
                    };
                    let of = log_documents::table.find(signup.10);
                    let columns = (
                        (log_documents::kind, log_documents::salt, log_documents::document),
                        (log_documents::thing_kind, log_documents::thing_id, log_documents::at),
                    );
                    let ((kind, salt, document), (thing_kind, thing_id, at)) = of.select(columns).first(conn)?;
                    Ok(Left { signup, entry, paper: (kind, salt, document, thing_kind, thing_id, at), job })
                })
                .collect()
        })
        .unwrap()
}
