//! `kill -9`: processes that die between and within the steps from the freeze to the award, and the real program that comes after them and is
//! killed itself. Whatever was committed stands, what was not never was, and every draw ends with the winner its first freeze had fixed.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use diesel::prelude::*;
use mingxuan::app::App;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::db::schema::{awards, draw_documents, jobs, log_entry, log_pending, settings};
use mingxuan::demo::doors_open;
use mingxuan::domain::audit_entry::Entry;
use mingxuan::domain::draw::{Document, DrawId};
use mingxuan::domain::project::ProjectId;
use mingxuan::domain::time::Instant;
use mingxuan::market::selection::service::{self, Outcome};
use mingxuan::market::{self, projects};
use mingxuan::platform::clock::Clock;
use mingxuan::worker;

use crate::selection::crash::winner;
use crate::selection::{bundle, document, verified};
use crate::support::City;
use crate::support::database::{Engine, engines};
use crate::support::program::Program;

/// The steps after the freeze, each a transaction of its own.
const STEPS: usize = 6;
/// The points at which a process dies: 0 within the freeze, 1 after it, then after each step, then within the award, and last after it.
const POINTS: usize = STEPS + 4;
const WITHIN_AWARD: usize = STEPS + 2;
/// Projects nobody has touched when the real program takes over.
const FRESH: usize = 4;

/// The kinds of entries a draw has in the log, in order.
const LOGGED: [&str; 11] = [
    "draw.request",
    "draw.commit",
    "draw.commit",
    "draw.notice",
    "draw.close",
    "draw.freeze",
    "draw.reveal",
    "draw.reveal",
    "draw.seed",
    "draw.result",
    "draw.opened",
];

fn open(folder: &Path, url: &str, now: Instant) -> App {
    let mut config = Config::for_tests(folder);
    config.database.url = Some(url.parse::<DatabaseUrl>().unwrap());
    config.market.demonstration = true;
    market::open(config, Clock::fixed(now)).unwrap()
}

/// A market whose projects are all due at this instant.
struct Due {
    city: City,
    draws: Vec<(ProjectId, DrawId)>,
    at: Instant,
}

impl Due {
    async fn found(engine: &Engine) -> Due {
        let app = open(engine.folder.path(), &engine.url, doors_open());
        let (city, ids) = tokio::task::block_in_place(|| {
            let city = City::found(&app, 5);
            let ids: Vec<ProjectId> = (0..POINTS + FRESH).map(|_| city.project(Vec::new())).collect();
            (city, ids)
        });
        while worker::run_due(&app, "test").await.unwrap() > 0 {}
        tokio::task::block_in_place(|| {
            for id in &ids {
                (0..5).for_each(|agency| drop(city.signs_up(agency, id).unwrap()));
            }
        });
        let draw = |id: &ProjectId| DrawId::parse(&city.asked(|conn| projects::current_draw(conn, id, 1))).unwrap();
        let draws: Vec<(ProjectId, DrawId)> = ids.iter().map(|id| (id.clone(), draw(id))).collect();
        let at = city.state(&ids[0]).closes_at;
        assert!(ids.iter().all(|id| city.state(id).closes_at == at));
        Due { city, draws, at }
    }

    /// A process does the steps before this point and is killed there; returns the result that was fixed by then.
    fn killed_at(&self, point: usize, engine: &Engine, folder: &Path) -> Option<String> {
        let (project, draw) = &self.draws[point];
        dies(
            "faults::killed::a_process_that_is_killed",
            folder,
            &[&point.to_string(), &self.at.ms().to_string(), project.as_str(), draw.as_str(), &engine.url],
        );
        let frozen = document(&self.city, draw, "freeze.txt").is_some();
        let done = (2..=STEPS + 1).contains(&point);
        assert_eq!((frozen, done), (point > 0, done), "what was not committed never was: {point} on {}", engine.name);
        let awarded = i64::from(point > WITHIN_AWARD);
        assert_eq!(self.awards(project), awarded, "{point} on {}", engine.name);
        frozen.then(|| document(&self.city, draw, "result.txt").unwrap_or_else(|| winner(&self.city, draw)))
    }

