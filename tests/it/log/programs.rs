//! Programs nobody here wrote check the log: Go's golang.org/x/mod/sumdb for heads, inclusion and consistency, PyPI pymerkle for roots. Sizes 1 to 300
//! and 100 000, the last of them pending all at once.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use mingxuan::db::schema::{log_checkpoint, log_entry};
use mingxuan::domain::log::{Proof, open};
use mingxuan::platform::log::{examine, reading};
use serde_json::json;

use super::{happens, keys, settle};
use crate::support::TestApp;

const MANY: u64 = 100_000;

/// A log with a signed head of every size to 300, and of 100 000.
async fn grown(app: &TestApp) {
    for n in 0..300 {
        happens(&app.app, n..n + 1);
        settle(&app.app).await;
    }
    pending(app, MANY - 300);
    settle(&app.app).await;
}

/// So many entries pending at once, written by the database itself.
fn pending(app: &TestApp, count: u64) {
    let body = "'audit/v1 project.draft' || chr || 'at 2026-11-16T01:00:00Z' || chr || 'actor a' || chr || 'subject p' || n || chr || 'body ' || digits || chr";
    let body = body.replace("chr", "char(10)").replace("digits", &format!("'{}'", "0".repeat(64)));
    let sql = match app.engine {
        "sqlite" => format!(
            "WITH RECURSIVE all_of(n) AS (SELECT 1000000 UNION ALL SELECT n + 1 FROM all_of WHERE n < {}) INSERT INTO log_pending (id, body) SELECT n, {body} FROM all_of",
            1_000_000 + count - 1
        ),
        _ => format!(
            "INSERT INTO log_pending (id, body) SELECT n, {} FROM generate_series(1000000, {}) AS all_of(n)",
            body.replace("char(10)", "chr(10)"),
            1_000_000 + count - 1
        ),
    };
    tokio::task::block_in_place(|| app.app.db.write_now(move |conn| Ok(conn.batch_execute(&sql)?))).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_entries_pending_at_once_are_one_head_away() {
    // SQLite has as many in the test below.
    for app in TestApp::on_both().await.into_iter().filter(|app| app.engine != "sqlite") {
        pending(&app, MANY);
        settle(&app.app).await;
        assert_eq!(app.app.db.read_now(reading::head).unwrap().unwrap().size, MANY, "{}", app.engine);
        assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(MANY), "{}", app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn others_believe_the_log_and_refuse_what_is_altered() {
    let app = TestApp::start().await; // The same bytes leave both engines; that both hold them is tested elsewhere.
    grown(&app).await;
    let folder = tempfile::tempdir().unwrap();
    python(&app, folder.path());
    go(&app, folder.path());
}

fn proof(app: &TestApp, index: u64) -> Proof {
    app.app.db.read_now(move |conn| reading::proof(conn, index)).unwrap()
}

fn texts(path: &[mingxuan::domain::log::Hash]) -> Vec<String> {
    path.iter().map(ToString::to_string).collect()
}

/// Inclusion of some entries under the head of each size, and how each head grew out of smaller ones.
fn cases(app: &TestApp) -> Vec<String> {
    let entry = |index: u64| app.app.db.read_now(move |conn| reading::entry(conn, index)).unwrap();
    let root = |size: u64| open(&proof(app, size - 1).checkpoint, &keys(&app.app)).unwrap();
    let mut cases = Vec::new();
    let largest = (300..MANY).step_by(4_321).chain([MANY - 1]);
    for index in (0..300).chain(largest) {
        let own = proof(app, index);
        cases.push(json!({ "note": own.checkpoint, "index": index, "entry": entry(index), "proof": texts(&own.path) }).to_string());
    }
    for new in (1..=300).chain([MANY]) {
        for old in [1, new / 3, new / 2, new - 1, 300].into_iter().filter(|old| (1..new).contains(old) && *old <= 300) {
            let way = app.app.db.read_now(move |conn| reading::consistency(conn, old, new)).unwrap();
            let (note, old_root) = (proof(app, new - 1).checkpoint, root(old).root.to_string());
            cases.push(json!({ "note": note, "old": old, "old_root": old_root, "proof": texts(&way) }).to_string());
        }
    }
    cases
}

fn go(app: &TestApp, folder: &Path) {
    let Ok(go) = std::env::var("MINGXUAN_TEST_GO") else {
        eprintln!("not run with Go: MINGXUAN_TEST_GO is not set (tests/run sets it)");
        return;
    };
    let program = folder.join("checklog");
    let mut build = Command::new(go);
    build.args(["build", "-o"]).arg(&program).arg("tests/programs/checklog.go");
    let set = [("GO111MODULE", "off"), ("GOPATH", "/usr/share/gocode"), ("GOFLAGS", "")];
    let built = build.envs(set).env("GOCACHE", folder.join("cache")).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let (cases, key) = (cases(app), keys(&app.app)[0].as_str().to_owned());
    let mut run = Command::new(&program).arg(key).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = run.stdin.take().unwrap();
    let fed = cases.join("\n");
    let feeding = std::thread::spawn(move || input.write_all(fed.as_bytes()));
    let answer = run.wait_with_output().unwrap();
    feeding.join().unwrap().unwrap();
    let said = String::from_utf8_lossy(&answer.stdout).into_owned();
    assert!(answer.status.success() && said.starts_with(&format!("{} cases hold", cases.len())), "{said}");
}

fn python(app: &TestApp, folder: &Path) {
    let Ok(python) = std::env::var("MINGXUAN_TEST_PYTHON") else {
        eprintln!("not run with pymerkle: MINGXUAN_TEST_PYTHON is not set (tests/run sets it)");
        return;
    };
    let bodies: Vec<String> =
        app.app.db.read_now(|conn| Ok(log_entry::table.order(log_entry::idx).select(log_entry::body).load(conn)?)).unwrap();
    let heads: Vec<(i64, String)> =
        app.app.db.read_now(|conn| Ok(log_checkpoint::table.select((log_checkpoint::size, log_checkpoint::note)).load(conn)?)).unwrap();
    let roots: std::collections::BTreeMap<i64, String> =
        heads.iter().filter_map(|(size, note)| Some((*size, note.lines().nth(2)?.to_owned()))).collect();
    let lines: Vec<String> = (1..)
        .zip(&bodies)
        .map(|(size, entry)| match roots.get(&size) {
            Some(root) => json!({ "entry": entry, "root": root }).to_string(),
            None => json!({ "entry": entry }).to_string(),
        })
        .collect();
    let run = |lines: &[String]| {
        let file = folder.join("entries");
        std::fs::write(&file, lines.join("\n")).unwrap();
        Command::new(&python).arg("tests/programs/roots.py").arg(&file).output().unwrap()
    };
    let said = run(&lines);
    assert!(said.status.success() && said.stdout.starts_with(b"301 roots agree"), "{}", String::from_utf8_lossy(&said.stderr));
    let altered = |at: usize| {
        let mut lines = lines[..300].to_vec();
        lines[at] = lines[at].replace("project.draft", "project.draff");
        lines
    };
    for at in [0, 150, 299] {
        assert!(!run(&altered(at)).status.success(), "entry {at} altered and not noticed");
    }
}
