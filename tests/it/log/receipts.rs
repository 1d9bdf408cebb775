//! Receipts: what an agency holds in its hand, checked without the market.

use mingxuan::domain::log::{Trusted, VerifierKey};
use mingxuan::platform::log::Key;
use mingxuan::verify::{INCOMPLETE, PASSED, WRONG, verify_under};
use serde_json::Value;

use super::{keys, settle};
use crate::selection::{all_sign_up, city, open_project};
use crate::support::TestApp;

fn says(receipt: &Value, key: Option<&VerifierKey>) -> (u8, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), receipt.to_string()).unwrap();
    let mut said = Vec::new();
    let code = verify_under(file.path(), &Trusted { logs: key.cloned().into_iter().collect(), witnesses: Vec::new() }, &mut said);
    (code, String::from_utf8(said).unwrap())
}

/// The receipt of the only sign-up there is.
fn receipt(app: &TestApp) -> Value {
    use diesel::prelude::*;
    use mingxuan::db::schema::signups;
    use mingxuan::market::signups::receipt_file;
    let id: String = app.app.db.read_now(|conn| Ok(signups::table.select(signups::id).first(conn)?)).unwrap();
    serde_json::to_value(app.app.db.read_now(|conn| receipt_file(conn, app.now(), &id)).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_proves_the_sign_up_and_a_changed_one_does_not() {
    for app in TestApp::on_both().await {
        let city = city(&app, 1);
        let project = open_project(&app, &city).await;
        all_sign_up(&city, 1, &project);
        let early = receipt(&app);
        assert_eq!(says(&early, None).0, INCOMPLETE, "no head covers it yet");
        settle(&app.app).await;
        let good = receipt(&app);
        let key = keys(&app.app).pop().unwrap();
        assert_eq!(says(&good, None).0, PASSED, "{}", says(&good, None).1);
        assert_eq!(says(&good, Some(&key)).0, PASSED);
        let stranger = Key::fresh(key.name(), [9; 32]).0.public().clone();
        assert_eq!(says(&good, Some(&stranger)).0, WRONG);
        for (field, from, to) in [
            ("document", "signup", "SIGNUP"),
            ("document", "label b-", "label b_"),
            ("salt", "", "00"),
            ("entry", "entry.received", "entry.receive"),
            ("entry", "at 2", "at 3"),
            ("proof", "index ", "index 1"),
            ("proof", "localhost/audit\n", "localhost/other\n"),
            ("proof", "=", "A="),
            ("proof", "c2sp.org", "c2sp.com"),
        ] {
            let mut bad = good.clone();
            let text = bad[field].as_str().unwrap().to_owned();
            bad[field] = if from.is_empty() { format!("{to}{}", &text[2..]).into() } else { text.replacen(from, to, 1).into() };
            assert_ne!(bad, good, "{field} {from}");
            let (code, said) = says(&bad, Some(&key));
            assert_eq!(code, WRONG, "{field} {from}: {said}");
        }
    }
}
