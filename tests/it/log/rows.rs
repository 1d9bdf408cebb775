//! Rows are never changed; where somebody changes one all the same, it shows. A lost key and a missing row are errors that say so.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use mingxuan::db::DbConn;
use mingxuan::db::schema::{log_checkpoint, log_cosignature, log_entry, log_hash};
use mingxuan::domain::draw::OfficerId;
use mingxuan::domain::log::{cosigned, open};
use mingxuan::error::Error;
use mingxuan::market::witnesses;
use mingxuan::platform::log::{Discord, Log, cosigning, examine, reading};
use mingxuan::witness;

use super::{happens, keys, settle};
use crate::support::TestApp;

fn run(app: &TestApp, sql: &'static str) -> mingxuan::error::Result<()> {
    tokio::task::block_in_place(|| app.app.db.write_now(move |conn| Ok(conn.batch_execute(sql)?)))
}

/// Takes the triggers away, as somebody with the database's password can.
fn unguarded(app: &TestApp) {
    for table in ["entry", "hash", "checkpoint", "cosignature"] {
        let drop: &'static str = match app.engine {
            "sqlite" => format!("DROP TRIGGER log_{table}_stays; DROP TRIGGER log_{table}_is_kept").leak(),
            _ => format!("DROP TRIGGER log_{table}_stays ON log_{table}").leak(),
        };
        run(app, drop).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_row_of_the_log_is_changed_or_deleted_by_accident() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..3);
        settle(&app.app).await;
        for table in ["log_entry", "log_hash", "log_checkpoint"] {
            let column = if table == "log_entry" {
                "body"
            } else if table == "log_hash" {
                "hash"
            } else {
                "note"
            };
            for sql in [format!("UPDATE {table} SET {column} = 'x'"), format!("DELETE FROM {table}")] {
                assert!(run(&app, sql.leak()).is_err(), "{} {table}", app.engine);
            }
        }
        assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(3));
    }
}

type Cells = Vec<(i64, String)>;

fn cells(app: &TestApp, read: impl FnOnce(&mut DbConn) -> QueryResult<Cells>) -> Cells {
    app.app.db.read_now(|conn| Ok(read(conn)?)).unwrap()
}

