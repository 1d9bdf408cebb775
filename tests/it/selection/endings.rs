//! Draws that do not end with a winner: too few sign-ups, a side that stays silent, an owner that terminates.

use diesel::prelude::*;
use mingxuan::db::schema::{draw_parties, witness_draws};
use mingxuan::domain::draw::{Document, DrawState, Notice};
use mingxuan::domain::project::ProjectState;
use mingxuan::domain::signup::SignupState;
use mingxuan::domain::time::MINUTE;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn too_few_are_extended_once_as_a_new_draw_and_two_are_enough_then() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let first = draw_of(&city, &project);
        all_sign_up(&city, 2, &project);
        let closes = at_deadline(&app, &city, &project).await;
        let second = draw_of(&city, &project);
        assert_eq!((state(&city, &first), second.as_str()), (DrawState::Lapsed, format!("{first}/x1").as_str()));
        assert!(document(&city, &first, "lapsed.txt").is_some() && document(&city, &first, "freeze.txt").is_none());
        let again = city.state(&project);
        assert_eq!((again.state, again.closes_at), (ProjectState::Open, closes.day().next().at(17, 0)), "{}", app.engine);
        let carried = city.asked(|conn| mingxuan::market::signups::active(conn, second.as_str()));
        assert_eq!(carried.len(), 2, "who signed up need not do it again");
        let before = city.asked(|conn| mingxuan::market::signups::of_draw(conn, first.as_str()));
        assert!(before.iter().all(|old| old.state == SignupState::Carried && carried.iter().all(|new| new.label != old.label)));
        at_deadline(&app, &city, &project).await;
        assert_eq!(own_troubles(&app), Vec::<String>::new());
        assert_eq!((state(&city, &second), city.state(&project).state.is_over()), (DrawState::Decided, false));
        assert_eq!(verified(&bundle(&city, &second)).0, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_few_after_the_extension_fail_the_project() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        all_sign_up(&city, 1, &project);
        at_deadline(&app, &city, &project).await;
        at_deadline(&app, &city, &project).await;
        let over = city.state(&project);
        assert_eq!((over.state, over.end_reason.as_str()), (ProjectState::Failed, "too-few"), "{}", app.engine);
        assert_eq!(state(&city, &draw_of(&city, &project)), DrawState::Lapsed);
        assert!(app.letters().iter().any(|(to, subject)| to == "agency1@city.example" && subject.contains("报名不足")));
        assert_eq!(own_troubles(&app), Vec::<String>::new());
    }
}

