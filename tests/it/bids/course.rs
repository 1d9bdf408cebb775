//! The way of an opening that goes well.

use mingxuan::domain::draw::{Freeze, Status};
use mingxuan::domain::time::MINUTE;

use super::*;
use crate::selection::document;

#[tokio::test(flavor = "multi_thread")]
async fn quotes_are_sealed_replaced_closed_opened_and_anybody_can_open_them_again() {
    for app in TestApp::on_both().await {
        let city = city(&app, 5);
        let project = quoted_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let committee = committee(&city, &draw);
        assert!(committee.is_named_by(&document(&city, &draw, "about.txt").unwrap()), "the notice fixes to whom is sealed");
        let signups: Vec<Signup> = (0..5).map(|agency| signed_up(&city, agency, &project)).collect();
        for (agency, fen) in [(0, 9_000_000), (1, 8_000_000), (2, 7_000_000), (2, 7_500_000)] {
            let (sealed, _) = sealed(&committee, &signups[agency].label, fen);
            brings(&city, agency, &signups[agency], &sealed).unwrap();
        }
        // The fourth brings one and withdraws; the fifth brings none.
        brings(&city, 3, &signups[3], &sealed(&committee, &signups[3].label, 1).0).unwrap();
        tokio::task::block_in_place(|| city.withdraws(3, &signups[3]).unwrap());
        assert!(city.asked(|conn| service::opening(conn, &draw)).is_none(), "before the deadline nothing is said");
        let closes = at_deadline(&app, &city, &project).await;
        assert!(opening(&city, &draw).is_none(), "who is excluded may object before anything is revealed or opened");
        app.at(closes.plus(10 * MINUTE)).await;
        assert_eq!(app.troubles().len(), 0, "{:?}", app.troubles());

        let freeze = Freeze::parse(document(&city, &draw, "freeze.txt").unwrap()).unwrap();
        let status = |label: &str| freeze.entry(&Label::parse(label).unwrap()).map(|(_, entry)| entry.status);
        assert_eq!(status(&signups[0].label), Some(Status::In));
        assert_eq!(status(&signups[4].label), Some(Status::Out), "without a quote");
        assert_eq!(status(&signups[3].label), None);
        let lines: Vec<String> = (0..3).map(|agency| published(&city, &draw, &signups[agency].label)).collect();
        assert_eq!(lines, ["amount-fen 9000000", "amount-fen 8000000", "amount-fen 7500000"], "{}", app.engine);
        assert_eq!(opening(&city, &draw).unwrap().lines.len(), 3);

        app.at(closes.plus(60 * MINUTE)).await;
        let chosen = city.state(&project);
        assert_eq!(chosen.state, ProjectState::Selected, "{}", app.engine);
        let bundle = bundle(&city, &draw);
        let (exit, said) = verified(&bundle);
        assert_eq!(exit, 0, "{said}");
        assert!(said.contains("3 opened again"), "{said}");
        let opened = document(&city, &draw, "opened.txt").unwrap();
        assert!(opened.contains(&signups[2].label), "the lowest price is chosen: {opened}");
        let page = app.visitor().get(&format!("/draws/{draw}/opening")).await;
        assert!(page.body.contains("人民币玖万元整") && page.body.contains(&signups[1].label), "{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_openings_at_once_are_one() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = quoted_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let committee = committee(&city, &draw);
        for agency in 0..3 {
            let signup = signed_up(&city, agency, &project);
            brings(&city, agency, &signup, &sealed(&committee, &signup.label, 5_000_000).0).unwrap();
        }
        app.set_clock(city.state(&project).closes_at);
        mingxuan::market::selection::jobs::close(&app.app, draw.as_str()).await.unwrap();
        mingxuan::market::selection::jobs::advance(&app.app, draw.as_str()).await.unwrap();
        // Every step may be begun by any number of workers, and again after a crash.
        let opens = || bids::jobs::open(&app.app, draw.as_str());
        let all = tokio::join!(opens(), opens(), opens(), opens());
        for one in [all.0, all.1, all.2, all.3] {
            assert!(one.is_ok() || matches!(one, Err(mingxuan::error::Error::Conflict)), "{one:?}");
        }
        app.work().await;
        assert_eq!(opening(&city, &draw).unwrap().lines.len(), 3, "{}", app.engine);
        let kinds = ["bid.close", "bid.states", "bid.opening"].map(|kind| logged(&city, kind));
        assert_eq!(kinds, [1, 1, 1], "{}", app.engine);
    }
}

fn logged(city: &City, kind: &str) -> i64 {
    use diesel::prelude::*;
    use mingxuan::db::schema::log_documents;
    city.asked(|conn| Ok(log_documents::table.filter(log_documents::kind.eq(kind)).count().get_result(conn)?))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_at_the_deadline_is_late_and_what_fits_nowhere_is_not_taken() {
    let app = TestApp::start().await; // The rules are the domain's, the same on both engines.
    let city = city(&app, 2);
    let project = quoted_project(&app, &city).await;
    let committee = committee(&city, &draw_of(&city, &project));
    let (own, other) = (signed_up(&city, 0, &project), signed_up(&city, 1, &project));
    let (mine, _) = sealed(&committee, &own.label, 100);
    let refused = |error: mingxuan::error::Error| format!("{error:?}");
    assert!(refused(brings(&city, 1, &own, &mine).unwrap_err()).contains("NotFound"), "another agency's sign-up");
    let elsewhere = sealed(&committee, &other.label, 100).0;
    assert!(refused(brings(&city, 0, &own, &elsewhere).unwrap_err()).contains("bids-misfit-elsewhere"));
    let mut cut = mine.clone();
    cut.envelope.shares.pop();
    assert!(refused(brings(&city, 0, &own, &cut).unwrap_err()).contains("bids-misfit-committee"));
    let mut torn = mine.clone();
    torn.payload.pop();
    assert!(refused(brings(&city, 0, &own, &torn).unwrap_err()).contains("bids-misfit-payload"));
    app.set_clock(city.state(&project).closes_at.plus(-1));
    brings(&city, 0, &own, &mine).unwrap();
    app.set_clock(city.state(&project).closes_at);
    assert!(refused(brings(&city, 0, &own, &mine).unwrap_err()).contains("signups-too-late"));
}
