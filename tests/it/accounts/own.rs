//! Oneself and one's colleagues: contact, sessions, mails, tokens, members.

use serde_json::Value;

use super::{PASSWORD, letter_to, link_to, registered, set_password, sign_in, two_of_an_agency};
use crate::support::TestApp;
use crate::support::app::{Answer, Visitor};

async fn new_token(visitor: &Visitor, name: &str, scope: &str) -> (String, String) {
    let fields = [("name", name), ("scope", scope), ("days", "30")];
    let page = visitor.post_from("/account/tokens", "/account/tokens", &fields).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let token = page.body.split("mx_").nth(1).map(|rest| format!("mx_{}", &rest[..64])).unwrap();
    (token, page.body)
}

async fn called(app: &TestApp, token: &str, (method, path): (&str, &str), body: &Value) -> (u16, Value) {
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    let request = http.request(reqwest::Method::from_bytes(method.as_bytes()).unwrap(), format!("{base}{path}")).bearer_auth(token);
    let answer = if method == "GET" { request } else { request.json(body) }.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_shown_once_does_what_its_scope_says_and_can_be_revoked() {
    for app in TestApp::on_both().await {
        let (manager, clerk) = two_of_an_agency(&app).await;
        let name = "<script>alert(1)</script>'; DROP TABLE accounts; --";
        let (token, page) = new_token(&manager.visitor, name, "read").await;
        assert!(!page.contains("<script>alert") && page.contains("DROP TABLE accounts"), "{page}");
        let list = manager.visitor.get("/account/tokens").await.body;
        assert!(!list.contains(&token) && list.contains("DROP TABLE accounts"));
        let (status, me) = called(&app, &token, ("GET", "/api/v1/me"), &Value::Null).await;
        assert_eq!((status, me["role"].as_str(), me["rank"].as_str()), (200, Some("agency"), Some("manager")));
        let invitation = serde_json::json!({"name": "新成员", "email": "new@agency.example", "rank": "clerk"});
        assert_eq!(called(&app, &token, ("POST", "/api/v1/members"), &invitation).await.0, 403, "it may only read");
        let (writing, _) = new_token(&manager.visitor, "writes", "write").await;
        assert_eq!(called(&app, &writing, ("POST", "/api/v1/members"), &invitation).await.0, 201);
        let (status, told) = called(&app, &writing, ("POST", "/api/v1/members"), &invitation).await;
        assert_eq!((status, told["error"]["fields"][0]["field"].as_str()), (422, Some("email")), "{told}");
        // A cookie opens nothing at the door for programs.
        assert_eq!(manager.visitor.get("/api/v1/me").await.status, 401);
        let (_, tokens) = called(&app, &token, ("GET", "/api/v1/me/tokens"), &Value::Null).await;
        let id = tokens.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()["id"].as_str().unwrap().to_owned();
        let (others, _) = new_token(&clerk.visitor, "other", "write").await;
        let revoke = format!("/api/v1/me/tokens/{id}");
        assert_eq!(called(&app, &others, ("DELETE", &revoke), &Value::Null).await.0, 404, "somebody else's");
        assert_eq!(called(&app, &writing, ("DELETE", &revoke), &Value::Null).await.0, 204);
        assert_eq!(called(&app, &token, ("GET", "/api/v1/me"), &Value::Null).await.0, 401);
        app.set_clock(app.now().plus(30 * mingxuan::domain::time::DAY));
        assert_eq!(called(&app, &writing, ("GET", "/api/v1/me"), &Value::Null).await.0, 401, "its days are over");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_disabled_is_out_at_once_and_one_manager_stays() {
    for app in TestApp::on_both().await {
        let (manager, clerk) = two_of_an_agency(&app).await;
        let (token, _) = new_token(&clerk.visitor, "t", "read").await;
        let change = |word: &str, id: &str| {
            let (visitor, path) = (manager.visitor.clone(), format!("/account/members/{id}/{word}"));
            async move { visitor.post_from("/account/members", &path, &[]).await.status }
        };
        assert_eq!(change("disable", manager.id.as_str()).await, 409, "not oneself");
        assert_eq!(change("disable", clerk.id.as_str()).await, 303);
        assert_eq!(clerk.visitor.get("/account").await.status, 303);
        assert_eq!(called(&app, &token, ("GET", "/api/v1/me"), &Value::Null).await.0, 401);
        assert_eq!(change("enable", clerk.id.as_str()).await, 303);
        assert_eq!(change("promote", clerk.id.as_str()).await, 303);
        assert_eq!(change("promote", clerk.id.as_str()).await, 409, "is one already");
        // Somebody of another organisation does not exist for them.
        let (stranger, _) = two_of_an_agency(&app).await;
        assert_eq!(change("disable", stranger.id.as_str()).await, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_managers_who_demote_each_other_at_once_leave_one() {
    for app in TestApp::on_both().await {
        let (one, two) = two_of_an_agency(&app).await;
        let promoted = one.visitor.post_from("/account/members", &format!("/account/members/{}/promote", two.id), &[]).await;
        assert_eq!(promoted.status, 303);
        let demote = |who: &crate::support::Signed, whom: &crate::support::Signed| {
            let (visitor, path) = (who.visitor.clone(), format!("/account/members/{}/demote", whom.id));
            async move { visitor.post_from("/account/members", &path, &[]).await.status }
        };
        let answers = tokio::join!(demote(&one, &two), demote(&two, &one));
        let managers = [&one, &two].map(|who| who.visitor.clone());
        let mut left = 0;
        for visitor in managers {
            left += u32::from(visitor.get("/account/members").await.status == 200);
        }
        assert_eq!(left, 1, "{answers:?} on {}", app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_member_sees_own_mails_only_and_both_see_what_they_typed() {
    for app in TestApp::on_both().await {
        registered(&app, "boss@agency.example").await;
        let boss = app.visitor();
        sign_in(&boss, "boss@agency.example", PASSWORD).await;
        let invited = boss.post_from("/account/members", "/account/members", &member("<b>钱</b>", "member@agency.example")).await;
        assert_eq!(invited.status, 422, "a name is no markup");
        assert!(invited.body.contains("&#60;b&#62;") || invited.body.contains("&lt;b&gt;"), "{}", invited.body);
        let invited = boss.post_from("/account/members", "/account/members", &member("钱成员", "member@agency.example")).await;
        assert_eq!(invited.status, 303, "{}", invited.body);
        let twice = boss.post_from("/account/members", "/account/members", &member("钱成员", "member@agency.example")).await;
        assert!(twice.status == 422 && twice.body.contains("已有账号"), "{}", twice.body);
        app.work().await;
        assert!(letter_to(&app, "member@agency.example").contains("钱成员"));
        set_password(&app, &link_to(&app, "member@agency.example"), PASSWORD).await;
        let clerk = app.visitor();
        sign_in(&clerk, "member@agency.example", PASSWORD).await;
        let (own, others) = (clerk.get("/account/mails").await.body, boss.get("/account/mails").await.body);
        assert!(own.contains("钱成员") && !own.contains("程远"), "{own}");
        assert!(others.contains("程远") && !others.contains("钱成员"), "{others}");
        assert_eq!(clerk.get("/account/members").await.status, 403);
        assert!(app.troubles().is_empty());
    }
}

fn member<'a>(name: &'a str, email: &'a str) -> [(&'static str, &'a str); 4] {
    [("name", name), ("email", email), ("phone", ""), ("rank", "clerk")]
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sessions_can_be_ended_one_by_one_and_all_at_once() {
    let app = TestApp::start().await; // one statement each
    registered(&app, "many@agency.example").await;
    let browsers: Vec<Visitor> = (0..4).map(|_| app.visitor()).collect();
    for browser in &browsers {
        sign_in(browser, "many@agency.example", PASSWORD).await;
    }
    let page = browsers[0].get("/account").await.body;
    let ends: Vec<&str> = page.split("action=\"/account/sessions/").skip(1).filter_map(|part| part.split('"').next()).collect();
    let one = ends.iter().find(|end| **end != "end").unwrap();
    let path = format!("/account/sessions/{one}");
    assert_eq!(browsers[0].post_from("/account", &path, &[]).await.status, 303);
    assert_eq!(browsers[0].post_from("/account", &path, &[]).await.status, 404, "it has ended");
    assert_eq!(alive(&browsers).await, 3);
    assert_eq!(browsers[0].post_from("/account", "/account/sessions/end", &[]).await.status, 303);
    assert_eq!(alive(&browsers).await, 1);
    assert_eq!(browsers[0].get("/account").await.status, 200);
}

async fn alive(browsers: &[Visitor]) -> usize {
    let mut alive = 0;
    for browser in browsers {
        alive += usize::from(browser.get("/account").await.status == 200);
    }
    alive
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_of_an_account_is_the_language_of_its_pages() {
    let app = TestApp::start().await; // a setting like any other
    let (manager, _) = two_of_an_agency(&app).await;
    let fields = [("name", "测试员"), ("phone", "13800138000"), ("lang", "en")];
    let saved: Answer = manager.visitor.post_from("/account", "/account", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert!(manager.visitor.get("/account").await.body.contains("lang=\"en\""));
    let wrong = manager.visitor.post_from("/account", "/account", &[("name", ""), ("phone", "12"), ("lang", "fr")]).await;
    assert_eq!((wrong.status, wrong.body.matches("class=\"err\"").count()), (422, 3), "{}", wrong.body);
}