/// The witness loses its store: it can neither check nor reveal.
async fn witness_forgets(app: &TestApp, draw: &DrawId) {
    let id = draw.to_string();
    let forget = move |conn: &mut mingxuan::db::DbConn| {
        diesel::delete(witness_draws::table.filter(witness_draws::draw_id.eq(id))).execute(conn)?;
        Ok(())
    };
    app.app.db.write(forget).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_officer_voids_the_draw_publicly_and_it_is_drawn_again_once() {
    for app in TestApp::on_both().await {
        let _office = watchers(&app).await;
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let first = draw_of(&city, &project);
        all_sign_up(&city, 3, &project);
        witness_forgets(&app, &first).await;
        let closes = at_deadline(&app, &city, &project).await;
        assert_eq!(state(&city, &first), DrawState::Frozen);
        app.at(closes.plus(18 * MINUTE)).await;
        assert!(progress(&city, &first).platform_revealed, "the platform is not made silent by the officer");
        app.at(closes.plus(20 * MINUTE)).await;
        assert_eq!(state(&city, &first), DrawState::Void, "{}", app.engine);
        let void = document(&city, &first, "void.txt").unwrap();
        assert!(void.ends_with("withheld officer:witness\n"), "{void}");
        assert_eq!(verified(&bundle(&city, &first)).0, 0);
        assert!(app.letters().iter().filter(|(_, subject)| subject.contains("抽取作废")).count() >= 2);
        let second = draw_of(&city, &project);
        assert_eq!(second.as_str(), format!("{first}/r1"));
        assert_eq!(city.asked(|conn| mingxuan::market::signups::active(conn, second.as_str())).len(), 3);
        witness_forgets(&app, &second).await;
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(18 * MINUTE)).await;
        app.at(closes.plus(20 * MINUTE)).await;
        let over = city.state(&project);
        assert_eq!((over.state, over.end_reason.as_str()), (ProjectState::Failed, "void-twice"));
        assert_eq!(own_troubles(&app), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_platforms_own_silence_the_next_draw_has_a_beacon_it_cannot_veto() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 3, &project);
        let id = draw.to_string();
        let lose = move |conn: &mut mingxuan::db::DbConn| {
            let own = draw_parties::table.find((id.as_str(), "platform"));
            diesel::update(own).set(draw_parties::secret.eq("00")).execute(conn)?;
            Ok(())
        };
        app.app.db.write(lose).await.unwrap();
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(20 * MINUTE)).await;
        let void = document(&city, &draw, "void.txt").unwrap();
        assert!(void.ends_with("withheld platform\n"), "{void}");
        let second = draw_of(&city, &project);
        assert_eq!((city.state(&project).state, second.as_str()), (ProjectState::Open, format!("{draw}/r1").as_str()), "{}", app.engine);
        let notice = Notice::parse(document(&city, &second, "notice.txt").unwrap()).unwrap();
        let round = notice.beacon.expect("policy: a beacon after the platform's silence");
        assert!(round.time() >= notice.reveal_by.plus(10 * MINUTE));
        assert_eq!(Notice::parse(document(&city, &draw, "notice.txt").unwrap()).unwrap().beacon, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminated_project_is_not_drawn_and_its_secrets_stay_closed() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 3, &project);
        let closes = city.state(&project).closes_at;
        let (shared, owner, id) = (app.app.clone(), city.owner.clone(), project.clone());
        app.app.db.write(move |conn| mingxuan::market::projects::terminate(conn, &shared, &owner, &id, "资金未落实")).await.unwrap();
        app.at(closes.plus(20 * MINUTE)).await;
        assert_eq!((state(&city, &draw), document(&city, &draw, "freeze.txt")), (DrawState::Lapsed, None), "{}", app.engine);
        assert!(document(&city, &draw, "lapsed.txt").is_some());
        let letters = app.letters();
        assert!((1..=3).all(|n| letters.iter().any(|(to, subject)| *to == format!("agency{n}@city.example") && subject.contains("终止"))));
        assert_eq!(own_troubles(&app), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn late_commitments_alert_the_office_and_nothing_goes_on_without_them() {
    let app = TestApp::start().await; // Who is told, and when, does not depend on the engine.
    let _office = watchers(&app).await;
    let city = city(&app, 3);
    let project = tokio::task::block_in_place(|| city.project(Vec::new()));
    // The draw exists and the officer was asked, but its answer is lost on the way: as if it had never come.
    let began = app.now();
    app.work().await;
    let draw = draw_of(&city, &project);
    assert!(Notice::parse(document(&city, &draw, "notice.txt").unwrap()).is_ok());
    let (shared, id) = (app.app.clone(), draw.to_string());
    let nothing = app.app.db.write(move |conn| selection::service::commitments_late(conn, &shared, &id)).await;
    assert!(nothing.is_ok() && !app.letters().iter().any(|(_, subject)| subject.contains("尚未作出承诺")), "a published draw is not late");
    let id = draw.to_string();
    let back = move |conn: &mut mingxuan::db::DbConn| {
        use mingxuan::db::schema::{draws, projects};
        diesel::update(draws::table.find(&id)).set(draws::state.eq("requested")).execute(conn)?;
        diesel::update(projects::table).set(projects::state.eq("awaiting-commitments")).execute(conn)?;
        Ok(())
    };
    app.app.db.write(back).await.unwrap();
    app.at(began.plus(30 * MINUTE)).await;
    assert_eq!(app.letters().iter().filter(|(_, subject)| subject.contains("尚未作出承诺")).count(), 3, "two operators and a supervisor");
    assert_eq!(state(&city, &draw), DrawState::Requested);
}
