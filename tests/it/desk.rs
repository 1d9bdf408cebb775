//! The work list: what waits for whom and by when, and what a supervisor watches.

use mingxuan::domain::role::Role;
use mingxuan::domain::time::{Day, Instant};
use serde_json::json;

use crate::support::TestApp;
use crate::support::people::{Person, ProjectRow, api, uscc};

struct Case {
    author: Person,
    second: Person,
    agency: Person,
    id: String,
}

/// A case of which the agency was told on Monday 16 November.
async fn told(app: &TestApp) -> Case {
    let (author, second) = (app.officer(Role::CreditOfficer, "陈起草"), app.officer(Role::CreditOfficer, "宋决定"));
    let agency = app.listed_agency(1, "禾木工程咨询有限公司", "禾经办");
    let body = json!({"agency": uscc(1), "grade": "general", "months": 6, "rule": "规则第31条", "facts": "拒签合同。"});
    let (status, made) = api(app, Some(&author), ("POST", "/api/v1/cases"), body).await;
    assert_eq!(status, 201, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();
    assert!(app.browser(&author).get("/desk").await.body.contains("核对后告知机构"));
    assert_eq!(api(app, Some(&author), ("POST", &format!("/api/v1/cases/{id}/notify")), json!({})).await.0, 204);
    Case { author, second, agency, id }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_sees_what_waits_for_him_and_by_when() {
    for app in TestApp::on_both().await {
        assert_eq!(app.visitor().get("/desk").await.location, "/sign-in?to=%2Fdesk");
        let case = told(&app).await;
        let own = app.browser(&case.agency).get("/desk").await.body;
        assert!(own.contains(&format!("/agency/cases/{}", case.id)) && own.contains("还剩5个工作日"), "{own}");
        for officer in [&case.author, &case.second] {
            assert!(!app.browser(officer).get("/desk").await.body.contains(&case.id), "nothing to decide yet");
        }
        // The last day of its time: it ends at 24:00 of that day.
        app.at(Day::of(2026, 11, 23).unwrap().at(10, 0)).await;
        let own = app.browser(&case.agency).get("/desk").await.body;
        assert!(own.contains("今天24:00") && own.contains("今天到期（1）"), "{own}");
        app.at(Day::of(2026, 11, 24).unwrap().start()).await;
        assert!(!app.browser(&case.agency).get("/desk").await.body.contains(&case.id), "it can answer no more");
        assert!(!app.browser(&case.author).get("/desk").await.body.contains(&case.id), "who drafted does not decide");
        let (status, tasks) = api(&app, Some(&case.second), ("GET", "/api/v1/desk"), json!(null)).await;
        assert_eq!((status, tasks.as_array().unwrap().len()), (200, 1), "{tasks}");
        assert_eq!(tasks[0]["due"], "2026-12-08T16:00:00Z", "ten working days after the hearing");
        // A day after the decision was due.
        app.at(Day::of(2026, 12, 10).unwrap().at(9, 0)).await;
        let late = app.browser(&case.second).get("/desk").await.body;
        assert!(late.contains("已超期（1）") && late.contains("超期1个工作日"), "{late}");
        assert!(app.troubles().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_watches_overdue_work_draws_troubles_and_missing_calendars() {
    for app in TestApp::on_both().await {
        let case = told(&app).await;
        let supervisor = app.officer(Role::Supervisor, "何监督");
        let calm = app.browser(&supervisor).get("/desk").await.body;
        assert!(calm.contains("没有超期的事项") && calm.contains("没有失败的任务") && calm.contains("2027"), "{calm}");
        let now = Day::of(2026, 12, 10).unwrap().at(9, 0);
        let published = Day::of(2026, 12, 9).unwrap().at(9, 0);
        app.at(now).await;
        let row = |number, title, state, closes| ProjectRow { number, title, state, published, closes, decided: Instant(0) };
        app.project_row(row("MX-2026-000001", "等承诺的项目", "awaiting-commitments", now.plus(-1)));
        app.project_row(row("MX-2026-000002", "报名中的项目", "open", now.plus(3_600_000)));
        app.project_row(row("MX-2026-000003", "迟迟未审的项目", "in-review", now.plus(-86_400_000)));
        let watch = app.browser(&supervisor).get("/desk").await.body;
        for shown in ["承诺逾期", "等承诺的项目", "报名中的项目", "MX-2026-000002/1", "迟迟未审的项目", "禾木工程咨询有限公司", &case.id]
        {
            assert!(watch.contains(shown), "{shown}: {watch}");
        }
        let officer = app.browser(&case.second).get("/desk").await.body;
        assert!(!officer.contains("等承诺的项目"), "only a supervisor watches");
    }
}
