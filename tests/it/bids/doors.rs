//! The page, the program and the JSON door by which an agency seals.

use mingxuan::domain::bid::Sheet;
use mingxuan::platform::auth::session::{self, Lifetimes, Opening as Session};
use serde_json::json;

use super::*;
use crate::support::app::Visitor;
use crate::support::program::Program;

pub fn browser(app: &TestApp, city: &City, agency: usize) -> Visitor {
    let (account, now) = (city.agencies[agency].account.clone(), app.now());
    let opening = Session { lifetimes: Lifetimes { whole: 3_600_000, idle: 3_600_000 }, second_factor: true, device: "test" };
    let token = tokio::task::block_in_place(|| city.app.db.write_now(move |conn| session::open(conn, now, &account, opening))).unwrap();
    app.in_session(&token)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_typed_without_a_script_is_judged_said_in_words_and_sealed() {
    for app in TestApp::on_both().await {
        let city = city(&app, 1);
        let project = quoted_project(&app, &city).await;
        let signup = signed_up(&city, 0, &project);
        let (browser, at) = (browser(&app, &city, 0), format!("/signups/{}/quote", signup.id));
        let page = browser.get(&at).await;
        assert!(page.body.contains("平台会先看到报价"), "the form says plainly who sees the quote");
        assert!(page.body.contains("人民币玖万捌仟元整"), "the cap in words");
        for (typed, told) in [
            ("0", "零"),
            ("-5", "负"),
            ("1.234", "小数"),
            ("9.8万", "98000"),
            ("98000元", "98000"),
            ("98000.01", "最高限价"),
            ("九万", "不能"),
            ("", "报价"),
        ] {
            let answer = browser.post_from(&at, &format!("{at}/typed"), &[("amount", typed), ("days", ""), ("confirmed", "")]).await;
            assert!(answer.status == 422 && answer.body.contains(told), "{typed}: {} {}", answer.status, answer.body);
            assert!(typed.is_empty() || answer.body.contains(typed), "what was typed stays: {typed}");
        }
        let asked =
            browser.post_from(&at, &format!("{at}/typed"), &[("amount", "９６，５００．５"), ("days", "30"), ("confirmed", "")]).await;
        assert!(asked.body.contains("人民币玖万陆仟伍佰元伍角整"), "{}", asked.body);
        assert!(
            city.asked(|conn| bids::sealed(conn, &draw_of(&city, &project))).unwrap().is_empty(),
            "nothing is sealed before it is confirmed"
        );
        let fields = [("amount", "９６，５００．５"), ("days", "30"), ("confirmed", "9650050-30")];
        let sent = browser.post_from(&at, &format!("{at}/typed"), &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        assert!(browser.get(&at).await.body.contains("平台代为密封"));
        let receipt = browser.get(&format!("{at}/receipt")).await.body;
        assert!(receipt.contains("bid/v1 envelope") && !receipt.contains("9650050"), "{receipt}");
        at_deadline(&app, &city, &project).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_seals_by_the_sheet_and_the_page_takes_what_it_writes() {
    let app = TestApp::start().await; // The program touches no database.
    let city = city(&app, 2);
    let project = quoted_project(&app, &city).await;
    let (signup, other) = (signed_up(&city, 0, &project), signed_up(&city, 1, &project));
    let (browser, at) = (browser(&app, &city, 0), format!("/signups/{}/quote", signup.id));
    let folder = tempfile::tempdir().unwrap();
    let sheet = browser.get(&format!("{at}/sheet")).await.body;
    assert_eq!(serde_json::from_str::<Sheet>(&sheet).unwrap().most, 9_800_000);
    std::fs::write(folder.path().join("sheet.json"), sheet).unwrap();
    for wrong in ["0", "98000.01", "9.8万", "1.234"] {
        let (code, said) = Program::run(folder.path(), &["seal", "sheet.json", "--quote", wrong]);
        assert!(code == 2 && said.contains(wrong), "{wrong}: {code} {said}");
    }
    let (code, said) = Program::run(folder.path(), &["seal", "sheet.json", "--quote", "96500.50", "--days", "30"]);
    assert!(code == 0 && said.contains("人民币玖万陆仟伍佰元伍角整"), "{said}");
    let name = |kind: &str, end: &str| folder.path().join(format!("{kind}-{}.{end}", &signup.label[2..10]));
    let sealed = std::fs::read_to_string(name("sealed", "txt")).unwrap();
    let (code, _) = Program::run(folder.path(), &["seal", "sheet.json", "--quote", "1"]);
    assert_eq!(code, 2, "what was written before is not overwritten");
    let answer = browser.post_from(&at, &at, &[("sealed", &sealed)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    for (broken, told) in [("", "没有收到"), ("hello", "读不出"), (&*sealed.replace("object entry", "object file:1"), "另一个项目")]
    {
        let answer = browser.post_from(&at, &at, &[("sealed", broken)]).await;
        assert!(answer.status == 422 && answer.body.contains(told), "{told}: {}", answer.body);
    }
    let foreign = browser.get(&format!("/signups/{}/quote", other.id)).await;
    assert_eq!(foreign.status, 404, "another agency's sign-up");
    let body = json!({ "sealed": sealed });
    let unsigned = reqwest::Client::new().put(format!("{}/api/v1/signups/{}/entry", app.base, signup.id)).json(&body).send().await.unwrap();
    assert_eq!(unsigned.status(), 401);
}