    fn awards(&self, project: &ProjectId) -> i64 {
        self.city.asked(|conn| Ok(awards::table.filter(awards::project_id.eq(project.as_str())).count().get_result(conn)?))
    }

    fn all_awards(&self) -> i64 {
        self.city.asked(|conn| Ok(awards::table.count().get_result(conn)?))
    }

    fn documents(&self) -> i64 {
        self.city.asked(|conn| Ok(draw_documents::table.count().get_result(conn)?))
    }

    /// The database is a demo city's from now on: the program opens it at the instant its log ends with.
    fn becomes_a_city(&self) {
        let rows = [("demo.begun", String::new()), ("demo.finished", "[]".to_owned())];
        tokio::task::block_in_place(|| {
            self.city.app.db.write_now(move |conn| {
                for (key, value) in rows {
                    mingxuan::db::dialect::put_setting(conn, key, &value)?;
                }
                Ok(settings::table.count().get_result::<i64>(conn)?)
            })
        })
        .unwrap();
    }

    /// The jobs in hand are claimed until this instant (UTC milliseconds), after which a worker of another server is taken for dead.
    fn claims_run_out_at(&self, at: i64) {
        let all = move |conn: &mut mingxuan::db::DbConn| {
            diesel::update(jobs::table.filter(jobs::state.eq("running"))).set(jobs::claimed_until.eq(at)).execute(conn)?;
            Ok(())
        };
        tokio::task::block_in_place(|| self.city.app.db.write_now(all)).unwrap();
    }

    /// One freeze, one seed, one result, one award, each logged once.
    fn is_whole(&self, (project, draw): &(ProjectId, DrawId)) {
        let names: BTreeSet<String> = self.city.asked(|conn| {
            let own = draw_documents::table.filter(draw_documents::draw_id.eq(draw.as_str())).select(draw_documents::name);
            Ok(own.load::<String>(conn)?.into_iter().collect())
        });
        assert!(["freeze.txt", "seed.txt", "result.txt", "opened.txt"].iter().all(|name| names.contains(*name)), "{names:?}");
        let entries: Vec<Entry> = self.city.asked(|conn| {
            let mut bodies: Vec<String> = log_entry::table.order(log_entry::idx).select(log_entry::body).load(conn)?;
            bodies.extend(log_pending::table.order(log_pending::id).select(log_pending::body).load::<String>(conn)?);
            Ok(bodies.iter().map(|body| Entry::parse(body).unwrap()).collect())
        });
        let kinds_of = |id: &str| -> Vec<&str> { entries.iter().filter(|e| e.subject.as_str() == id).map(|e| e.kind.as_str()).collect() };
        assert_eq!(kinds_of(draw.as_str()), LOGGED, "{draw}");
        let award: Vec<(String, i64, String, String)> = self.city.asked(|conn| {
            let own = awards::table.filter(awards::project_id.eq(project.as_str()));
            Ok(own.select((awards::serial, awards::rank, awards::state, awards::label)).load(conn)?)
        });
        let [(serial, 1, state, label)] = award.as_slice() else { panic!("{award:?}") };
        assert_eq!((state.as_str(), kinds_of(serial).len()), ("offered", 1), "{:?}", kinds_of(serial));
        assert!(document(&self.city, draw, "opened.txt").unwrap().contains(label));
        assert_eq!(verified(&bundle(&self.city, draw)).0, 0);
    }
}

