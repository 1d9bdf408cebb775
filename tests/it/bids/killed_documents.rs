//! `kill -9` between the steps from published quotes to documents that can be read: whoever comes after opens the same documents, each once.

use diesel::prelude::*;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::db::schema::{bid_files, jobs, log_documents};
use mingxuan::domain::time::{Instant, MINUTE};
use mingxuan::market::{self, selection};
use mingxuan::platform::clock::Clock;
use mingxuan::platform::outbox;

use super::documents::{Beside, market as with_files, png, with_documents};
use super::*;
use crate::faults::killed::{die, dies, folder_of, ordered};
use crate::support::database::{Engine, engines};

/// Where a process dies that has the job in hand: before it did anything, when all documents are opened and lie in the store, within the transaction that
/// writes down how they turned out, and after it, with the job still in hand.
const POINTS: usize = 4;
/// How many documents are written down at each point.
const WRITTEN: [i64; POINTS] = [0, 0, 0, 3];

/// What a document came to: state, name, hash, bytes, finding.
type Came = (String, String, String, i64, String);

/// A market with a project for every point, whose quotes are published and whose documents are not opened.
async fn ready(engine: Engine) -> (TestApp, City, Vec<(ProjectId, DrawId)>) {
    let app = with_files(engine, |_| {}).await;
    let city = city(&app, 3);
    let (clean, dirty) = (png(""), png("Author: Y"));
    let mut projects = Vec::new();
    for _ in 0..POINTS {
        let project = quoted_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let committee = committee(&city, &draw);
        let beside: [Vec<Beside<'_>>; 3] =
            [vec![("plan.png", &clean, &clean)], vec![("a.png", &dirty, &dirty), ("b.png", b"another", &dirty)], Vec::new()];
        for (agency, documents) in beside.iter().enumerate() {
            let signup = signed_up(&city, agency, &project);
            let (package, payloads) = with_documents(&committee, &signup.label, 8_000_000 + agency as u64, documents);
            let (shared, who) = (city.app.clone(), city.agencies[agency].clone());
            let brought = move |conn: &mut mingxuan::db::DbConn| {
                for payload in &payloads {
                    service::came(conn, &shared, &who, (&signup.id, &shared.files.keep(&mut std::io::Cursor::new(payload))?))?;
                }
                service::take(conn, &shared, &who, (&signup.id, &package)).map(drop)
            };
            tokio::task::block_in_place(|| city.app.db.write_now(brought)).unwrap();
        }
        projects.push((project, draw));
    }
    app.work().await;
    app.set_clock(city.state(&projects[0].0).closes_at);
    for (_, draw) in &projects {
        selection::jobs::close(&app.app, draw.as_str()).await.unwrap();
        selection::jobs::advance(&app.app, draw.as_str()).await.unwrap();
        for _ in 0..3 {
            assert_eq!(service::step(&app.app, draw).await.unwrap(), service::Outcome::Done);
        }
    }
    (app, city, projects)
}

fn came(city: &City, draw: &DrawId) -> Vec<Came> {
    let entries = bid_entries::table.filter(bid_entries::draw_id.eq(draw.as_str()));
    city.asked(|conn| {
        let ids: Vec<String> = entries.select(bid_entries::id).load(conn)?;
        let own = bid_files::table.filter(bid_files::entry_id.eq_any(ids));
        let columns = (bid_files::state, bid_files::name, bid_files::sha256, bid_files::bytes, bid_files::finding);
        let mut all: Vec<Came> = own.select(columns).load(conn)?;
        all.sort();
        Ok(all)
    })
}

fn logged(city: &City, draw: &DrawId) -> i64 {
    let own = log_documents::table.filter(log_documents::kind.eq("bid.files")).filter(log_documents::thing_id.eq(draw.as_str()));
    city.asked(|conn| Ok(own.count().get_result(conn)?))
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_killed_where_ever_every_document_is_opened_once() {
    for engine in engines() {
        let (url, name) = (engine.url.clone(), engine.name);
        let (app, city, projects) = ready(engine).await;
        let folder = folder_of(&city);
        let files = app.app.config.files_dir().to_string_lossy().into_owned();
        let policy = app.app.config.market.policies[0].to_string_lossy().into_owned();
        for (point, (_, draw)) in projects.iter().enumerate() {
            let order = [&point.to_string(), &app.now().ms().to_string(), draw.as_str(), &files, &policy, &url];
            dies("bids::killed_documents::a_process_that_is_killed", folder.path(), &order);
            let written = came(&city, draw).iter().filter(|one| !one.0.is_empty()).count() as i64;
            assert_eq!((written, logged(&city, draw)), (WRITTEN[point], WRITTEN[point].min(1)), "after point {point} on {name}");
            let shown = city.asked(|conn| Ok(service::unsealed(conn, draw).is_ok()));
            assert_eq!(shown, point == POINTS - 1, "nothing half done is shown: {point} on {name}");
        }
        let held: i64 = city.asked(|conn| Ok(jobs::table.filter(jobs::state.eq("running")).count().get_result(conn)?));
        assert!(held >= POINTS as i64, "the dead hold {held} jobs on {name}");

        let slow = service::turned(&app.app, &projects[1].1).await.unwrap();
        assert_eq!(slow.len(), 3);
        // Two minutes later whoever held a job is taken for dead.
        app.at(app.now().plus(3 * MINUTE)).await;
        let first = came(&city, &projects[0].1);
        let states: Vec<(&str, &str)> = first.iter().map(|one| (one.0.as_str(), one.4.as_str())).collect();
        assert_eq!(states.iter().filter(|(state, _)| *state == "opened").count(), 2, "{states:?}");
        assert!(states.contains(&("another-file", "")) && states.iter().any(|(_, finding)| finding.starts_with("trace-")), "{states:?}");
        for (point, (_, draw)) in projects.iter().enumerate() {
            assert_eq!((came(&city, draw), logged(&city, draw)), (first.clone(), 1), "{point} on {name}");
            let open = city.asked(|conn| service::unsealed(conn, draw));
            assert_eq!(open.iter().map(|(_, files)| files.len()).sum::<usize>(), 3, "each once: {point} on {name}");
            for (label, file) in open.iter().flat_map(|(label, files)| files.iter().map(move |file| (label, file))) {
                let paper = city.asked(|conn| Ok(service::document(conn, draw, (label, file.number)).ok()));
                assert_eq!(paper.is_some(), file.state == "opened", "{point} on {name}");
                if let Some(paper) = paper {
                    let bytes = app.app.files.read(&paper.sha256).unwrap();
                    assert!(bytes == png("") || bytes == png("Author: Y"), "byte for byte: {point} on {name}");
                }
            }
        }
        assert!(app.troubles().is_empty(), "{:?}", app.troubles());
        // Whoever was slow, and not dead, changes nothing any more.
        let (shared, draw) = (app.app.clone(), projects[1].1.clone());
        app.app.db.write(move |conn| service::keep(conn, &shared, &draw, &slow)).await.unwrap();
        assert_eq!((came(&city, &projects[1].1), logged(&city, &projects[1].1)), (first, 1), "{name}");
    }
}

/// Where the test above runs this program again, this is the process that dies; on its own it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed() {
    let Some(([point, now, draw, files, policy, url], folder)) = ordered() else { return };
    let (point, now, draw) = (point.parse::<usize>().unwrap(), Instant(now.parse().unwrap()), DrawId::parse(&draw).unwrap());
    let mut config = Config::for_tests(&folder);
    config.storage.files_dir = Some(files.into());
    config.market.policies = vec![policy.into()];
    config.database.url = Some(url.parse::<DatabaseUrl>().unwrap());
    let app = market::open(config, Clock::fixed(now)).unwrap();
    // It holds everything that is due, as a worker does.
    app.db.write(move |conn| outbox::claim(conn, now, "dying", 1_000).map(drop)).await.unwrap();
    match point {
        1 => assert_eq!(service::turned(&app, &draw).await.unwrap().len(), 3),
        2 => {
            let (files, shared) = (service::turned(&app, &draw).await.unwrap(), app.clone());
            let died: Result<()> = app.db.write(move |conn| service::keep(conn, &shared, &draw, &files).map(|()| die())).await;
            died.unwrap();
        }
        3 => service::unseal(&app, &draw).await.unwrap(),
        _ => {}
    }
    die()
}
