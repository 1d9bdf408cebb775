//! The frame of the server: errors in the reader's language, headers, health, changes from other sites.

use mingxuan::domain::time::Day;

use crate::support::TestApp;
use crate::support::app::Visitor;
use crate::support::database::sqlite;
use crate::support::program::Program;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_a_page_with_a_way_on_in_the_readers_language() {
    let app = TestApp::start().await; // the frame does not ask the database
    let mut visitor = app.visitor();
    let zh = visitor.get("/nowhere/at/all").await;
    assert_eq!(zh.status, 404);
    assert!(zh.body.contains("lang=\"zh-CN\"") && zh.body.contains("href=\"/projects\""), "{}", zh.body);
    visitor.lang = "en";
    let en = visitor.get("/nowhere/at/all").await;
    assert!(en.body.contains("lang=\"en\"") && en.body != zh.body);
    let api = visitor.get("/api/v1/nowhere").await;
    assert_eq!((api.status, api.headers["content-type"].to_str().unwrap()), (404, "application/json"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_headers_that_keep_a_browser_safe() {
    let app = TestApp::start().await; // the frame does not ask the database
    for path in ["/healthz", "/nowhere", "/static/mingxuan.css"] {
        let answer = app.visitor().get(path).await;
        let csp = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(csp.contains("default-src 'none'") && !csp.contains("unsafe-inline"), "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_from_a_page_of_another_site_is_refused() {
    let app = TestApp::start().await; // the frame does not ask the database
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let answer = http.post(format!("{base}/healthz")).header(name, value).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 400, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_market_says_when_it_is_ready() {
    for app in TestApp::on_both().await {
        let ready = app.visitor().get("/readyz").await;
        assert_eq!(ready.status, 200, "{} {}", app.engine, ready.body);
        app.app.progress.set(420);
        let building = app.visitor().get("/readyz").await;
        assert_eq!(building.status, 503);
        assert!(building.body.contains("\"built_percent\":42"), "{}", building.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_market_that_is_reached_by_https_tells_browsers_to_come_by_it() {
    for (reached, told) in [("http://market.example/", false), ("https://market.example/", true)] {
        let app = TestApp::configured(sqlite(), Day::of(2026, 11, 16).unwrap().at(9, 0), |config| {
            config.server.public_url = Some(reached.parse().unwrap()); // the frame does not ask the database
        })
        .await;
        let visitor = app.visitor();
        let (http, base) = visitor.raw();
        // Whatever a client claims of the way it came.
        let answer = http.get(format!("{base}/nowhere")).header("x-forwarded-proto", "https").send().await.unwrap();
        assert_eq!(answer.headers().contains_key("strict-transport-security"), told, "{reached}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_logged_of_a_request_says_which_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(folder.path(), &["serve", "--port", "0"]); // the frame does not ask the database
    let visitor = Visitor::anonymous(&program.base());
    let mut answered = |count: usize| {
        program.until("no line tells of the request", |program| {
            let said = program.said();
            let lines = said.split_inclusive('\n').filter(|line| line.ends_with('\n') && line.contains("\"answered\""));
            let lines: Vec<serde_json::Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
            (lines.len() >= count).then_some(lines)
        })
    };
    for count in [1, 2] {
        assert_eq!(visitor.post("/nowhere", &[]).await.status, 404);
        answered(count);
    }
    let ids: Vec<String> = answered(2).iter().map(|line| line["request"].as_str().unwrap().to_owned()).collect();
    assert_ne!(ids[0], ids[1]);
}
