//! The description of the JSON door and the doors themselves are the same list.

use std::collections::BTreeSet;

use mingxuan::domain::role::Role;
use mingxuan::server::{OPENAPI, route_table};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::filings::PNG;
use crate::support::people::{Person, api, uscc};

type Doors = BTreeSet<(String, String)>;

fn described() -> Doors {
    let document = serde_json::from_str::<serde_json::Value>(OPENAPI).unwrap();
    let paths = document["paths"].as_object().unwrap().clone();
    let methods = |(path, item): (String, serde_json::Value)| {
        let methods: Vec<String> = item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        methods.into_iter().map(move |method| (method, path.clone()))
    };
    paths.into_iter().flat_map(methods).collect()
}

#[test]
fn every_door_for_programs_is_described_and_no_other() {
    // A draw's id holds slashes, which the route table says and the description cannot.
    let path = |path: &str| path.replace(":.+}", "}");
    let routes: Doors =
        route_table().iter().filter(|r| r.path.starts_with("/api/v1/")).map(|r| (r.method.to_owned(), path(r.path))).collect();
    let described = described();
    let missing: Vec<_> = routes.difference(&described).collect();
    let invented: Vec<_> = described.difference(&routes).collect();
    assert!(routes.len() > 80, "the route table was read");
    assert_eq!((missing, invented), (Vec::new(), Vec::new()), "not described; described but not there");
}

/// What a program of this person sends with files, and what comes back.
async fn sent(app: &TestApp, who: &Person, path: &str, form: Form) -> (u16, Value) {
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    let answer = http.post(format!("{base}{path}")).bearer_auth(who.token()).multipart(form).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
}

fn picture(name: &'static str) -> Part {
    Part::bytes(PNG).file_name(name)
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_file_scans_and_only_its_own_side_and_the_operators_read_them() {
    for app in TestApp::on_both().await {
        let agency = app.api_agency("agency-1", "青禾测绘有限公司");
        let other = app.api_agency("agency-2", "禾木咨询有限公司");
        let (status, kept) = sent(&app, &agency, "/api/v1/agency/documents", Form::new().part("file", picture("执照.png"))).await;
        assert_eq!((status, kept[0]["name"].as_str()), (200, Some("执照.png")), "{}: {kept}", app.engine);
        let path = format!("/api/v1/agency/documents/{}", kept[0]["id"].as_str().unwrap());
        assert_eq!(api(&app, Some(&agency), ("GET", &path), Value::Null).await.0, 200);
        assert_eq!(api(&app, Some(&other), ("GET", &path), Value::Null).await.0, 404);
        assert_eq!(sent(&app, &agency, "/api/v1/agency/documents", Form::new().text("name", "x")).await.0, 422);
        let page = Form::new().part("file", Part::bytes(&b"<html><script>1</script>"[..]).file_name("a.pdf"));
        assert_eq!(sent(&app, &agency, "/api/v1/agency/documents", page).await.0, 422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_draft_cases_with_evidence_and_answer_with_papers() {
    for app in TestApp::on_both().await {
        let (officer, second) = (app.officer(Role::CreditOfficer, "陈起草"), app.officer(Role::CreditOfficer, "宋决定"));
        let agency = app.listed_agency(1, "禾木工程咨询有限公司", "禾经办");
        let body = |facts: &str| json!({ "agency": uscc(1), "grade": "general", "months": 6, "rule": "《办法》第31条", "facts": facts });
        let (status, made) = api(&app, Some(&officer), ("POST", "/api/v1/cases"), body("中选后拒签合同。")).await;
        assert_eq!(status, 201, "{made}");
        let case = format!("/api/v1/cases/{}", made["id"].as_str().unwrap());
        let visitor = app.visitor();
        let (http, base) = visitor.raw();
        let put =
            |who: &Person| http.put(format!("{base}{case}")).bearer_auth(who.token()).json(&body("中选后无正当理由拒签合同。")).send();
        assert_eq!(put(&second).await.unwrap().status().as_u16(), 404, "the drafts of others do not exist");
        assert_eq!(put(&officer).await.unwrap().status().as_u16(), 204);
        let papers = format!("{case}/documents");
        let (status, listed) = sent(&app, &officer, &papers, Form::new().part("file", picture("聊天记录.png"))).await;
        assert_eq!((status, listed[0]["name"].as_str()), (200, Some("聊天记录.png")), "{}: {listed}", app.engine);
        assert_eq!(api(&app, Some(&second), ("GET", &papers), Value::Null).await.0, 404);
        assert_eq!(api(&app, Some(&officer), ("POST", &format!("{case}/notify")), json!({})).await.0, 204);
        let late = sent(&app, &officer, &papers, Form::new().part("file", picture("补.png"))).await;
        assert_eq!(late.0, 409, "evidence is complete when the agency is told");
        let own = format!("/api/v1/agency{}", case.trim_start_matches("/api/v1"));
        let words = Part::text(json!({ "words": "业主变更了付款条件。" }).to_string());
        let answer = Form::new().part("body", words).part("file", picture("往来函件.png"));
        assert_eq!(sent(&app, &agency, &format!("{own}/answer"), answer).await.0, 204);
        let (_, seen) = api(&app, Some(&agency), ("GET", &format!("{own}/documents")), Value::Null).await;
        let names: BTreeSet<_> = seen.as_array().unwrap().iter().filter_map(|paper| paper["name"].as_str()).collect();
        assert_eq!(names, BTreeSet::from(["聊天记录.png", "往来函件.png"]));
        let until = "2026-11-30T17:00";
        let proposal = json!({ "agency": uscc(1), "reason": "核查期间暂停报名。", "until": until });
        assert_eq!(api(&app, Some(&officer), ("POST", "/api/v1/suspensions"), proposal).await.0, 201);
        let (status, all) = api(&app, Some(&second), ("GET", "/api/v1/suspensions"), Value::Null).await;
        assert_eq!((status, all["total"].as_i64(), all["rows"][0]["state"].as_str()), (200, Some(1), Some("proposed")));
    }
}
