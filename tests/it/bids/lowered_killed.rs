//! `kill -9` after the number that lowers the average is drawn, within the step that lets quotes be opened: whoever comes after opens them once.

use diesel::prelude::*;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::domain::draw::DrawState;
use mingxuan::domain::time::{Instant, MINUTE};
use mingxuan::market::{self, outcomes, selection};
use mingxuan::platform::clock::Clock;

use super::lowered::{all_seal, lowered_project, released};
use super::*;
use crate::faults::killed::{die, dies, folder_of, ordered};
use crate::selection::state;
use crate::support::database::{Engine, engines};

/// A market with a project whose number is drawn and whose quotes are to be opened.
async fn drawn(engine: Engine) -> (TestApp, City, ProjectId, DrawId) {
    let app = TestApp::on(engine).await;
    let city = city(&app, 3);
    let (project, draw, number) = lowered_project(&app, &city).await;
    all_seal(&city, (&project, &draw), 0);
    app.work().await;
    app.set_clock(city.state(&project).closes_at);
    selection::jobs::close(&app.app, draw.as_str()).await.unwrap();
    selection::jobs::advance(&app.app, draw.as_str()).await.unwrap();
    outcomes::jobs::go_on(&app.app, project.as_str()).await.unwrap();
    selection::jobs::advance(&app.app, number.as_str()).await.unwrap();
    assert_eq!((state(&city, &number), released(&city, &project)), (DrawState::Decided, 0), "{}", app.engine);
    (app, city, project, draw)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_killed_between_number_and_opening_opens_the_quotes_once() {
    for engine in engines() {
        let url = engine.url.clone();
        let (app, city, project, draw) = drawn(engine).await;
        let folder = folder_of(&city);
        let order = [&app.now().ms().to_string(), project.as_str(), &url];
        dies("bids::lowered_killed::a_process_that_is_killed", folder.path(), &order);
        let round: String =
            city.asked(|conn| Ok(bid_rounds::table.filter(bid_rounds::draw_id.eq(draw.as_str())).select(bid_rounds::state).first(conn)?));
        assert_eq!((round.as_str(), released(&city, &project)), ("closed", 0), "what was not committed never was, on {}", app.engine);
        app.work().await;
        app.at(app.now().plus(MINUTE)).await;
        assert_eq!((opening(&city, &draw).unwrap().lines.len(), city.state(&project).state), (3, ProjectState::Selected), "{}", app.engine);
        assert_eq!(verified(&bundle(&city, &draw)).0, 0, "{}", app.engine);
    }
}

/// Where the test above runs this program again, this is the process that dies; on its own it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed() {
    let Some(([now, project, url], folder)) = ordered() else { return };
    let (now, project) = (Instant(now.parse().unwrap()), ProjectId(project));
    let mut config = Config::for_tests(&folder);
    config.database.url = Some(url.parse::<DatabaseUrl>().unwrap());
    let app = market::open(config, Clock::fixed(now)).unwrap();
    // Within the step that lets the members release: the lock is held, nothing is committed.
    let shared = app.clone();
    let died: Result<()> = app
        .db
        .write(move |conn| {
            outcomes::service::go_on(conn, &shared, &project)?;
            die()
        })
        .await;
    died.unwrap();
}
