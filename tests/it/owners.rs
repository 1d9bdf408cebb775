//! An owner comes in, is returned, mends and passes.

use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::market::owners::{self, owner_of};

use crate::support::TestApp;
use crate::support::filings::PNG;

const NAME: &str = "临澄市教育局";
const CODE: &str = "11511700009990012X";

fn facts<'a>(code: &'a str, go: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("uscc", code),
        ("name", NAME),
        ("kind", "organ"),
        ("address", "文华路1号<i>"),
        ("legal_representative", "陆知行"),
        ("contact_name", "周宁"),
        ("contact_phone", "0818-2123456"),
        ("complaint_phone", "0818-2123457"),
        ("committed", "yes"),
        ("go", go),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_is_returned_mends_and_is_approved() {
    for app in TestApp::on_both().await {
        let (operator, manager) = (app.staff(Role::Operator).await, app.owner(NAME).await);
        let at = "/owner/filing";
        let draft = manager.fill(at, &[("uscc", "11"), ("go", "save")]).await;
        assert_eq!((draft.status, draft.location.as_str()), (303, "/owner"), "a draft is not judged");
        let wrong = manager.fill(at, &facts("115117000099900121", "submit")).await;
        assert!(
            wrong.status == 422 && wrong.body.contains("末位校验不通过") && wrong.body.contains("文华路1号&#60;i&#62;"),
            "{}",
            wrong.body
        );
        let sent = manager.upload(at, at, &facts(CODE, "submit"), ("certificate", PNG)).await;
        assert_eq!((sent.status, sent.location.as_str()), (303, "/owner"), "{}: {}", app.engine, sent.body);
        let id = owner_of(&manager.identity);
        assert!(app.app.db.read_now(|conn| owners::profile(conn, &id)).is_err(), "not before the check");
        let check = format!("/operations/owner-filings/{}", app.filing_of(&operator, NAME).await);
        assert!(operator.visitor.get(&check).await.body.contains("<img class=\"scan\""));
        assert_eq!(manager.visitor.post_from("/owner", &check, &[("finding", "pass")]).await.status, 403);
        assert_eq!(operator.fill(&check, &[("finding", "return"), ("r-address", "与证书不符")]).await.status, 303);
        app.work().await;
        assert!(manager.visitor.get(at).await.body.contains("与证书不符"));
        assert_eq!(manager.fill(at, &facts(CODE, "submit")).await.status, 303, "the scan is still there");
        let check = format!("/operations/owner-filings/{}", app.filing_of(&operator, NAME).await);
        assert_eq!(operator.fill(&check, &[("finding", "pass")]).await.status, 303);
        let profile = app.app.db.read_now(|conn| owners::profile(conn, &id)).unwrap();
        assert!(profile.may_post() && profile.uscc.as_str() == CODE);
        assert!(manager.visitor.get("/owner").await.body.contains("可以发布项目"));
        let second = app.owner("另一教育局").await;
        let taken = second.upload(at, at, &facts(CODE, "submit"), ("certificate", PNG)).await;
        assert!(taken.status == 422 && taken.body.contains("已由另一家单位入驻"), "{}", taken.body);
        assert!(app.troubles().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filing_that_is_late_stands_first_in_the_operators_list() {
    let app = TestApp::start().await; // the order is made in the program
    let (operator, manager) = (app.staff(Role::Operator).await, app.owner(NAME).await);
    let at = "/owner/filing";
    assert_eq!(manager.upload(at, at, &facts(CODE, "submit"), ("certificate", PNG)).await.status, 303);
    let clerk = app.signed(&manager.org, Role::Owner, MemberRank::Clerk).await;
    assert_eq!((clerk.visitor.get("/owner").await.status, clerk.visitor.get(at).await.status), (200, 403));
    let soon = operator.visitor.get("/operations/filings?kind=owners").await.body;
    assert!(soon.contains(NAME) && !soon.contains("class=\"late\""), "{soon}");
    // Monday's filing is due at the end of Wednesday.
    app.at(mingxuan::domain::time::Day::of(2026, 11, 19).unwrap().at(0, 0)).await;
    let operator = app.staff(Role::Operator).await;
    let late = operator.visitor.get("/operations/filings").await.body;
    assert!(late.contains("class=\"late\"") && late.contains("已超期（1）"), "{late}");
    assert_eq!(manager.visitor.get("/operations/filings").await.status, 303, "the old session is over");
}
