//! An agency leaves the market of its own will, with nothing open, by an operator's word; its record stays, and it can come back.

use mingxuan::domain::agency::AgencyState;
use mingxuan::domain::role::Role;
use mingxuan::market::{agencies, exits};
use serde_json::{Value, json};

use crate::awards::drawn;
use crate::support::TestApp;
use crate::support::filings::submit;
use crate::support::people::{api, uscc};

const NAME: &str = "青禾测绘有限公司";

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_asks_an_operator_confirms_the_record_stays_and_it_comes_back() {
    for app in TestApp::on_both().await {
        let operator = app.staff(Role::Operator).await;
        let manager = app.passed_agency(&operator, NAME, &uscc(7)).await;
        let (page, own) = (format!("/agencies/{}", manager.org), "/agency/exit");
        assert_eq!(manager.fill(own, &[("reason", " ")]).await.status, 422);
        let asked = manager.fill(own, &[("reason", "业务调整<b>")]).await;
        assert_eq!(asked.status, 303, "{}: {}", app.engine, asked.body);
        assert!(manager.visitor.get(own).await.body.contains("退出申请等待运营机构答复"));
        let twice = manager.fill(own, &[("reason", "再申请")]).await;
        assert!(twice.status != 303 && twice.body.contains("已有一件申请等待答复"), "{}", twice.body);
        assert!(!app.visitor().get(&page).await.body.contains("业务调整"), "why it leaves is not public");
        let desk = operator.visitor.get("/desk").await.body;
        let case = format!("/operations/exits/{}", desk.split("/operations/exits/").nth(1).unwrap().split('"').next().unwrap());
        assert!(desk.contains("答复退出申请") && operator.visitor.get(&case).await.body.contains("业务调整&#60;b&#62;"), "{desk}");
        let bare = operator.fill(&case, &[("finding", "refuse"), ("answer", "")]).await;
        assert!(bare.status == 422 && bare.body.contains("请写明理由"), "{}", bare.body);
        let confirmed = operator.fill(&case, &[("finding", "confirm"), ("answer", "")]).await;
        assert_eq!(confirmed.status, 303, "{}", confirmed.body);
        let public = app.visitor().get(&page).await;
        assert!(public.status == 200 && public.body.contains("自愿退出市场") && public.body.contains("已退出"), "{}", public.body);
        app.work().await;
        let found = app.visitor().get("/agencies").await.body;
        assert!(!found.contains(NAME), "the directory lists it no more: {found}");
        assert!(app.letters().iter().any(|(_, subject)| subject.contains("已退出市场")));
        assert!(operator.fill(&case, &[("finding", "confirm"), ("answer", "")]).await.body.contains("已经办结"));

        let again = submit(&manager).await;
        assert_eq!(again.status, 303, "whoever left may come back unchanged: {}", again.body);
        app.pass(&operator, NAME).await;
        let back = app.visitor().get(&page).await.body;
        assert!(!back.contains("自愿退出市场") && back.contains("在册"), "{back}");
        app.work().await;
        assert!(app.visitor().get("/agencies").await.body.contains(NAME));
        assert!(app.troubles().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_leaves_with_something_open_and_a_wish_can_be_taken_back() {
    for drawn in drawn().await {
        let (app, award) = (&drawn.app, drawn.award());
        let winner = drawn.winner(&award);
        let held = drawn.browser(&winner).get("/agency/exit").await.body;
        assert!(held.contains("还没有签约的中选1件") && !held.contains("申请退出市场</button>"), "{held}");
        let forced = drawn.browser(&winner).post_from("/agency/exit", "/agency/exit", &[("reason", "想走")]).await;
        assert!(forced.status != 303 && forced.body.contains("还有未了结的事项"), "{}: {}", app.engine, forced.body);
        let open = |who: &mingxuan::platform::auth::Identity| {
            let agency = agencies::agency_of(who);
            drawn.city.asked(|conn| exits::open_matters(conn, &agency, app.now()))
        };
        let followers = drawn.city.agencies.iter().filter(|who| open(who).signups == 1).count();
        assert_eq!(followers, 2, "the two alternates of the notice may still be asked");
        let free = drawn.city.agencies.iter().find(|who| open(who) == Default::default()).expect("who is neither").clone();
        let program = tokio::task::block_in_place(|| app.member(free.org.as_str(), Role::Agency, "程序"));
        let (status, body) = api(app, Some(&program), ("POST", "/api/v1/agency/exit"), json!({ "reason": "业务调整" })).await;
        assert_eq!(status, 204, "{body}");
        let visitor = app.visitor();
        let (http, base) = visitor.raw();
        let back = http.delete(format!("{base}/api/v1/agency/exit")).bearer_auth(program.token()).send().await.unwrap();
        assert_eq!(back.status().as_u16(), 204);
        let (_, desk) = api(app, Some(&program), ("GET", "/api/v1/agency/exit"), Value::Null).await;
        assert_eq!((desk["listed"].as_bool(), desk["exits"][0]["state"].as_str()), (Some(true), Some("taken-back")));
        let state = drawn.city.asked(|conn| agencies::profile(conn, &agencies::agency_of(&free))).state;
        assert_eq!(state, AgencyState::Listed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_opens_between_asking_and_confirming_keeps_the_agency_in() {
    for drawn in drawn().await {
        let app = &drawn.app;
        let idle = |who: &std::sync::Arc<mingxuan::platform::auth::Identity>| {
            let agency = agencies::agency_of(who);
            drawn.city.asked(|conn| exits::open_matters(conn, &agency, app.now())) == Default::default()
        };
        let agency = drawn.city.agencies.iter().find(|who| idle(who)).expect("who is neither winner nor alternate").clone();
        let program = tokio::task::block_in_place(|| app.member(agency.org.as_str(), Role::Agency, "程序"));
        let operator = tokio::task::block_in_place(|| app.member(drawn.city.operator.org.as_str(), Role::Operator, "程序"));
        let asked = |body: Value| async { api(app, Some(&program), ("POST", "/api/v1/agency/exit"), body).await };
        assert_eq!(asked(json!({ "reason": "业务调整" })).await.0, 204);
        let (_, list) = api(app, Some(&operator), ("GET", "/api/v1/exits"), Value::Null).await;
        let exit = format!("/api/v1/exits/{}", list[0]["id"].as_str().unwrap());
        let other = tokio::task::block_in_place(|| drawn.city.project(Vec::new()));
        app.work().await;
        let at = drawn.city.agencies.iter().position(|who| who.org == agency.org).unwrap();
        tokio::task::block_in_place(|| drop(drawn.city.signs_up(at, &other).unwrap()));
        let (status, body) = api(app, Some(&operator), ("POST", &format!("{exit}/confirm")), json!({})).await;
        assert_eq!(status, 409, "{}: {body}", app.engine);
        let (status, _) = api(app, Some(&operator), ("POST", &format!("{exit}/refuse")), json!({ "reason": "尚有报名" })).await;
        assert_eq!(status, 204);
        let (_, desk) = api(app, Some(&program), ("GET", "/api/v1/agency/exit"), Value::Null).await;
        assert_eq!((desk["exits"][0]["state"].as_str(), desk["exits"][0]["answer"].as_str()), (Some("refused"), Some("尚有报名")));
    }
}
