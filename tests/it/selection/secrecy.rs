//! What nobody may know before its time: secrets before the reveal, names before the opening, and losers ever.

use diesel::prelude::*;
use mingxuan::db::schema::{draw_parties, log_documents, log_pending, witness_draws};
use mingxuan::platform::keys::Purpose;

use super::*;
use crate::support::city::{agency_name, code};

/// The secrets of both sides, which only the test opens.
fn secrets(city: &City, draw: &DrawId) -> [String; 2] {
    let keys = &city.app.keys;
    let (own, of_officer): (String, String) = city.asked(|conn| {
        let own = draw_parties::table.find((draw.as_str(), "platform")).select(draw_parties::secret).first(conn)?;
        Ok((own, witness_draws::table.find((draw.as_str(), "witness")).select(witness_draws::secret).first(conn)?))
    });
    [
        keys.open_text(Purpose::Rows, &format!("draw {draw} platform"), &own).unwrap(),
        keys.open_text(Purpose::Witness, &format!("officer:witness {draw}"), &of_officer).unwrap(),
    ]
}

/// Everything the database says in clear: every table of a backup.
fn everything(city: &City) -> String {
    let mut all = String::new();
    city.asked(|conn| {
        for table in mingxuan::db::rows::TABLES {
            mingxuan::db::rows::each_line(conn, table, |line| {
                all.push_str(line);
                Ok(())
            })?;
        }
        Ok(())
    });
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_lies_in_clear_before_it_is_revealed() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 3, &project);
        let both = secrets(&city, &draw);
        let before = everything(&city);
        assert!(both.iter().all(|secret| !before.contains(secret)), "{}", app.engine);
        at_deadline(&app, &city, &project).await;
        let after = everything(&city);
        assert!(both.iter().all(|secret| after.contains(secret)), "the search finds what is there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_neither_who_signed_up_nor_for_what() {
    let app = TestApp::start().await; // The bytes of the log do not depend on the engine.
    let city = city(&app, 3);
    let project = open_project(&app, &city).await;
    let number = city.state(&project).number;
    all_sign_up(&city, 3, &project);
    let received: Vec<String> = city.asked(|conn| {
        let sealed = log_pending::table.inner_join(log_documents::table.on(log_documents::id.eq(log_pending::id)));
        Ok(sealed.filter(log_documents::kind.eq("entry.received")).select(log_pending::body).load(conn)?)
    });
    assert_eq!(received.len(), 3);
    for entry in received {
        assert!(!entry.contains(&number) && (1..=3).all(|n| !entry.contains(&code(n))) && entry.contains("body salted "), "{entry}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn public_pages_name_the_winner_and_no_loser() {
    for app in TestApp::on_both().await {
        let city = city(&app, 4);
        let project = open_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let blank = app.visitor().get(&format!("/draws/{draw}")).await;
        all_sign_up(&city, 4, &project);
        let signed_up = app.visitor().get(&format!("/draws/{draw}")).await;
        assert_eq!((blank.status, &blank.body), (200, &signed_up.body), "four sign-ups change not a byte");
        at_deadline(&app, &city, &project).await;
        let opened = document(&city, &draw, "opened.txt").unwrap();
        for path in [format!("/draws/{draw}"), "/results".to_owned(), format!("/api/v1/draws/{draw}")] {
            let page = app.visitor().get(&path).await.body;
            let named: Vec<usize> = (1..=4).filter(|n| page.contains(&agency_name(*n)) || page.contains(&code(*n))).collect();
            assert!(named.len() == 1 && opened.contains(&code(named[0])), "{path}: {named:?}");
        }
    }
}
