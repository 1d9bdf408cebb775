//! The monitor, against a market that is honest and against markets that are not.

use std::path::Path;

use diesel::connection::SimpleConnection;
use mingxuan::domain::event::Kind;
use mingxuan::domain::log::{Trusted, VerifierKey};
use mingxuan::monitor::{self, Alarm, Report, Trouble};
use mingxuan::platform::audit::{self, Act, Actor, Thing, Visibility};
use mingxuan::platform::log::Key;

use super::{happens, keys, settle};
use crate::selection::{all_sign_up, at_deadline, city, draw_of, open_project};
use crate::support::TestApp;

async fn look(app: &TestApp, state: &Path, key: Option<&VerifierKey>) -> Result<Report, Trouble> {
    let trusted = Trusted { logs: key.cloned().into_iter().collect(), witnesses: Vec::new() };
    monitor::look(&app.base.parse().unwrap(), state, &trusted).await
}

fn alarm(outcome: Result<Report, Trouble>) -> Alarm {
    assert_eq!(monitor::code(&outcome), 1, "{outcome:?}");
    let line = monitor::line(&outcome);
    assert!(line.starts_with("ALARM") && !line.contains('\n'), "{line}");
    match outcome {
        Err(Trouble::Alarm(alarm)) => alarm,
        other => panic!("{other:?}"),
    }
}

/// A market in which a draw was decided, and the draw's id.
async fn decided(app: &TestApp) -> String {
    let city = city(app, 3);
    let project = open_project(app, &city).await;
    let draw = draw_of(&city, &project);
    all_sign_up(&city, 3, &project);
    at_deadline(app, &city, &project).await;
    settle(&app.app).await;
    draw.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_honest_market_gives_no_alarm_and_its_draws_are_checked_once() {
    for app in TestApp::on_both().await {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.json");
        assert!(matches!(look(&app, &state, None).await, Err(Trouble::Unknown(_))), "{}: nothing is published yet", app.engine);
        decided(&app).await;
        let first = look(&app, &state, None).await.unwrap();
        assert!(first.trusted_at_first_sight && first.draws == 1 && first.new == first.size, "{first:?}");
        happens(&app.app, 0..700);
        settle(&app.app).await;
        let second = look(&app, &state, None).await.unwrap();
        assert_eq!((second.trusted_at_first_sight, second.draws, second.new), (false, 0, second.size - first.size));
        let third = look(&app, &state, Some(&keys(&app.app)[0])).await.unwrap();
        assert_eq!((third.new, monitor::code(&Ok(third.clone()))), (0, 0));
        assert!(monitor::line(&Ok(third)).starts_with("OK"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_was_rolled_back_or_written_anew_is_noticed() {
    for (app, restored) in TestApp::on_both().await.into_iter().zip(TestApp::on_both().await) {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.json");
        happens(&app.app, 0..40);
        settle(&app.app).await;
        look(&app, &state, None).await.unwrap();
        // The same market as a backup from yesterday: the same key, the same beginning, and then another history.
        std::fs::copy(app.app.config.log_key_file(), restored.app.config.log_key_file()).unwrap();
        happens(&restored.app, 0..30);
        settle(&restored.app).await;
        let before = std::fs::read(&state).unwrap();
        assert_eq!(alarm(look(&restored, &state, None).await), Alarm::Shrank { seen: 40, now: 30 }, "{}", app.engine);
        happens(&restored.app, 50..60);
        settle(&restored.app).await;
        assert_eq!(alarm(look(&restored, &state, None).await), Alarm::Changed { size: 40 });
        happens(&restored.app, 60..400);
        settle(&restored.app).await;
        assert_eq!(alarm(look(&restored, &state, None).await), Alarm::Changed { size: 380 });
        assert_eq!(std::fs::read(&state).unwrap(), before, "an alarm stays until somebody has dealt with it");
        look(&app, &state, None).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_freeze_and_a_second_seed_are_reported_whatever_they_say() {
    for (app, kind) in TestApp::on_both().await.into_iter().zip([Kind::DrawFreeze, Kind::DrawSeed]) {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.json");
        let draw = decided(&app).await;
        look(&app, &state, None).await.unwrap();
        let (shared, id) = (app.app.clone(), draw.clone());
        let again = move |conn: &mut mingxuan::db::DbConn| {
            let (actor, thing) = (Actor::platform(), Thing::open("draw", id));
            let act = Act { kind, actor: &actor, thing, document: "once more\n".into(), visibility: Visibility::Public };
            audit::record(conn, shared.clock.now(), act).map(drop)
        };
        app.app.db.write(again).await.unwrap();
        settle(&app.app).await;
        let found = alarm(look(&app, &state, None).await);
        assert!(matches!(&found, Alarm::Second { kind: said, draw: of, .. } if *said == kind.to_string() && *of == draw), "{found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_that_is_not_what_the_log_holds_and_a_head_of_another_key_are_alarms() {
    for app in TestApp::on_both().await {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.json");
        let draw = decided(&app).await;
        let stranger = Key::fresh("localhost/audit", [5; 32]).0.public().clone();
        assert!(matches!(alarm(look(&app, &state, Some(&stranger)).await), Alarm::Head(_)));
        let change = "UPDATE draw_documents SET body = replace(body, 'rank 1 b-', 'rank 1 b-0') WHERE name = 'result.txt'";
        app.app.db.write(move |conn| Ok(conn.batch_execute(change)?)).await.unwrap();
        let found = alarm(look(&app, &state, None).await);
        assert!(matches!(&found, Alarm::Draw { draw: of, .. } if *of == draw), "{}: {found:?}", app.engine);
    }
}
