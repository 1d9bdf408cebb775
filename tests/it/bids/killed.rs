//! `kill -9` within and between the steps of an opening: whatever was committed stands, what was not never was, and who comes after publishes the same
//! quotes once.

use diesel::prelude::*;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::db::schema::log_documents;
use mingxuan::domain::time::Instant;
use mingxuan::market::{self, selection};
use mingxuan::platform::clock::Clock;

use super::*;
use crate::faults::killed::{die, dies, folder_of, ordered};
use crate::support::database::{Engine, engines};

/// Where a process dies: before the first member releases, after each of the two, after the states, and after all is published.
const POINTS: usize = 5;
/// The documents of a round that are there at each point: committee.txt and bid-close.txt, then states.txt, then opening.txt.
const DOCUMENTS: [i64; POINTS] = [2, 2, 2, 3, 4];
const RELEASED: [i64; POINTS] = [0, 2, 2, 2, 2];

/// A market with a project for every point, closed and approved: its opening is to begin.
async fn ready(engine: Engine) -> (TestApp, City, Vec<(ProjectId, DrawId)>) {
    let app = TestApp::on(engine).await;
    let city = city(&app, 3);
    let mut projects = Vec::new();
    for _ in 0..POINTS {
        let project = quoted_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let committee = committee(&city, &draw);
        for agency in 0..3 {
            let signup = signed_up(&city, agency, &project);
            brings(&city, agency, &signup, &sealed(&committee, &signup.label, 5_000_000 + agency as u64).0).unwrap();
        }
        projects.push((project, draw));
    }
    app.work().await;
    app.set_clock(city.state(&projects[0].0).closes_at);
    for (_, draw) in &projects {
        selection::jobs::close(&app.app, draw.as_str()).await.unwrap();
        selection::jobs::advance(&app.app, draw.as_str()).await.unwrap();
    }
    (app, city, projects)
}

fn count(city: &City, draw: &DrawId) -> (i64, i64) {
    city.asked(|conn| {
        let project: String = bid_rounds::table.filter(bid_rounds::draw_id.eq(draw.as_str())).select(bid_rounds::project_id).first(conn)?;
        let documents = bid_documents::table.filter(bid_documents::project_id.eq(&project)).filter(bid_documents::round.eq(1_i64));
        let members = bid_members::table.filter(bid_members::project_id.eq(&project)).filter(bid_members::released_at.gt(0_i64));
        Ok((documents.count().get_result(conn)?, members.count().get_result(conn)?))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_killed_where_ever_the_quotes_are_published_once() {
    for engine in engines() {
        let (url, name) = (engine.url.clone(), engine.name);
        let (app, city, projects) = ready(engine).await;
        let folder = folder_of(&city);
        for (point, (_, draw)) in projects.iter().enumerate() {
            let order = [&point.to_string(), &app.now().ms().to_string(), draw.as_str(), &url];
            dies("bids::killed::a_process_that_is_killed", folder.path(), &order);
            assert_eq!(count(&city, draw), (DOCUMENTS[point], RELEASED[point]), "after point {point} on {name}");
        }
        app.work().await;
        for (point, (project, draw)) in projects.iter().enumerate() {
            let lines = opening(&city, draw).unwrap().lines;
            assert_eq!(lines.len(), 3, "{point} on {name}");
            for kind in ["bid.close", "bid.states", "bid.opening"] {
                let own = log_documents::table.filter(log_documents::kind.eq(kind)).filter(log_documents::thing_id.eq(draw.as_str()));
                let logged: i64 = city.asked(|conn| Ok(own.count().get_result(conn)?));
                assert_eq!(logged, 1, "{kind} of {point} on {name}");
            }
            app.at(app.now().plus(60 * 60_000)).await;
            assert_eq!(city.state(project).state, ProjectState::Selected, "{point} on {name}");
            let (exit, said) = verified(&bundle(&city, draw));
            assert!(exit == 0 && said.contains("3 opened again"), "{said}");
        }
    }
}

/// Where the test above runs this program again, this is the process that dies; on its own it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed() {
    let Some(([point, now, draw, url], folder)) = ordered() else { return };
    let (point, now, draw) = (point.parse::<usize>().unwrap(), Instant(now.parse().unwrap()), DrawId::parse(&draw).unwrap());
    let mut config = Config::for_tests(&folder);
    config.database.url = Some(url.parse::<DatabaseUrl>().unwrap());
    let app = market::open(config, Clock::fixed(now)).unwrap();
    // Both members release in one call, each in a transaction of its own; then the states; then everything at once.
    let steps = [0, 1, 1, 2, 3][point];
    for _ in 0..steps {
        assert_eq!(service::step(&app, &draw).await.unwrap(), service::Outcome::Done, "{point}");
    }
    if point == 2 {
        // Within the statement of the states: the lock is held, nothing is committed.
        let id = draw.clone();
        let died: Result<()> = app
            .db
            .write(move |conn| {
                let found = service::opening(conn, &id)?;
                diesel::update(bid_rounds::table.filter(bid_rounds::draw_id.eq(id.as_str())))
                    .set(bid_rounds::state.eq("stated"))
                    .execute(conn)?;
                assert!(found.is_some());
                die()
            })
            .await;
        died.unwrap();
    }
    die()
}
