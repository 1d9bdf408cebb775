//! The home page, the figures and the rules: exact, kept until something changes, and silent about who signed up.

use mingxuan::domain::role::Role;
use mingxuan::domain::time::{Day, Instant};
use serde_json::json;

use crate::support::TestApp;
use crate::support::people::{ProjectRow, api};

fn project(number: &'static str, state: &'static str) -> ProjectRow<'static> {
    let day = |day: u32| Day::of(2026, 11, day).unwrap();
    ProjectRow {
        number,
        title: "实验小学综合楼工程结算审核",
        state,
        published: day(13).at(9, 0),
        closes: day(17).at(17, 0),
        decided: Instant(0),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_market_has_a_home_page_in_both_languages() {
    for app in TestApp::on_both().await {
        let mut visitor = app.visitor();
        let zh = visitor.get("/").await;
        assert!(zh.status == 200 && zh.body.contains("<em>3个工作日内</em>") && zh.body.contains("还没有选取结果"), "{}", zh.body);
        assert!(zh.body.contains("action=\"/agencies\"") && zh.body.contains("formaction=\"/projects\""));
        visitor.lang = "en";
        let en = visitor.get("/").await;
        assert!(en.body.contains("<em>within 3 working days</em>") && !en.body.contains('⟦'), "{}", en.body);
        assert!(!zh.body.contains("name=\"csrf\"") && !zh.headers.contains_key("set-cookie"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_exact_and_the_very_next_request_sees_a_change() {
    for app in TestApp::on_both().await {
        app.listed_agency(1, "禾木工程咨询有限公司", "禾经办");
        app.project_row(project("MX-2026-000001", "open"));
        let first = app.visitor().get("/").await.body;
        assert!(
            first.contains("实验小学综合楼工程结算审核") && first.contains("明天17:00截止") && first.contains("最高价 7.20万元"),
            "{first}"
        );
        // Announced on Friday the 13th, decided on Monday the 16th at 18:00: the weekend is no working time.
        let monday = Day::of(2026, 11, 16).unwrap();
        app.project_row(ProjectRow { decided: monday.at(18, 0), ..project("MX-2026-000002", "finished") });
        app.project_row(ProjectRow { decided: monday.at(12, 0), ..project("MX-2026-000003", "selected") });
        let (status, stats) = api(&app, None, ("GET", "/api/v1/stats"), json!(null)).await;
        let expected = json!({
            "agencies": 1, "provinces": 1, "items": stats["items"], "open_projects": 1, "finished_projects": 1, "results": 2,
            "working_days": "0.7", "working_days_ms": 15 * 3_600_000, "limit": 3,
            "months": [{"month": "2026-11", "results": 2, "working_days": "0.7"}]
        });
        assert_eq!((status, &stats), (200, &expected), "{}", app.engine);
        let second = app.visitor().get("/").await.body;
        assert!(second.contains("0.8个工作日") && second.contains("0.5个工作日") && second.contains("MX-2026-000003"), "{second}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_up_changes_not_a_byte_of_any_public_page_or_figure() {
    for app in TestApp::on_both().await {
        let agencies: Vec<_> = (1..=4).map(|n| app.listed_agency(n, &format!("第{n}工程咨询有限公司"), "经办")).collect();
        app.project_row(project("MX-2026-000001", "open"));
        let supervisor = app.officer(Role::Supervisor, "何监督");
        let seen = async || {
            let watch = app.browser(&supervisor).get("/desk").await.body;
            // The token of the session is the only thing that may differ between two visits of one person.
            let watch = watch.split("<main").nth(1).unwrap().to_owned();
            (app.visitor().get("/").await.body, api(&app, None, ("GET", "/api/v1/stats"), json!(null)).await.1.to_string(), watch)
        };
        let before = seen().await;
        for agency in &agencies {
            app.signup_row("MX-2026-000001", agency);
        }
        // Even what is kept nowhere looks the same.
        app.project_row(ProjectRow { published: Instant(0), ..project("MX-2026-000009", "draft") });
        assert_eq!(before, seen().await, "{}", app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_say_every_number_of_the_version_in_force() {
    for app in TestApp::on_both().await {
        let rules = app.visitor().get("/rules").await;
        assert!(
            rules.status == 200 && rules.body.contains("从公告到选定最多几个工作日") && rules.body.contains("3个工作日"),
            "{}",
            rules.body
        );
        assert!(rules.body.contains("2025-01") && rules.body.contains("现行版本"));
        assert_eq!(app.visitor().get("/rules?version=2025-01").await.status, 200);
        assert_eq!(app.visitor().get("/rules?version=none").await.status, 404);
        let robots = app.visitor().get("/robots.txt").await;
        assert!(robots.body.starts_with("User-agent: *") && !robots.body.contains("/blacklist"), "{}", robots.body);
        let described = app.visitor().get("/api/openapi.json").await.body;
        for path in ["/api/v1/blacklist", "/api/v1/cases/{id}/decide", "/api/v1/stats", "/api/v1/desk"] {
            assert!(described.contains(&format!("\"{path}\"")), "{path}");
        }
    }
}
