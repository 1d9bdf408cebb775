//! What goes wrong around the log: the sequencer ended anywhere, a clock that jumps, a database from yesterday's backup.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use mingxuan::db::schema::log_pending;
use mingxuan::domain::draw::OfficerId;
use mingxuan::domain::log::{Trusted, open};
use mingxuan::domain::time::DAY;
use mingxuan::error::Error;
use mingxuan::market::witnesses;
use mingxuan::monitor::{self, Alarm, Trouble};
use mingxuan::platform::log::{examine, reading};
use mingxuan::witness::outside::{Program, Settings};

use super::{happens, keys, settle};
use crate::support::TestApp;

fn run(app: &TestApp, sql: String) {
    tokio::task::block_in_place(|| app.app.db.write_now(move |conn| Ok(conn.batch_execute(&sql)?))).unwrap();
}

/// From now on this kind of statement on this table ends the transaction, as a kill at that place would.
fn breaks(app: &TestApp, what: &str, table: &str) {
    run(
        app,
        match app.engine {
            "sqlite" => format!("CREATE TRIGGER broken BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, 'killed here'); END"),
            _ => format!(
                "CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed here'; END $$;
                 CREATE TRIGGER broken BEFORE {what} ON {table} FOR EACH ROW EXECUTE FUNCTION broken()"
            ),
        },
    );
}

fn mends(app: &TestApp, table: &str) {
    run(app, if app.engine == "sqlite" { "DROP TRIGGER broken".into() } else { format!("DROP TRIGGER broken ON {table}") });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sequencer_ended_between_any_two_statements_leaves_all_or_nothing() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..7);
        settle(&app.app).await;
        let mut size = 7;
        let statements = [
            ("INSERT", "log_entry"),
            ("INSERT", "log_hash"),
            ("INSERT", "log_positions"),
            ("DELETE", "log_pending"),
            ("INSERT", "log_checkpoint"),
        ];
        for (what, table) in statements {
            let head = app.app.db.read_now(reading::head).unwrap();
            happens(&app.app, 0..5);
            breaks(&app, what, table);
            let ended = app.app.log.settle(&app.app.db, app.now()).await;
            assert!(ended.is_err(), "{what} on {table}, {}", app.engine);
            mends(&app, table);
            let waiting: i64 = app.app.db.read_now(|conn| Ok(log_pending::table.count().get_result(conn)?)).unwrap();
            assert_eq!(waiting, 5, "{what} on {table}, {}", app.engine);
            assert_eq!(app.app.db.read_now(reading::head).unwrap(), head);
            assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(size));
            settle(&app.app).await;
            size += 5;
            assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(size), "after {what} on {table}, {}", app.engine);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_back_changes_times_and_nothing_else() {
    for app in TestApp::on_both().await {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.json");
        for (round, days) in [0, 3, -2, 1, -30, 5].into_iter().enumerate() {
            app.set_clock(app.now().plus(days * DAY));
            happens(&app.app, round * 10..round * 10 + 10);
            settle(&app.app).await;
            witnesses::ask_inside(&app.app).await.unwrap();
            monitor::look(&app.base.parse().unwrap(), &state, &Trusted::default()).await.unwrap();
            assert_eq!(app.visitor().get("/log").await.status, 200, "{}", app.engine);
        }
        assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(60), "{}", app.engine);
    }
}

fn officer(app: &TestApp, folder: &std::path::Path) -> Program {
    let officer = OfficerId::parse("supervision").unwrap();
    let server = app.base.parse().unwrap();
    Program::open(Settings { server, folder: folder.to_owned(), officer, authority: None, log_keys: Vec::new() }).unwrap()
}

/// A market restored from a backup: the same key, the log as it was then.
async fn restored(from: &TestApp, into: &TestApp, entries: usize) {
    std::fs::copy(from.app.config.log_key_file(), into.app.config.log_key_file()).unwrap();
    into.set_clock(from.now());
    happens(&into.app, 0..entries);
    settle(&into.app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_from_yesterdays_backup_is_noticed_by_everybody_and_goes_on_under_another_name() {
    for (app, back) in TestApp::on_both().await.into_iter().zip(TestApp::on_both().await) {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.json");
        happens(&app.app, 0..40);
        settle(&app.app).await;
        let old = keys(&app.app);
        monitor::look(&app.base.parse().unwrap(), &state, &Trusted::default()).await.unwrap();
        let program = officer(&app, folder.path());
        crate::witness_outside::enrolled(&app, program.public_key()).await;
        settle(&app.app).await;
        drop(program);
        assert_eq!(officer(&app, folder.path()).round().await.unwrap(), 1, "it vouches");
        let program = officer(&app, folder.path());
        restored(&app, &back, 30).await;
        drop(program);
        let mut program = officer(&back, folder.path());
        crate::witness_outside::enrolled(&back, program.public_key()).await;
        settle(&back.app).await;
        assert_eq!(program.round().await.unwrap(), 0, "it does not vouch for less than it saw, {}", app.engine);
        let found = monitor::look(&back.base.parse().unwrap(), &state, &Trusted::default()).await;
        assert!(matches!(found, Err(Trouble::Alarm(Alarm::Shrank { seen: 40, .. }))), "{found:?}");
        // The way to go on: another name, another key, and a new beginning for everybody who watches.
        let renamed = super::rotation::renamed(&back, "localhost/audit-2").await;
        let head = open(&renamed.note, &keys(&back.app)).unwrap();
        assert_eq!(head.origin, "localhost/audit-2");
        assert!(open(&renamed.note, &old).is_err(), "whoever knows the old key alone is not deceived");
        let fresh = folder.path().join("second.json");
        let report =
            monitor::look(&back.base.parse().unwrap(), &fresh, &Trusted { logs: vec![keys(&back.app)[1].clone()], witnesses: Vec::new() })
                .await;
        assert_eq!(report.unwrap().size, head.size);
        assert!(matches!(program.round().await, Ok(0)), "the officer is told by people, not by the market");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_signed_before_a_restart_is_what_is_signed_after_it() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..3);
        settle(&app.app).await;
        let head = app.app.db.read_now(reading::head).unwrap().unwrap();
        let again = mingxuan::platform::log::Log::new(&app.app.config.market.log_origin, app.app.config.log_key_file());
        again.settle(&app.app.db, app.now()).await.unwrap();
        assert_eq!(app.app.db.read_now(reading::head).unwrap().unwrap(), head, "{}", app.engine);
        assert!(matches!(app.app.db.read_now(|conn| reading::entry(conn, 3)), Err(Error::NotFound)));
    }
}
