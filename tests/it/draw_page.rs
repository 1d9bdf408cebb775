//! What the public gets of a draw: pages in both languages, documents byte for byte, the bundle, the JSON door, and a place to check.

use mingxuan::domain::draw::DrawId;
use serde_json::Value;

use crate::selection::{all_sign_up, at_deadline, bundle, city, document, draw_of, open_project, python_says, verified};
use crate::support::TestApp;

/// A decided draw.
async fn decided(app: &TestApp) -> (crate::support::City, DrawId) {
    let city = city(app, 4);
    let project = open_project(app, &city).await;
    all_sign_up(&city, 4, &project);
    at_deadline(app, &city, &project).await;
    let draw = draw_of(&city, &project);
    (city, draw)
}

async fn bytes(app: &TestApp, path: &str) -> (u16, String, Vec<u8>) {
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    let answer = http.get(format!("{base}{path}")).send().await.unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (answer.status().as_u16(), kind, answer.bytes().await.unwrap().to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bundle_downloaded_from_the_page_checks_itself_in_rust_and_python() {
    for app in TestApp::on_both().await {
        let (city, draw) = decided(&app).await;
        let page = app.visitor().get(&format!("/draws/{draw}")).await;
        let href = format!("/draws/{draw}/bundle.zip");
        assert!(page.body.contains(&href), "{}", page.body);
        let (status, kind, found) = bytes(&app, &href).await;
        assert_eq!((status, kind.as_str()), (200, "application/zip"));
        assert_eq!(found, bundle(&city, &draw), "the same bytes each time");
        let (exit, said) = verified(&found);
        assert!(exit == 0 && said.contains("OK: every check passed"), "{said}");
        assert!(python_says(&found).starts_with("OK "));
        assert_eq!(bytes(&app, &format!("/api/v1/draws/{draw}/bundle.zip")).await.2, found);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_in_both_languages_what_happened_and_what_it_is_worth() {
    for app in TestApp::on_both().await {
        let (_, draw) = decided(&app).await;
        let mut visitor = app.visitor();
        let zh = visitor.get(&format!("/draws/{draw}")).await.body;
        visitor.lang = "en";
        let en = visitor.get(&format!("/draws/{draw}")).await.body;
        for (page, words) in [
            (&zh, ["中选机构", "完整名次", "不能防止运行这套系统的人作弊", "用时0.8个工作日（上限3）", "sha256sum"]),
            (
                &en,
                ["Chosen agency", "The full ranking", "does not stop whoever runs this system", "0.8 working days (limit 3)", "sha256sum"],
            ),
        ] {
            for word in words {
                assert!(page.contains(word), "{word} in {page}");
            }
            assert!(!page.contains('⟦') && !page.contains("name=\"csrf\""));
            assert_eq!(page.matches("class=\"sealed\"").count(), 3, "three losers stay closed");
        }
        let results = app.visitor().get("/results").await.body;
        assert!(results.contains(&format!("/draws/{draw}")) && results.contains("共1个结果"), "{results}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_served_as_logged_and_what_is_not_public_is_not_there() {
    for app in TestApp::on_both().await {
        let (city, draw) = decided(&app).await;
        for name in ["about.txt", "notice.txt", "close.txt", "freeze.txt", "reveal-platform.txt", "seed.txt", "result.txt", "opened.txt"] {
            let (status, kind, found) = bytes(&app, &format!("/draws/{draw}/documents/{name}")).await;
            assert_eq!((status, kind.as_str()), (200, "text/plain; charset=utf-8"), "{name}");
            assert_eq!(String::from_utf8(found).unwrap(), document(&city, &draw, name).unwrap());
        }
        let about = document(&city, &draw, "about.txt").unwrap();
        assert!(
            about.contains("服务费：固定价，9.80万元（人民币玖万捌仟元整）\n")
                && about.contains("老旧小区改造项目开展社会稳定风险评估， 出具评估报告。"),
            "{about}"
        );
        for path in [
            format!("/draws/{draw}/documents/request.txt"),
            format!("/draws/{draw}/documents/pledge-witness.txt"),
            format!("/draws/{draw}/documents/roster.txt"),
            format!("/draws/{draw}/documents/void.txt"),
            format!("/draws/{draw}/x1"),
            "/draws/MX-2026-999999/1".to_owned(),
            "/draws/MX-2026-999999/1/bundle.zip".to_owned(),
        ] {
            assert_eq!(bytes(&app, &path).await.0, 404, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draw_without_result_has_a_page_and_no_bundle() {
    let app = TestApp::start().await; // Pages are made by the program, not by the engine.
    let city = city(&app, 2);
    let project = open_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    let page = app.visitor().get(&format!("/draws/{draw}")).await;
    assert!(
        page.status == 200 && page.body.contains("正在报名，明天（周二）17:00截止") || page.body.contains("截止之前任何人都看不到"),
        "{}",
        page.body
    );
    assert_eq!(app.visitor().get(&format!("/draws/{draw}/bundle.zip")).await.status, 404);
    at_deadline(&app, &city, &project).await;
    let lapsed = app.visitor().get(&format!("/draws/{draw}")).await.body;
    assert!(lapsed.contains("本次没有抽取") && lapsed.contains(&format!("/draws/{draw}/x1")), "{lapsed}");
    assert!(app.visitor().get("/results").await.body.contains("还没有选取结果"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_json_door_says_the_same() {
    for app in TestApp::on_both().await {
        let (city, draw) = decided(&app).await;
        let (status, _, body) = bytes(&app, &format!("/api/v1/draws/{draw}")).await;
        let found: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!((status, &found["state"], &found["configuration"]), (200, &"decided".into(), &"A".into()));
        assert_eq!((found["ranking"].as_array().unwrap().len(), found["opened"].as_array().unwrap().len()), (4, 1));
        let result = document(&city, &draw, "result.txt").unwrap();
        for row in found["ranking"].as_array().unwrap() {
            let line = format!("rank {} {} {}\n", row["rank"], row["label"].as_str().unwrap(), row["ticket"].as_str().unwrap());
            assert!(result.contains(&line), "{line}");
        }
        let href = found["documents"].as_array().unwrap().iter().find(|one| one["name"] == "seed.txt").unwrap()["href"].clone();
        assert_eq!(bytes(&app, href.as_str().unwrap()).await.2, document(&city, &draw, "seed.txt").unwrap().into_bytes());
        let (_, _, list) = bytes(&app, "/api/v1/draws").await;
        let list: Value = serde_json::from_slice(&list).unwrap();
        assert_eq!((&list["total"], &list["results"][0]["draw"]), (&1.into(), &draw.as_str().into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_can_be_uploaded_and_the_server_says_what_the_program_says() {
    for app in TestApp::on_both().await {
        let (city, draw) = decided(&app).await;
        let good = bundle(&city, &draw);
        let (status, page) = uploaded(&app, Some(good.clone())).await;
        assert!(status == 200 && page.contains("全部相符") && page.contains("OK: every check passed"), "{page}");
        let (status, page) = uploaded(&app, Some(tampered(&good))).await;
        assert!(status == 200 && page.contains("不相符") && page.contains("WRONG: result.txt"), "{page}");
        let (status, page) = uploaded(&app, Some(b"no archive at all".to_vec())).await;
        assert!(status == 200 && page.contains("无法核验") && page.contains("INCOMPLETE"), "{page}");
        assert_eq!(uploaded(&app, None).await.0, 422);
        assert!(app.visitor().get("/verify").await.body.contains("不必相信我们"));
    }
}

async fn uploaded(app: &TestApp, bundle: Option<Vec<u8>>) -> (u16, String) {
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    let part = match bundle {
        Some(bytes) => reqwest::multipart::Part::bytes(bytes).file_name("draw.zip"),
        None => reqwest::multipart::Part::bytes(Vec::new()).file_name(""),
    };
    let form = reqwest::multipart::Form::new().part("bundle", part);
    let request = http.post(format!("{base}/verify")).header("origin", base).header("accept-language", "zh-CN").multipart(form);
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// The bundle with the first two ranks exchanged.
fn tampered(bundle: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut from = zip::ZipArchive::new(Cursor::new(bundle)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut file = from.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if name == "result.txt" {
            text = text.replace("rank 1 ", "rank x ").replace("rank 2 ", "rank 1 ").replace("rank x ", "rank 2 ");
        }
        to.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}
