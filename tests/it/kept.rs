//! Kept pages: whoever is signed in gets the same content in a frame of their own, and a change at one server is seen by the next request at another.

use std::sync::Arc;

use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::domain::account::OrgKind;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::time::MINUTE;
use mingxuan::market;
use mingxuan::platform::auth::session;

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
async fn what_one_person_sees_is_kept_for_their_session_alone_and_never_longer_than_it_is_true() {
    for app in TestApp::on_both().await {
        let city = tokio::task::block_in_place(|| City::found(&app.app, 1));
        let owner = app.signed(&city.owner.org, Role::Owner, MemberRank::Manager).await;
        let colleague = app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await;
        let stranger = app.signed(&app.org(OrgKind::Agency, "蓝天测绘有限公司").await, Role::Agency, MemberRank::Manager).await;
        for list in ["/owner/projects", "/desk"] {
            let before = owner.visitor.get(list).await;
            assert_eq!((before.status, &before.headers["cache-control"]), (200, &"private, no-store".parse().unwrap()), "{}", app.engine);
            assert_eq!(owner.visitor.get(list).await.body, before.body, "nothing has changed");
            let theirs = colleague.visitor.get(list).await;
            assert!(theirs.status == 200 && theirs.body != before.body, "forms of another session have another token");
        }
        assert_eq!(stranger.visitor.get("/owner/projects").await.status, 403, "rights come first");

        let project = tokio::task::block_in_place(|| city.project(Vec::new()));
        for reader in [&owner, &colleague] {
            let page = reader.visitor.get("/owner/projects").await.body;
            assert!(page.contains(project.as_str()), "{}: seen by the very next request", app.engine);
        }
        let account = owner.id.clone();
        app.app.db.write(move |conn| session::close_all(conn, &account)).await.unwrap();
        assert_eq!(owner.visitor.get("/owner/projects").await.status, 303, "{}: a session that was ended is over at once", app.engine);
        let idle = i64::from(app.app.config.security.session_idle_minutes) * MINUTE;
        assert_eq!(colleague.visitor.get("/owner/projects").await.status, 200);
        app.at(app.now().plus(idle)).await;
        assert_eq!(colleague.visitor.get("/owner/projects").await.status, 303, "{}: nobody ended it, and its time is over", app.engine);
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
