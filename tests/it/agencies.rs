//! An agency comes in, is returned, mends, passes and changes, through the doors people use.

use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::time::Day;
use mingxuan::market::agencies::{self, agency_of};

use crate::support::TestApp;
use crate::support::filings::{KEY, PNG, UNTIL, basics, file, paper, submit};
use crate::support::people::uscc;

const NAME: &str = "蓝天测绘有限公司";

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_is_returned_with_reasons_mends_and_is_in_the_directory_with_the_very_next_request() {
    for app in TestApp::on_both().await {
        let (operator, manager) = (app.staff(Role::Operator).await, app.agency(NAME).await);
        file(&manager, NAME, &uscc(1)).await;
        let sent = submit(&manager).await;
        assert_eq!((sent.status, sent.location.as_str()), (303, "/agency"), "{}: {}", app.engine, sent.body);
        assert!(!app.visitor().get("/agencies").await.body.contains(NAME), "what waits is nowhere");
        // While it waits nothing can be changed.
        let kept = manager.visitor.get("/agency").await.body;
        assert!(kept.contains("等待形式核验"), "{kept}");

        let id = app.filing_of(&operator, NAME).await;
        let at = format!("/operations/filings/{id}");
        let desk = operator.visitor.get(&at).await.body;
        assert!(desk.contains("沈既明") && desk.contains("<img class=\"scan\"") && desk.contains("300.00万元"), "{desk}");
        let empty = operator.fill(&at, &[("finding", "return")]).await;
        assert_eq!(empty.status, 422, "a return without a reason");
        let both = operator.fill(&at, &[("finding", "pass"), ("r-capital", "与执照不符")]).await;
        assert_eq!(both.status, 422, "reasons and a pass");
        let paper_reason = format!("r-paper-{KEY}");
        let reasons = [("finding", "return"), ("r-capital", "执照载明500万元<b>"), (paper_reason.as_str(), "扫描件看不清")];
        assert_eq!(operator.fill(&at, &reasons).await.status, 303);
        assert_eq!(operator.fill(&at, &reasons).await.status, 409, "decided once");

        app.work().await;
        let own = manager.visitor.get("/agency").await.body;
        assert!(own.contains("执照载明500万元&#60;b&#62;") && own.contains("扫描件看不清"), "{own}");
        let step = manager.visitor.get("/agency/filing/licence").await.body;
        assert!(step.contains("执照载明500万元") && step.contains("value=\"300\""), "what was typed is still there: {step}");
        assert!(manager.visitor.get("/agency/filing/items").await.body.contains("扫描件看不清"));
        let licence = [("established_on", "2019-04-18"), ("capital", "500"), ("legal_representative", "沈既明"), ("scope", "测绘")];
        assert_eq!(manager.fill("/agency/filing/licence", &licence).await.status, 303);
        assert_eq!(submit(&manager).await.status, 303);
        app.pass(&operator, NAME).await;

        let list = app.visitor().get("/agencies").await.body;
        assert!(list.contains(NAME) && list.contains("1家机构符合"), "{list}");
        let page = app.visitor().get(&format!("/agencies/{}", manager.org)).await.body;
        for shown in [NAME, &uscc(1), "沈既明", "500.00万元", "乙级", UNTIL, "10个工作日内出具报告"] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert!(manager.visitor.get("/agency").await.body.contains("已入驻"));
        assert!(app.troubles().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_shows_nowhere_before_it_passed() {
    for app in TestApp::on_both().await {
        let operator = app.staff(Role::Operator).await;
        let manager = app.passed_agency(&operator, NAME, &uscc(1)).await;
        let unchanged = submit(&manager).await;
        assert_eq!(unchanged.status, 422, "nothing has changed");
        let new_name = "蓝天测绘集团有限公司";
        assert_eq!(manager.fill("/agency/filing/basics", &basics(new_name, &uscc(1))).await.status, 303);
        assert_eq!(submit(&manager).await.status, 303);
        let public = format!("/agencies/{}", manager.org);
        assert!(!app.visitor().get(&public).await.body.contains(new_name));
        let id = app.filing_of(&operator, new_name).await;
        let desk = operator.visitor.get(&format!("/operations/filings/{id}")).await.body;
        assert!(desk.contains("有1处变化") && desk.contains(NAME), "compared with what is in effect: {desk}");
        app.pass(&operator, new_name).await;
        assert!(app.visitor().get(&public).await.body.contains(new_name));
        assert!(app.visitor().get("/agencies?q=蓝天测绘集团").await.body.contains(new_name));
        let other_code = manager.fill("/agency/filing/basics", &basics(new_name, &uscc(2))).await;
        assert!(other_code.status == 422 && other_code.body.contains("入驻后不能变更"), "{}", other_code.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_beside_it_and_everything_typed_is_kept() {
    for app in TestApp::on_both().await {
        let manager = app.agency(NAME).await;
        let mut typed = basics("<script>alert(1)</script>'; DROP TABLE agencies; --", "91510100MA0000001O");
        typed.retain(|(name, _)| *name != "address");
        let wrong = manager.fill("/agency/filing/basics", &typed).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("有2处需要改正") && wrong.body.contains("可能是“0”"), "{}", wrong.body);
        assert!(wrong.body.contains("&#60;script&#62;") && !wrong.body.contains("<script>alert"), "{}", wrong.body);
        let again = manager.visitor.get("/agency/filing/basics").await.body;
        assert!(again.contains("91510100MA0000001O") && again.contains("DROP TABLE"), "the draft keeps it: {again}");
        let early = submit(&manager).await;
        assert!(early.status == 422 && early.body.contains("href=\"/agency/filing/licence\""), "{}", early.body);
        let uncommitted = manager.visitor.post_from("/agency/filing/commit", "/agency/filing/submit", &[]).await;
        assert!(uncommitted.status == 422 && uncommitted.body.contains("需要勾选"), "{}", uncommitted.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_asked_for_what_the_catalogue_demands_and_no_more() {
    for app in TestApp::on_both().await {
        let manager = app.agency(NAME).await;
        let items = "/agency/filing/items";
        assert_eq!(manager.fill(items, &[("item", "magic")]).await.status, 422);
        assert_eq!(manager.fill(items, &[("item", "energy-saving-assessment")]).await.status, 303);
        let free = manager.visitor.get(&format!("{items}/energy-saving-assessment")).await.body;
        assert!(!free.contains("/papers/"), "a promise needs no certificate: {free}");
        assert_eq!(manager.fill(items, &[("item", "surveying-and-mapping")]).await.status, 303);
        let at = format!("{items}/surveying-and-mapping/papers/{KEY}");
        let mut typed = paper("z");
        typed.retain(|(name, _)| *name != "valid_until");
        typed.push(("valid_until", "2026-11-15"));
        let wrong = manager.upload(&at, &at, &typed, ("scan", b"MZ\x90\x00\x03")).await;
        assert_eq!(wrong.status, 422);
        for told in ["等级不在可选范围内", "证书已经到期", "甲测资字51000001", "文件"] {
            assert!(wrong.body.contains(told), "{told}: {}", wrong.body);
        }
        assert_eq!(manager.upload(&at, &at, &paper("b"), ("scan", PNG)).await.status, 303);
        let second = format!("{items}/surveying-and-mapping/papers/00000000000000000000000000000002");
        assert_eq!(manager.upload(&second, &second, &paper("a"), ("scan", PNG)).await.status, 303);
        let list = manager.visitor.get(items).await.body;
        assert!(list.contains("乙级") && list.contains("甲级"), "{list}");
        assert_eq!(manager.visitor.post_from(&second, &format!("{second}/remove"), &[]).await.status, 303);
        assert!(!manager.visitor.get(items).await.body.contains("甲级"));
        assert_eq!(manager.visitor.get(&format!("{items}/surveying-and-mapping/papers/x")).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_organisations_with_one_code_exactly_one_is_listed() {
    for app in TestApp::on_both().await {
        let operator = app.staff(Role::Operator).await;
        let (one, two) = (app.agency("甲方测绘有限公司").await, app.agency("乙方测绘有限公司").await);
        file(&one, "甲方测绘有限公司", &uscc(7)).await;
        file(&two, "乙方测绘有限公司", &uscc(7)).await;
        let (a, b) = tokio::join!(submit(&one), submit(&two));
        assert_eq!((a.status, b.status), (303, 303));
        let first = format!("/operations/filings/{}", app.filing_of(&operator, "甲方测绘有限公司").await);
        let second = format!("/operations/filings/{}", app.filing_of(&operator, "乙方测绘有限公司").await);
        let warned = operator.visitor.get(&first).await.body;
        assert!(warned.contains("乙方测绘有限公司"), "the operator is told of the other: {warned}");
        let (a, b) = tokio::join!(operator.fill(&first, &[("finding", "pass")]), operator.fill(&second, &[("finding", "pass")]));
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422], "{}: {}{}", app.engine, a.body, b.body);
        assert!(app.visitor().get("/agencies").await.body.contains("1家机构符合"));
        let third = app.agency("丙方测绘有限公司").await;
        let told = third.fill("/agency/filing/basics", &basics("丙方测绘有限公司", &uscc(7))).await;
        assert!(told.status == 422 && told.body.contains("已由另一家机构入驻"), "{}", told.body);
        // The same representative is no bar, but the operator is told.
        file(&third, "丙方测绘有限公司", &uscc(8)).await;
        assert_eq!(submit(&third).await.status, 303);
        let at = format!("/operations/filings/{}", app.filing_of(&operator, "丙方测绘有限公司").await);
        assert!(operator.visitor.get(&at).await.body.contains("法定代表人同名"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_checks_the_own_filing_nor_sees_a_draft_or_scan_of_another() {
    let app = TestApp::start().await; // rights do not depend on the engine
    let (operator, manager, other) = (app.staff(Role::Operator).await, app.agency(NAME).await, app.agency("别家测绘有限公司").await);
    let clerk = app.signed(&manager.org, Role::Agency, MemberRank::Clerk).await;
    file(&manager, NAME, &uscc(1)).await;
    let id = app
        .app
        .db
        .read_now(|conn| {
            use diesel::prelude::*;
            use mingxuan::db::schema::agency_filings::dsl;
            Ok(dsl::agency_filings.select(dsl::id).first::<String>(conn)?)
        })
        .unwrap();
    let at = format!("/operations/filings/{id}");
    assert_eq!(operator.visitor.get(&at).await.status, 404, "a draft is its agency's alone");
    assert_eq!(submit(&manager).await.status, 303);
    for (who, wanted) in [(&manager, 403), (&clerk, 403), (&other, 403)] {
        let answer = who.visitor.post_from("/agency", &at, &[("finding", "pass")]).await;
        assert_eq!(answer.status, wanted, "{}", answer.body);
    }
    assert_eq!(clerk.visitor.get("/agency/filing").await.status, 403, "a manager files");
    assert_eq!(clerk.visitor.get("/agency").await.status, 200);
    let desk = operator.visitor.get(&at).await.body;
    let scan = desk.split(&format!("{at}/documents/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(manager.visitor.get(&format!("/agency/documents/{scan}")).await.status, 200);
    assert_eq!(other.visitor.get(&format!("/agency/documents/{scan}")).await.status, 404);
    assert!(app.visitor().get(&format!("/agency/documents/{scan}")).await.location.starts_with("/sign-in?to="));
    let shown = operator.visitor.get(&format!("{at}/documents/{scan}")).await;
    assert_eq!((shown.status, shown.headers["content-type"].to_str().unwrap()), (200, "image/png"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_is_warned_thirty_and_seven_days_before_a_certificate_ends() {
    for app in TestApp::on_both().await {
        let operator = app.staff(Role::Operator).await;
        let manager = app.passed_agency(&operator, NAME, &uscc(1)).await;
        let until = Day::parse(UNTIL).unwrap();
        app.at(until.start().plus(-31 * 86_400_000 + 20 * 3_600_000)).await;
        let count = |app: &TestApp| letters(app, &manager.id.to_string());
        assert_eq!(count(&app), 0);
        app.at(until.start().plus(-30 * 86_400_000 + 9 * 3_600_000)).await;
        assert_eq!(count(&app), 1, "{}", app.engine);
        app.at(until.at(9, 0)).await;
        assert_eq!(count(&app), 2);
        let page = format!("/agencies/{}", manager.org);
        assert!(app.visitor().get(&page).await.body.contains("0天后到期"));
        app.at(until.next().at(0, 1)).await;
        assert!(app.visitor().get(&page).await.body.contains("已到期，事项暂停"));
        let held = app.app.db.read_now(|conn| agencies::profile(conn, &agency_of(&manager.identity))).unwrap().held;
        let needed = mingxuan::market::catalogue::item("surveying-and-mapping").unwrap().entry_requirement().unwrap();
        assert!(needed.met_by(&held, until).is_ok() && needed.met_by(&held, until.next()).is_err());
    }
}

/// How many warnings an account was sent.
fn letters(app: &TestApp, account: &str) -> i64 {
    use diesel::prelude::*;
    use mingxuan::db::schema::mails::dsl;
    app.app
        .db
        .read_now(|conn| Ok(dsl::mails.filter(dsl::account_id.eq(account)).filter(dsl::subject.like("%到期%")).count().get_result(conn)?))
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_file_and_check_through_the_same_rules() {
    for app in TestApp::on_both().await {
        let operator = app.officer(Role::Operator, "林运营");
        let agency = app.api_agency("agency-api", NAME);
        let own = |method, path, body| crate::support::people::api(&app, Some(&agency), (method, path), body);
        let (status, blank) = own("GET", "/api/v1/agency/filing", serde_json::Value::Null).await;
        assert_eq!((status, blank["state"].as_str()), (200, Some("draft")), "{blank}");
        let put = async |draft: serde_json::Value| {
            let visitor = app.visitor();
            let (http, base) = visitor.raw();
            let sent = http.put(format!("{base}/api/v1/agency/filing")).bearer_auth(agency.token()).json(&draft).send().await.unwrap();
            (sent.status().as_u16(), sent.json::<serde_json::Value>().await.unwrap())
        };
        let (status, kept) = put(serde_json::json!({ "name": NAME, "uscc": "9151", "offers": [{ "item": "audit" }] })).await;
        assert_eq!((status, kept["draft"]["uscc"].as_str()), (200, Some("9151")), "{kept}");
        let faults: Vec<&str> = kept["faults"].as_array().unwrap().iter().filter_map(|fault| fault["field"].as_str()).collect();
        assert!(faults.contains(&"uscc") && faults.contains(&"item-audit"), "{faults:?}");
        let (status, told) = put(serde_json::json!({ "licence": "somebody-elses-scan" })).await;
        assert_eq!((status, told["error"]["fields"][0]["field"].as_str()), (422, Some("licence")), "{told}");
        assert_eq!(put(serde_json::json!({ "unknown": 1 })).await.0, 400);
        let (status, told) = own("POST", "/api/v1/agency/filing/submit", serde_json::json!({})).await;
        assert_eq!(status, 422, "{told}");
        assert!(told["error"]["fields"].as_array().unwrap().iter().any(|fault| fault["field"] == "uscc"), "{told}");
        let (status, body) = crate::support::people::api(&app, Some(&operator), ("GET", "/api/v1/filings"), serde_json::Value::Null).await;
        assert_eq!((status, body.as_array().map(Vec::len)), (200, Some(0)), "{body}");
        let (status, _) = own("GET", "/api/v1/filings", serde_json::Value::Null).await;
        assert_eq!(status, 403);
        let (status, list) = crate::support::people::api(&app, None, ("GET", "/api/v1/catalogue"), serde_json::Value::Null).await;
        assert_eq!((status, list["items"].as_array().map(Vec::len)), (200, Some(30)), "{list}");
    }
}
