//! One's own acts with their receipts: everybody's own, sealed ones too, and nobody else's.

use diesel::prelude::*;
use mingxuan::db::schema::accounts;
use mingxuan::domain::log::Trusted;
use mingxuan::domain::role::Role;
use mingxuan::verify::{PASSED, verify_under};

use super::{keys, settle};
use crate::selection::{city, open_project};
use crate::support::TestApp;
use crate::support::people::Person;

/// Whether a receipt convinces somebody who knows the log's key and nothing else.
fn holds(app: &TestApp, receipt: &str) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), receipt).unwrap();
    let mut said = Vec::new();
    let code = verify_under(file.path(), &Trusted { logs: keys(&app.app), witnesses: Vec::new() }, &mut said);
    assert_eq!(code, PASSED, "{}", String::from_utf8_lossy(&said));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_has_a_receipt_too_and_only_its_author_gets_it() {
    for app in TestApp::on_both().await {
        let city = city(&app, 2);
        let project = open_project(&app, &city).await;
        tokio::task::block_in_place(|| {
            let signup = city.signs_up(0, &project).unwrap();
            city.withdraws(0, &signup).unwrap();
        });
        settle(&app.app).await;
        let browser = |n: usize| {
            let who = &city.agencies[n];
            tokio::task::block_in_place(|| app.browser(&Person { account: who.account.to_string(), org: who.org.to_string() }))
        };
        let (author, other) = (browser(0), browser(1));
        let page = author.get("/account/acts").await.body;
        let own: Vec<&str> =
            page.split("href=\"").filter_map(|part| part.split('"').next()).filter(|href| href.ends_with("/receipt")).collect();
        assert_eq!(page.matches("报名、更换承诺或撤回报名").count() / 2, 2, "{}: {page}", app.engine);
        let newest = author.get(own[0]).await;
        assert!(newest.status == 200 && newest.body.contains("draw/v1 withdrawal"), "{}", newest.body);
        holds(&app, &newest.body);
        assert_eq!(other.get(own[0]).await.status, 404, "nobody else's");
        assert!(!other.get("/account/acts").await.body.contains("撤回报名"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_up_or_decides_against_somebody_gets_the_receipt_by_mail() {
    for app in TestApp::on_both().await {
        let city = city(&app, 1);
        let project = open_project(&app, &city).await;
        tokio::task::block_in_place(|| {
            let signup = city.signs_up(0, &project).unwrap();
            city.withdraws(0, &signup).unwrap();
        });
        let (admin, supervisor) = (app.staff(Role::Administrator).await, app.staff(Role::Supervisor).await);
        let other = app.staff(Role::Operator).await;
        let email: String = tokio::task::block_in_place(|| {
            city.asked(|conn| Ok(accounts::table.find(other.id.to_string()).select(accounts::email).first(conn)?))
        });
        let wish = [("email", &*email), ("ground", "past")];
        assert_eq!(admin.visitor.post_from("/erasures", "/erasures", &wish).await.status, 303);
        app.work().await;
        let sent = app.receipts();
        let about = |subject: &str, document: &str| {
            let found: Vec<_> = sent.iter().filter(|(title, file)| title.contains(subject) && file.contains(document)).collect();
            assert!(!found.is_empty(), "{}: {subject}: {sent:?}", app.engine);
            found.iter().for_each(|(_, receipt)| holds(&app, receipt));
        };
        about("报名成功", "draw/v1 signup");
        about("已撤回报名", "draw/v1 withdrawal");
        about("回执：", "market/v1 erasure");
        // What its author is told waits among their own acts; the letter itself holds no file that somebody else could read there.
        assert!(!supervisor.visitor.get("/account/mails").await.body.contains("market/v1 erasure"));
    }
}
