//! Another key for the log: two lines while readers learn of it, and everybody who watches follows by what the log itself says.

use std::path::Path;

use mingxuan::domain::log::{KeyAct, Trusted, VerifierKey, open};
use mingxuan::error::{Error, Result};
use mingxuan::monitor::{self, Alarm, Report, Trouble};
use mingxuan::platform::log::reading::{self, Published};
use mingxuan::platform::log::{Log, rotation};

use super::{happens, keys, settle};
use crate::support::TestApp;

fn change(app: &TestApp, act: KeyAct) -> Result<()> {
    change_named(app, act, &app.app.config.market.log_origin)
}

fn change_named(app: &TestApp, act: KeyAct, origin: &str) -> Result<()> {
    let (file, origin, now) = (app.app.config.log_key_file(), origin.to_owned(), app.now());
    tokio::task::block_in_place(|| app.app.db.write_now(move |conn| rotation::change(conn, (act, now), (&origin, &file)).map(drop)))
}

/// The head of a log that begins anew under another name.
pub async fn renamed(app: &TestApp, origin: &str) -> Published {
    change_named(app, KeyAct::Replace, origin).unwrap();
    Log::new(origin, app.app.config.log_key_file()).settle(&app.app.db, app.now()).await.unwrap();
    app.app.db.read_now(reading::head).unwrap().unwrap()
}

async fn look(app: &TestApp, state: &Path, logs: &[VerifierKey]) -> std::result::Result<Report, Trouble> {
    monitor::look(&app.base.parse().unwrap(), state, &Trusted { logs: logs.to_vec(), witnesses: Vec::new() }).await
}

fn note(app: &TestApp) -> String {
    app.app.db.read_now(reading::head).unwrap().unwrap().note
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_key_signs_beside_the_old_until_that_is_retired_and_watchers_follow() {
    for app in TestApp::on_both().await {
        let folder = tempfile::tempdir().unwrap();
        let (awake, asleep) = (folder.path().join("awake.json"), folder.path().join("asleep.json"));
        happens(&app.app, 0..5);
        settle(&app.app).await;
        let old = keys(&app.app);
        look(&app, &awake, &[]).await.unwrap();
        look(&app, &asleep, &old).await.unwrap();
        change(&app, KeyAct::Rotate).unwrap();
        settle(&app.app).await;
        let both = keys(&app.app);
        assert_eq!(both.len(), 2, "{}", app.engine);
        for key in &both {
            open(&note(&app), std::slice::from_ref(key)).unwrap();
        }
        assert!(matches!(change(&app, KeyAct::Rotate), Err(Error::Setup(why)) if why.contains("retire")));
        let report = look(&app, &awake, &old).await.unwrap();
        assert_eq!(report.key, both[1], "it follows what the log says under a head of the key it knew");
        happens(&app.app, 5..9);
        change(&app, KeyAct::Retire).unwrap();
        settle(&app.app).await;
        assert!(open(&note(&app), &old).is_err());
        open(&note(&app), &both[1..]).unwrap();
        assert_eq!(look(&app, &awake, &old).await.unwrap().key, both[1]);
        assert!(
            matches!(look(&app, &asleep, &old).await, Err(Trouble::Alarm(Alarm::Head(_)))),
            "who slept through the overlap is told by people"
        );
        assert_eq!(look(&app, &asleep, &both[1..]).await.unwrap().size, look(&app, &awake, &[]).await.unwrap().size);
        let first = app.app.db.read_now(|conn| reading::proof(conn, 0)).unwrap();
        let entry = app.app.db.read_now(|conn| reading::entry(conn, 0)).unwrap();
        first.check(&entry, &old).unwrap();
        assert!(matches!(change(&app, KeyAct::Retire), Err(Error::Setup(_))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_lost_is_replaced_and_nobody_follows_by_themselves() {
    for app in TestApp::on_both().await {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.json");
        happens(&app.app, 0..5);
        settle(&app.app).await;
        let old = keys(&app.app);
        look(&app, &state, &[]).await.unwrap();
        let file = app.app.config.log_key_file();
        std::fs::remove_file(&file).unwrap();
        assert!(matches!(change(&app, KeyAct::Rotate), Err(Error::Setup(why)) if why.contains("replaced")));
        change(&app, KeyAct::Replace).unwrap();
        settle(&app.app).await;
        assert!(file.exists() && open(&note(&app), &old).is_err(), "{}", app.engine);
        assert!(matches!(look(&app, &state, &[]).await, Err(Trouble::Alarm(Alarm::Head(_)))));
        let told = keys(&app.app)[1..].to_vec();
        assert_eq!(look(&app, &state, &told).await.unwrap().key, told[0], "the same log: it grew out of what was seen");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_was_interrupted_anywhere_is_finished_by_whoever_signs_next() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..1);
        settle(&app.app).await;
        let file = app.app.config.log_key_file();
        let folder = file.parent().unwrap();
        let again = || Log::new(&app.app.config.market.log_origin, file.clone());
        // A change that was never committed leaves a key nobody knows.
        std::fs::write(folder.join("log.key.new"), mingxuan::platform::log::Key::fresh("localhost/audit", [7; 32]).1).unwrap();
        happens(&app.app, 1..2);
        again().settle(&app.app.db, app.now()).await.unwrap();
        // Committed, and ended before the files were moved; then between the two moves.
        change(&app, KeyAct::Rotate).unwrap();
        happens(&app.app, 2..3);
        std::fs::rename(&file, folder.join("log.key.old")).unwrap();
        again().settle(&app.app.db, app.now()).await.unwrap();
        open(&note(&app), &keys(&app.app)[1..]).unwrap();
        std::fs::rename(folder.join("log.key.old"), folder.join("elsewhere")).unwrap();
        happens(&app.app, 3..4);
        let missing = again().settle(&app.app.db, app.now()).await;
        assert!(matches!(&missing, Err(Error::Setup(why)) if why.contains("retire")), "{}: {missing:?}", app.engine);
    }
}
