//! Kept pages: whoever is signed in gets the same content in a frame of their own, and a change at one server is seen by the next request at another.

use std::sync::Arc;

use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::domain::account::OrgKind;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::market;

use crate::support::{City, TestApp};

/// What stands between the frame's top and the end of the page.
fn content(page: &str) -> &str {
    page.split_once("<main").map(|(_, main)| main).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_in_reader_gets_the_same_list_in_a_frame_of_their_own_and_never_an_older_one() {
    for app in TestApp::on_both().await {
        let city = tokio::task::block_in_place(|| City::found(&app.app, 3));
        let org = app.org(OrgKind::Agency, "蓝天测绘有限公司").await;
        let reader = app.signed(&org, Role::Agency, MemberRank::Manager).await.visitor;
        for path in ["/projects", "/agencies"] {
            let (everybody, own) = (app.visitor().get(path).await.body, reader.get(path).await);
            assert_eq!(content(&everybody), content(&own.body), "{}: {path}", app.engine);
            assert!(own.body.contains("蓝天测绘有限公司") && own.body.contains("name=\"csrf\""), "{}", own.body);
            assert_eq!(own.headers["cache-control"], "private, no-store");
            let again = app.visitor().get(path).await.body;
            assert!(again == everybody && !again.contains("csrf") && !again.contains("蓝天测绘有限公司"), "nothing of it is kept");
        }
        let project = tokio::task::block_in_place(|| city.project(Vec::new()));
        app.work().await;
        let number = city.state(&project).number;
        assert!(reader.get("/projects").await.body.contains(&number), "{}: seen by the very next request", app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_server_changes_the_next_request_at_another_shows() {
    for app in TestApp::on_both().await {
        if app.app.db.is_embedded() {
            // With SQLite one process owns the data.
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::for_tests(folder.path());
        config.database.url = Some(app.app.config.database.url.as_ref().unwrap().expose().parse::<DatabaseUrl>().unwrap());
        config.server.workers = 1;
        let twin = market::open(config, app.app.clock.clone()).unwrap();
        let running = mingxuan::server::start(&twin).unwrap();
        let list = format!("http://{}/projects", running.address);
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        tokio::spawn(running.wait(stopped));
        let city = Arc::new(tokio::task::block_in_place(|| City::found(&app.app, 1)));
        let shown = async || reqwest::get(&list).await.unwrap().text().await.unwrap();
        for _ in 0..5 {
            let before = shown().await;
            assert_eq!(shown().await, before, "kept");
            let project = tokio::task::block_in_place(|| city.project(Vec::new()));
            app.work().await;
            let (number, after) = (city.state(&project).number, shown().await);
            assert!(!before.contains(&number) && after.contains(&number), "{number} is missing");
            // Many ask at once while the next change comes.
            let crowd = futures_util::future::join_all((0..32).map(|_| shown())).await;
            assert!(crowd.iter().all(|page| *page == after));
        }
    }
}
