//! Signing up through the doors: who may, until when, once; and that nobody else learns of it.

use std::collections::BTreeMap;

use mingxuan::domain::project::{Avoided, ProjectId};
use mingxuan::domain::role::{MemberRank, Role};

use crate::support::TestApp;
use crate::support::app::Visitor;
use crate::support::city::{City, agency_name, code};
use crate::support::signed::Signed;

struct Market {
    city: City,
    id: ProjectId,
    /// The project's public page.
    page: String,
}

/// A city with four agencies and an open project that avoids the fourth.
async fn open(app: &TestApp) -> Market {
    let avoided = vec![Avoided { uscc: code(4), name: agency_name(4), reason: "曾编制前期报告".into() }];
    let (city, id) = tokio::task::block_in_place(|| {
        let city = City::found(&app.app, 4);
        let id = city.project(avoided);
        (city, id)
    });
    app.work().await;
    let page = format!("/projects/{}", city.state(&id).number);
    Market { city, id, page }
}

impl Market {
    /// A member of the n-th agency (from 0) with a browser, of this instant.
    async fn member(&self, app: &TestApp, agency: usize) -> Signed {
        app.signed(&self.city.agencies[agency].org, Role::Agency, MemberRank::Clerk).await
    }
}

async fn signs_up(market: &Market, who: &Signed) -> (u16, String, String) {
    let answer = who.visitor.post_from("/agency/signups", &format!("{}/signups", market.page), &[]).await;
    (answer.status, answer.location, answer.body)
}

