//! How fast the list of projects and the directory of agencies are answered, ten thousand of each present, and what waits for the owner and the expert of a
//! demo city, against a bare route of the same bytes.
//!
//! `cargo bench --bench pages -- [rows] [seconds]`: on SQLite with one server, and on PostgreSQL with two servers where `MINGXUAN_TEST_PG_URL`
//! names a server. Asked: 60 % of the bare route for an anonymous reader on SQLite, 15 % on PostgreSQL, 8 % for somebody signed in.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures says what it found and ends where an expectation does not hold"
)]

#[path = "../it/support/city.rs"]
#[allow(dead_code, reason = "the program needs the part that makes projects and agencies")]
mod city;
mod common;
#[path = "../it/support/database.rs"]
#[allow(dead_code, reason = "the program needs both engines and no single one")]
mod database;

use std::net::SocketAddr;
use std::time::Duration;

use actix_web::web::Bytes;
use diesel::prelude::*;
use mingxuan::app::App;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::db::schema::{accounts, agencies, agency_items, projects};
use mingxuan::demo::firms::firms;
use mingxuan::demo::{PRINTED, Size, build, doors_open, hand_out};
use mingxuan::domain::time::Day;
use mingxuan::market::selection::jobs;
use mingxuan::market::{self, catalogue};
use mingxuan::platform::auth::AccountId;
use mingxuan::platform::auth::session::{self, Lifetimes, Opening};
use mingxuan::platform::clock::Clock;
use mingxuan::{backup, server};
use tokio::sync::watch;

use city::City;
use common::{Line, Run, bare, get, head, knock, line};
use database::Engine;

/// Connections that knock.
const CONNECTIONS: usize = 16;
/// Runs of each page, in turn with its bare route.
const ROUNDS: usize = 6;
/// Published projects that are still open; the others have ended.
const OPEN: i64 = 200;
const PAGES: [(&str, &str); 2] = [("/projects", "list of projects"), ("/agencies", "directory of agencies")];

#[tokio::main]
async fn main() {
    common::begin();
    let numbers: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let (rows, seconds) = (numbers.first().copied().unwrap_or(10_000), numbers.get(1).copied().unwrap_or(1));
    let span = Duration::from_secs(seconds as u64);
    let mut engines = database::engines().into_iter();
    let sqlite = engines.next().expect("SQLite is always there");
    let city = filled(&sqlite, rows).await;
    head("SQLite, one server");
    measure(&serve(std::slice::from_ref(&city.app)), &lists(&city, [60, 8]).await, span).await;
    desks(&database::engines()[0], span).await;
    let Some(postgres) = engines.next() else { return };
    let twins = restored(&city, &sqlite, &postgres);
    let city = City { app: twins[0].clone(), ..city };
    head("PostgreSQL, two servers");
    measure(&serve(&twins), &lists(&city, [15, 8]).await, span).await;
    desks(&database::engines()[1], span).await;
}

/// A page that is asked for.
struct Asked {
    name: String,
    path: String,
    /// Header lines beside the usual.
    more: String,
    /// Percent of the bare route that it must reach.
    least: u32,
}

/// The lists, for somebody and for a member of an agency.
async fn lists(city: &City, [anonymous, signed_in]: [u32; 2]) -> Vec<Asked> {
    let cookie = session_of(&city.app, city.agencies[0].account.clone()).await;
    let page = |(path, page): (&str, &str), reader: &str, more: &str, least: u32| Asked {
        name: format!("{page}, {reader}"),
        path: path.to_owned(),
        more: more.to_owned(),
        least,
    };
    PAGES.into_iter().flat_map(|one| [page(one, "anonymous", "", anonymous), page(one, "signed in", &cookie, signed_in)]).collect()
}

/// What an owner chooses from and what an expert reviews, in a demo city, with the pages that lead there.
async fn desks(engine: &Engine, span: Duration) {
    let mut config = settings(engine, engine.folder.path());
    config.market.demonstration = true;
    let clock = Clock::simulated(doors_open());
    let app = market::open_for_building(config, clock.clone(), Vec::new()).unwrap();
    build(&app, Size { seed: 7, agencies: 90, owners: 12, finished: 12 }).await.unwrap();
    hand_out(&app).await.unwrap();
    clock.run_from(doors_open());
    // Nothing is served of a city that is still being built.
    app.progress.set(1000);
    let servers = serve(std::slice::from_ref(&app));
    for (role, lists, work) in [
        ("owner", ["/desk", "/owner/projects"], ["/owner/projects/", "/choice"]),
        ("expert", ["/desk", "/expert"], ["/expert/reviews/", ""]),
    ] {
        let email = PRINTED.into_iter().find(|(word, _)| *word == role).unwrap().1;
        let id: String =
            app.db.read_now(|conn| Ok(accounts::table.filter(accounts::email.eq(email)).select(accounts::id).first(conn)?)).unwrap();
        let more = session_of(&app, AccountId(id)).await;
        let mut paths = lists.map(str::to_owned).to_vec();
        paths.push(linked(servers[0], &paths[..2], &more, work).await);
        let pages: Vec<_> = paths
            .into_iter()
            .map(|path| Asked {
                name: format!("{role}: {}", path.split('/').filter(|part| part.len() < 30).collect::<Vec<_>>().join("/")),
                path,
                more: more.clone(),
                least: 8,
            })
            .collect();
        measure(&servers, &pages, span).await;
    }
}