/// A data folder of a process of its own, with the market's keys.
pub fn folder_of(city: &City) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(city.app.config.key_file(), folder.path().join("secret.key")).unwrap();
    std::fs::copy(city.app.config.log_key_file(), folder.path().join("log.key")).unwrap();
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_killed_where_ever_every_draw_has_one_winner() {
    for engine in engines() {
        let due = Due::found(&engine).await;
        let folder = folder_of(&due.city);
        let fixed: Vec<Option<String>> = (0..POINTS).map(|point| due.killed_at(point, &engine, folder.path())).collect();
        due.becomes_a_city();
        let place = folder.path().to_string_lossy().into_owned();
        let arguments = ["demo", "--data", &place, "--database-url", &engine.url, "--port", "0"];
        let begun = due.documents();
        for more in [2, 7, 15, 24] {
            let mut program = Program::start(folder.path(), &arguments);
            program.until("the draws do not go on", |_| (due.documents() >= begun + more).then_some(()));
            program.kill();
            // Where one process owns the folder, whoever comes back takes the jobs of the dead at once, and no claim has to run out for it.
            due.claims_run_out_at(if engine.name == "postgres" { 0 } else { i64::MAX });
        }
        let all = i64::try_from(due.draws.len()).unwrap();
        let mut program = Program::start(folder.path(), &arguments);
        program.until("the awards do not come", |_| (due.all_awards() >= all).then_some(()));
        assert_eq!(program.stop(), Some(0), "a program that is told to stop ends well");
        for (drawn, fixed) in due.draws.iter().zip(fixed.into_iter().chain(std::iter::repeat(None))) {
            due.is_whole(drawn);
            if let Some(fixed) = fixed {
                assert_eq!(document(&due.city, &drawn.1, "result.txt").unwrap(), fixed, "{} on {}", drawn.1, engine.name);
            }
        }
    }
}

/// What a process that dies is to do, and in which folder; set by [`dies`] alone.
const ORDER: &str = "MX_IT_KILLED";
const FOLDER: &str = "MX_IT_KILLED_FOLDER";

/// Runs this program again as the test of this name, which obeys the order in this folder and is killed.
pub fn dies(test: &str, folder: &Path, order: &[&str]) {
    let mut dying = Command::new(std::env::current_exe().unwrap());
    let ended = dying.args(["--exact", test, "--nocapture"]).env(ORDER, order.join("\n")).env(FOLDER, folder).output().unwrap();
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(ended.status.signal(), Some(9), "{order:?}: {} {}", said(&ended.stdout), said(&ended.stderr));
}

/// The order of the process that dies, and its folder; `None` where a test runs on its own, and has nothing to do.
pub fn ordered<const N: usize>() -> Option<([String; N], PathBuf)> {
    let (order, folder) = (std::env::var(ORDER).ok()?, std::env::var(FOLDER).ok()?);
    Some((order.split('\n').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap(), folder.into()))
}

/// Where the test above runs this program again, this is the process that dies; on its own it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed() {
    let Some(([point, now, project, draw, url], folder)) = ordered() else { return };
    let (point, now) = (point.parse::<usize>().unwrap(), Instant(now.parse().unwrap()));
    let (project, draw) = (ProjectId(project), DrawId::parse(&draw).unwrap());
    let app = open(&folder, &url, now);
    let (shared, id) = (app.clone(), draw.to_string());
    app.db
        .write(move |conn| {
            service::close(conn, &shared, &id)?;
            if point == 0 { die() } else { Ok(()) }
        })
        .await
        .unwrap();
    for _ in 1..point.min(STEPS + 1) {
        assert!(matches!(service::step(&app, &draw).await.unwrap(), Outcome::Done(_)));
    }
    if point == WITHIN_AWARD {
        let shared = app.clone();
        let died: mingxuan::error::Result<()> =
            app.db.write(move |conn| market::awards::offer_next(conn, &shared, &project).map(|()| die())).await;
        died.unwrap();
    } else if point > WITHIN_AWARD {
        market::awards::jobs::offer(&app, project.as_str()).await.unwrap();
    }
    die()
}

/// As `kill -9` by an operator or the kernel: no destructor runs, no connection is closed.
pub fn die() -> ! {
    let told = Command::new("kill").args(["-9", &std::process::id().to_string()]).status();
    assert!(told.is_ok_and(|status| status.success()));
    loop {
        std::thread::park();
    }
}