/// Writes a changed cell, asks, and writes the old one back.
fn noticed(app: &TestApp, (table, key, column): (&str, &str, &str), (row, good): (i64, &str)) {
    for at in 0..good.len() {
        let mut bytes = good.as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
        let Ok(bad) = String::from_utf8(bytes) else { continue };
        let set = |text: &str| -> &'static str { format!("UPDATE {table} SET {column} = '{text}' WHERE {key} = {row}").leak() };
        run(app, set(&bad)).unwrap();
        let own = app.app.db.read_now(examine).unwrap().is_err();
        let readers = app.app.db.read_now(reading::head).unwrap().is_none_or(|head| open(&head.note, &keys(&app.app)).is_err());
        assert!(own || readers, "{}: {table} {row} byte {at}", app.engine);
        run(app, set(good)).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_changed_byte_of_a_stored_row_is_noticed() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..3);
        settle(&app.app).await;
        unguarded(&app);
        let entries = cells(&app, |conn| log_entry::table.load(conn));
        let hashes = cells(&app, |conn| log_hash::table.load(conn));
        let roots = cells(&app, |conn| log_checkpoint::table.select((log_checkpoint::size, log_checkpoint::root)).load(conn));
        let notes = cells(&app, |conn| log_checkpoint::table.select((log_checkpoint::size, log_checkpoint::note)).load(conn));
        noticed(&app, ("log_entry", "idx", "body"), (1, &entries[1].1));
        for hash in &hashes {
            noticed(&app, ("log_hash", "idx", "hash"), (hash.0, &hash.1));
        }
        noticed(&app, ("log_checkpoint", "size", "root"), (3, &roots[0].1));
        noticed(&app, ("log_checkpoint", "size", "note"), (3, &notes[0].1));
        assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(3), "all is as it was");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_changed_byte_of_a_witness_s_line_is_noticed() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..3);
        settle(&app.app).await;
        let officer = OfficerId::parse("witness").unwrap();
        let asked = app.app.db.read_now(|conn| cosigning::question(conn, 0)).unwrap().unwrap();
        let line = witness::cosign_inside(&app.app, officer, asked.to_string()).await.unwrap().unwrap();
        let own = app.app.db.read_now(|conn| witnesses::keys(conn, &app.app)).unwrap();
        unguarded(&app);
        let (key, note) = (own[0].clone(), format!("{}{line}", asked.checkpoint));
        app.app.db.write(move |conn| cosigning::keep(conn, &key, &note)).await.unwrap();
        let vouched = || {
            let head = app.app.db.read_now(reading::head).unwrap().unwrap();
            cosigned(&head.note, &own).is_ok_and(|found| found.len() == 1)
        };
        assert!(vouched(), "{}", app.engine);
        let row: String = app.app.db.read_now(|conn| Ok(log_cosignature::table.select(log_cosignature::line).first(conn)?)).unwrap();
        for at in 0..row.len() {
            let mut bytes = row.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            // What is left in the last bits of base64 that stand for nothing is no other line.
            let Ok(bad) = String::from_utf8(bytes).map(|bad| bad.replace('\'', "''")) else { continue };
            run(&app, format!("UPDATE log_cosignature SET line = '{bad}'").leak()).unwrap();
            assert!(!vouched(), "{}: byte {at} of {row:?}", app.engine);
        }
        run(&app, format!("UPDATE log_cosignature SET line = '{row}'").leak()).unwrap();
        assert!(vouched());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_row_is_an_error_and_never_a_panic() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..9);
        settle(&app.app).await;
        unguarded(&app);
        run(&app, "DELETE FROM log_hash WHERE idx = 2").unwrap();
        assert_eq!(app.app.db.read_now(examine).unwrap(), Err(Discord::Hash(2)), "{}", app.engine);
        let proofs = (0..9).filter(|n| matches!(app.app.db.read_now(|conn| reading::proof(conn, *n)), Err(Error::Internal(_)))).count();
        assert!(proofs > 0);
        assert!(matches!(app.app.db.read_now(|conn| reading::tile(conn, "1/000")), Err(Error::NotFound)));
        run(&app, "DELETE FROM log_hash").unwrap();
        assert!(matches!(app.app.db.read_now(|conn| reading::tile(conn, "0/000.p/9")), Err(Error::Internal(_))));
        happens(&app.app, 9..10);
        assert!(app.app.log.settle(&app.app.db, app.now()).await.is_err(), "the tree does not grow on nothing");
        run(&app, "DELETE FROM log_entry WHERE idx = 4").unwrap();
        assert!(matches!(app.app.db.read_now(|conn| reading::tile(conn, "entries/000.p/9")), Err(Error::Internal(_))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_or_exchanged_key_stops_the_log_and_says_so() {
    for app in TestApp::on_both().await {
        settle(&app.app).await;
        happens(&app.app, 0..1);
        let (file, origin) = (app.app.config.log_key_file(), app.app.config.market.log_origin.clone());
        let kept = std::fs::read_to_string(&file).unwrap();
        let again = || Log::new(&origin, file.clone());
        std::fs::remove_file(&file).unwrap();
        let lost = again().settle(&app.app.db, app.now()).await;
        assert!(matches!(&lost, Err(Error::Setup(why)) if why.contains("is gone")), "{lost:?}");
        std::fs::write(&file, mingxuan::platform::log::Key::fresh(&origin, [7; 32]).1).unwrap();
        let other = again().settle(&app.app.db, app.now()).await;
        assert!(matches!(&other, Err(Error::Setup(why)) if why.contains("another key")), "{other:?}");
        let elsewhere = Log::new("elsewhere.example/audit", file.clone()).settle(&app.app.db, app.now()).await;
        assert!(matches!(&elsewhere, Err(Error::Setup(why)) if why.contains("log_origin")), "{elsewhere:?}");
        std::fs::write(&file, kept).unwrap();
        again().settle(&app.app.db, app.now()).await.unwrap();
        assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(1), "{}", app.engine);
    }
}