/// The first address on one of these pages that begins and ends so.
async fn linked(server: SocketAddr, pages: &[String], more: &str, [begin, end]: [&str; 2]) -> String {
    let mut line = Line::to(server).await.unwrap();
    for page in pages {
        assert_eq!(line.ask(get(page, more).as_bytes()).await.unwrap(), 200);
        let found = line
            .body()
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next().map(str::to_owned))
            .find(|href| href.starts_with(begin) && href.len() > begin.len() + end.len() + 8 && href.ends_with(end));
        if let Some(href) = found {
            return href;
        }
    }
    panic!("no link to {begin}…{end}")
}

/// A market with so many projects and agencies. What a click makes is made by the services; that most projects have ended, and where the
/// agencies are and what they offer, is written beside them.
async fn filled(engine: &Engine, rows: usize) -> City {
    let clock = Clock::simulated(Day::of(2026, 11, 16).unwrap().at(9, 0));
    let app = market::open_for_building(settings(engine, engine.folder.path()), clock.clone(), Vec::new()).unwrap();
    let city = tokio::task::block_in_place(|| City::found(&app, rows));
    for part in 0..rows.div_ceil(500) {
        let made: Vec<_> =
            tokio::task::block_in_place(|| (part * 500..rows.min(part * 500 + 500)).map(|_| city.project(Vec::new())).collect());
        for project in made {
            jobs::request(&app, project.as_str()).await.unwrap();
        }
    }
    let ids: Vec<String> = city.agencies.iter().map(|who| who.org.to_string()).collect();
    app.db
        .write(move |conn| {
            let open = projects::table.order(projects::number.desc()).limit(OPEN).select(projects::number);
            let last: Vec<String> = open.load(conn)?;
            let others = projects::table.filter(projects::number.lt(last.last().cloned().unwrap_or_default()));
            diesel::update(others).set(projects::state.eq("finished")).execute(conn)?;
            for (id, firm) in ids.iter().zip(firms(7, ids.len(), catalogue::catalogue())) {
                let place = (agencies::province.eq(firm.province), agencies::place.eq(firm.place), agencies::name.eq(firm.name));
                let credit = agencies::credit_tenths.eq(600 + i64::try_from(firm.address.len() * 7 % 400).unwrap_or(0));
                diesel::update(agencies::table.find(id)).set((place, credit)).execute(conn)?;
                for offer in firm.offers.iter().filter(|offer| offer.item != city::ITEM) {
                    let row = (
                        (agency_items::agency_id.eq(id), agency_items::item_code.eq(&offer.item)),
                        (agency_items::promise.eq(&offer.promise), agency_items::promised_days.eq(20_i64)),
                    );
                    diesel::insert_into(agency_items::table).values(row).execute(conn)?;
                }
            }
            Ok(())
        })
        .await
        .unwrap();
    app.search.reindex(&app.db, app.clock.now(), market::agencies::FOUND).await.unwrap();
    clock.run_from(clock.now());
    city
}

fn settings(engine: &Engine, folder: &std::path::Path) -> Config {
    let mut config = Config::for_tests(folder);
    config.database.url = Some(engine.url.parse::<DatabaseUrl>().unwrap());
    config.server.workers = 1;
    config
}

/// The same market out of a backup, opened twice.
fn restored(city: &City, from: &Engine, to: &Engine) -> [App; 2] {
    let file = from.folder.path().join("market.zip");
    tokio::task::block_in_place(|| {
        backup::take(&settings(from, from.folder.path()), &file, city.app.clock.now()).unwrap();
        backup::restore(&settings(to, to.folder.path()), &file).unwrap();
    });
    ["one", "two"].map(|name| market::open(settings(to, &to.folder.path().join(name)), city.app.clock.clone()).unwrap())
}

fn serve(apps: &[App]) -> Vec<SocketAddr> {
    let start = |app: &App| {
        let running = server::start(app).unwrap();
        let address = running.address;
        tokio::spawn(async move {
            // Serves until the program ends.
            let (_tell, told) = watch::channel(false);
            running.wait(told).await
        });
        address
    };
    apps.iter().map(start).collect()
}

async fn measure(servers: &[SocketAddr], pages: &[Asked], span: Duration) {
    for page in pages {
        let request = get(&page.path, &page.more);
        let plain: Vec<SocketAddr> = same_bytes(servers, &request).await;
        let (mut ours, mut theirs) = (Run::default(), Run::default());
        for _ in 0..ROUNDS {
            theirs.and(knock(&plain, &request, CONNECTIONS, span).await);
            ours.and(knock(servers, &request, CONNECTIONS, span).await);
        }
        line(&format!("{}: bare route", page.name), &theirs, &theirs, None);
        line(&page.name, &ours, &theirs, Some(page.least));
    }
}

/// As many bare routes as there are servers, with the page they answer. Every server has the page in hand then.
async fn same_bytes(servers: &[SocketAddr], request: &str) -> Vec<SocketAddr> {
    let mut plain = Vec::new();
    for server in servers {
        let mut line = Line::to(*server).await.unwrap();
        assert_eq!(line.ask(request.as_bytes()).await.unwrap(), 200);
        plain.push(bare(Bytes::from(line.body().into_owned()), 1));
    }
    plain
}

/// The header line with an account's session.
async fn session_of(app: &App, who: AccountId) -> String {
    let (now, lifetimes) = (app.clock.now(), Lifetimes::of(&app.config.security));
    let opening = Opening { lifetimes, second_factor: true, device: "load" };
    let token = app.db.write(move |conn| session::open(conn, now, &who, opening)).await.unwrap();
    format!("Cookie: session={token}\r\n")
}
