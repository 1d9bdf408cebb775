//! Two workers at once: one freeze, one seed, one result, whatever the engine and however often.

use std::collections::BTreeMap;

use diesel::prelude::*;
use mingxuan::app::App;
use mingxuan::db::schema::{draw_documents, log_documents};
use mingxuan::domain::draw::DrawState;
use mingxuan::market::selection::jobs;

use super::*;

/// Attempts on each engine: five hundred on both together. `tests/load/freeze_race` makes ten thousand.
const ATTEMPTS: usize = 250;
/// Draws that race at the same time.
const ABREAST: usize = 10;

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_freeze_many_draws_once_each() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let draws = race(&app, &city).await;
        let kinds: Vec<(String, i64)> = city.asked(|conn| {
            let of_draws = log_documents::table.filter(log_documents::thing_kind.eq("draw"));
            Ok(of_draws.group_by(log_documents::kind).select((log_documents::kind, diesel::dsl::count_star())).load(conn)?)
        });
        let counted: BTreeMap<&str, i64> = kinds.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
        for kind in ["draw.notice", "draw.close", "draw.freeze", "draw.seed", "draw.result", "draw.opened"] {
            assert_eq!(counted.get(kind), Some(&(ATTEMPTS as i64)), "{kind} on {}", app.engine);
        }
        assert_eq!(counted["draw.reveal"], 2 * ATTEMPTS as i64);
        let results: i64 =
            city.asked(|conn| Ok(draw_documents::table.filter(draw_documents::name.eq("result.txt")).count().get_result(conn)?));
        assert_eq!(results, ATTEMPTS as i64);
        assert!(draws.iter().all(|draw| state(&city, draw) == DrawState::Decided));
        for draw in draws.iter().step_by(50) {
            assert_eq!(verified(&bundle(&city, draw)).0, 0);
        }
    }
}

async fn race(app: &TestApp, city: &City) -> Vec<DrawId> {
    let mut projects = Vec::new();
    for _ in 0..ATTEMPTS {
        projects.push(tokio::task::block_in_place(|| city.project(Vec::new())));
    }
    run_in_rows(&projects, |project| {
        let app = app.app.clone();
        async move { jobs::request(&app, project.as_str()).await.unwrap() }
    })
    .await;
    for project in &projects {
        all_sign_up(city, 3, project);
    }
    app.set_clock(city.state(&projects[0]).closes_at);
    let draws: Vec<DrawId> = projects.iter().map(|project| draw_of(city, project)).collect();
    run_in_rows(&draws, |draw| {
        let app = app.app.clone();
        async move { at_once(app, draw).await }
    })
    .await;
    draws
}

/// Two workers close and advance the same draw at the same time. A worker that finds somebody faster tries again, as the outbox makes it.
async fn at_once(app: App, draw: DrawId) {
    let worker = |app: App, draw: DrawId| {
        tokio::spawn(async move {
            for _ in 0..20 {
                let closed = jobs::close(&app, draw.as_str()).await;
                let advanced = match closed {
                    Ok(()) => jobs::advance(&app, draw.as_str()).await,
                    Err(e) => Err(e),
                };
                match advanced {
                    Ok(()) => return,
                    Err(mingxuan::error::Error::Conflict) => {}
                    Err(e) => panic!("{e}"),
                }
            }
            panic!("a worker never came through");
        })
    };
    let (one, other) = (worker(app.clone(), draw.clone()), worker(app, draw));
    one.await.unwrap();
    other.await.unwrap();
}

async fn run_in_rows<T: Clone, F: Future<Output = ()>>(all: &[T], work: impl Fn(T) -> F) {
    for row in all.chunks(ABREAST) {
        futures_util::future::join_all(row.iter().cloned().map(&work)).await;
    }
}
