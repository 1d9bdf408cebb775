//! The page of a draw while it is held: who may still do what, and the stream that tells it to look again.

use std::time::Duration;

use reqwest::Response;

use crate::selection::{all_sign_up, at_deadline, city, draw_of, open_project};
use crate::support::TestApp;

/// Reads a stream until `word` has come; what came before it ends.
async fn until(stream: &mut Response, word: &str) -> String {
    let mut said = String::new();
    while !said.contains(word) {
        let piece = tokio::time::timeout(Duration::from_secs(10), stream.chunk()).await.expect("the stream says something in time");
        match piece.unwrap() {
            Some(piece) => said.push_str(&String::from_utf8_lossy(&piece)),
            None => panic!("the stream ended without {word}: {said}"),
        }
    }
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_watched_hears_of_every_step() {
    for app in TestApp::on_both().await {
        let city = city(&app, 4);
        let project = open_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let visitor = app.visitor();
        let page = visitor.get(&format!("/draws/{draw}")).await.body;
        let address = page.split_once("data-live=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
        assert!(page.contains("draw-live.js"), "{page}");
        let (http, base) = visitor.raw();
        let mut stream = http.get(format!("{base}{address}")).send().await.unwrap();
        assert_eq!(stream.headers()["content-type"], "text/event-stream");
        let said = until(&mut stream, "retry:").await;
        assert!(!said.contains("event:"), "the page shows this already: {said}");
        // A sign-up changes nothing that the public may know, and so says nothing.
        all_sign_up(&city, 4, &project);
        let quiet = tokio::time::timeout(Duration::from_millis(1_500), stream.chunk()).await;
        assert!(quiet.is_err(), "a sign-up was heard: {quiet:?}");
        at_deadline(&app, &city, &project).await;
        let said = until(&mut stream, "id: decided-").await;
        assert!(said.contains("event: changed\n"), "{said}");
        let back = http.get(format!("{base}{address}")).header("last-event-id", "open-1").send();
        until(&mut back.await.unwrap(), "id: decided-").await;
        let page = visitor.get(&format!("/draws/{draw}")).await.body;
        assert!(!page.contains("data-live"), "a draw that is over is not watched");
        assert_eq!(visitor.get("/draws/MX-2026-999999/1/events").await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_who_may_still_do_what() {
    let app = TestApp::start().await; // Pages are made by the program, not by the engine.
    let city = city(&app, 4);
    let project = open_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    let mut visitor = app.visitor();
    let open = visitor.get(&format!("/draws/{draw}")).await.body;
    assert!(open.contains("可以报名、撤回、撤回后再报，直到") && open.contains("到时自动封存名单"), "{open}");
    all_sign_up(&city, 4, &project);
    at_deadline(&app, &city, &project).await;
    let decided = visitor.get(&format!("/draws/{draw}")).await.body;
    assert!(decided.contains("不能再抽，也不能改动名次") && !decided.contains("可以报名、撤回"), "{decided}");
    visitor.lang = "en";
    let decided = visitor.get(&format!("/draws/{draw}")).await.body;
    assert!(decided.contains("Can neither draw again nor change the ranking"), "{decided}");
}
