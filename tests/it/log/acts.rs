//! One's own acts with their receipts: everybody's own, sealed ones too, and nobody else's.

use mingxuan::domain::log::Trusted;
use mingxuan::verify::{PASSED, verify_under};

use super::{keys, settle};
use crate::selection::{city, open_project};
use crate::support::TestApp;
use crate::support::people::Person;

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
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &newest.body).unwrap();
        let mut said = Vec::new();
        let code = verify_under(file.path(), &Trusted { logs: keys(&app.app), witnesses: Vec::new() }, &mut said);
        assert_eq!(code, PASSED, "{}", String::from_utf8_lossy(&said));
        assert_eq!(other.get(own[0]).await.status, 404, "nobody else's");
        assert!(!other.get("/account/acts").await.body.contains("撤回报名"));
    }
}