/// How many sign-ups are active: only a test may ask.
fn active(market: &Market) -> i64 {
    let draw = format!("{}/1", market.city.state(&market.id).number);
    market.city.asked(|conn| mingxuan::market::signups::count_active(conn, &draw))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_signs_up_once_withdraws_and_signs_up_again() {
    for app in TestApp::on_both().await {
        let market = open(&app).await;
        let (one, other) = (market.member(&app, 0).await, market.member(&app, 1).await);
        assert!(one.visitor.get(&market.page).await.body.contains("可以报名"));
        let (status, receipt, body) = signs_up(&market, &one).await;
        assert!(status == 303 && receipt.starts_with("/signups/"), "{}: {body}", app.engine);
        let shown = one.visitor.get(&receipt).await.body;
        assert!(shown.contains("draw/v1 signup") && shown.contains("audit/v1 entry.received") && shown.contains("撤回这个报名"), "{shown}");
        let file = one.visitor.get(&format!("{receipt}/receipt")).await;
        let file: serde_json::Value = serde_json::from_str(&file.body).unwrap();
        assert!(file["document"].as_str().unwrap().contains(&code(1)) && file["entry"].as_str().unwrap().starts_with("audit/v1 "));
        assert_eq!(other.visitor.get(&receipt).await.status, 404, "another agency's receipt does not exist");
        assert_eq!(other.visitor.post_from("/agency/signups", &format!("{receipt}/withdraw"), &[]).await.status, 404);
        let (status, _, body) = signs_up(&market, &one).await;
        assert!(status == 409 && body.contains("一个项目只能报名一次"), "{body}");
        assert_eq!(one.visitor.post_from(&receipt, &format!("{receipt}/withdraw"), &[]).await.status, 303);
        assert_eq!(active(&market), 0);
        let (status, again, _) = signs_up(&market, &one).await;
        assert!(status == 303 && again != receipt, "a new entry with a new label");
        assert!(one.visitor.get("/agency/signups").await.body.contains("已撤回"));
        assert!(app.troubles().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_members_at_once_make_one_sign_up() {
    for app in TestApp::on_both().await {
        let market = open(&app).await;
        let (one, two) = (market.member(&app, 0).await, market.member(&app, 0).await);
        let (first, second) = tokio::join!(signs_up(&market, &one), signs_up(&market, &two));
        let mut answers = [first.0, second.0];
        answers.sort_unstable();
        assert_eq!((answers, active(&market)), ([303, 409], 1), "{}: {} {}", app.engine, first.2, second.2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_millisecond_is_in_time_and_the_deadline_is_not() {
    for app in TestApp::on_both().await {
        let market = open(&app).await;
        let closes = market.city.state(&market.id).closes_at;
        app.set_clock(closes.plus(-1));
        let (one, two) = (market.member(&app, 0).await, market.member(&app, 1).await);
        let (status, receipt, body) = signs_up(&market, &one).await;
        assert_eq!(status, 303, "{}: {body}", app.engine);
        app.set_clock(closes);
        let (status, _, body) = signs_up(&market, &two).await;
        assert!(status == 409 && body.contains("截止"), "{body}");
        assert_eq!(one.visitor.post_from("/agency/signups", &format!("{receipt}/withdraw"), &[]).await.status, 409);
        assert_eq!(active(&market), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_is_told_why() {
    let app = TestApp::start().await; // the law judges in the program
    let market = open(&app).await;
    let avoided = market.member(&app, 3).await;
    assert!(avoided.visitor.get(&market.page).await.body.contains("曾编制前期报告"));
    let (status, _, body) = signs_up(&market, &avoided).await;
    assert!(status == 409 && body.contains("依规回避贵机构"), "{body}");
    let unlisted = app.agency("初来乍到咨询有限公司").await;
    assert!(unlisted.visitor.get(&market.page).await.body.contains("还没有入驻"));
    assert_eq!(signs_up(&market, &unlisted).await.0, 409);
    let owner = app.signed(&market.city.owner.org, Role::Owner, MemberRank::Clerk).await;
    assert_eq!(owner.visitor.post_from("/owner/projects", &format!("{}/signups", market.page), &[]).await.status, 403);
    let one = market.member(&app, 0).await;
    assert_eq!(one.visitor.post_from("/agency/signups", "/projects/MX-2026-999999/signups", &[]).await.status, 404);
    assert_eq!(one.visitor.post(&format!("{}/signups", market.page), &[]).await.status, 400, "a form without the session's token");
    assert_eq!((one.visitor.get("/signups/nonsense").await.status, active(&market)), (404, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_sees_a_byte_of_a_sign_up() {
    for app in TestApp::on_both().await {
        let market = open(&app).await;
        let mut readers: Vec<(&str, Visitor)> = vec![("public", app.visitor())];
        readers.push(("owner", app.signed(&market.city.owner.org, Role::Owner, MemberRank::Manager).await.visitor));
        for (name, role) in [("operator", Role::Operator), ("supervisor", Role::Supervisor), ("administrator", Role::Administrator)] {
            readers.push((name, app.staff(role).await.visitor));
        }
        readers.push(("agency", market.member(&app, 1).await.visitor));
        let one = market.member(&app, 0).await;
        let before = seen(&market, &readers).await;
        let (status, receipt, body) = signs_up(&market, &one).await;
        assert_eq!(status, 303, "{body}");
        app.work().await;
        let shown = one.visitor.get(&receipt).await.body;
        let label = shown.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert!(label.starts_with("b-"), "{label}");
        let after = seen(&market, &readers).await;
        for (place, body) in &after {
            assert_eq!(before.get(place), Some(body), "{}: {place:?} changed", app.engine);
            assert!(!body.contains(&label) && !body.contains(&receipt), "{place:?}");
        }
        for (name, reader) in &readers {
            assert!(matches!(reader.get(&receipt).await.status, 303 | 401 | 403 | 404), "{name}");
        }
    }
}

/// What each reader sees on every page that has to do with the project.
async fn seen(market: &Market, readers: &[(&str, Visitor)]) -> BTreeMap<(String, String), String> {
    let id = &market.id;
    let mut pages = vec!["/".to_owned(), "/projects".into(), market.page.clone(), "/desk".into(), "/api/v1/stats".into()];
    pages.extend([format!("/api/v1{}", market.page), format!("/owner/projects/{id}"), "/owner/projects".into()]);
    pages.extend(["/operations/projects".into(), format!("/operations/projects/{id}"), "/agency/signups".into(), "/admin/jobs".into()]);
    let mut all = BTreeMap::new();
    for (name, reader) in readers {
        for page in &pages {
            let answer = reader.get(page).await;
            // Error pages carry the number of the request.
            if answer.status == 200 {
                all.insert(((*name).to_owned(), page.clone()), answer.body);
            }
        }
    }
    assert!(all.len() > 20, "only {} pages could be read", all.len());
    all
}
