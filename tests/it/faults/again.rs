//! The demonstration, started again: a city whose building was killed is built anew, a finished one is opened as it is, and a market that is no
//! city is left alone.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::{Connection, PgConnection};
use mingxuan::db::schema::{accounts, agencies, projects};
use mingxuan::db::{Db, Options};

use crate::support::app::Visitor;
use crate::support::database::{Engine, engines, sqlite};
use crate::support::program::Program;
use crate::support::{City, TestApp};

/// The smallest city there is.
const SMALL: [&str; 5] = ["demo", "--agencies", "40", "--projects", "5"];

fn arguments<'a>(data: &'a str, url: &'a str) -> Vec<&'a str> {
    [SMALL.as_slice(), &["--data", data, "--database-url", url, "--port", "0"]].concat()
}

/// The sign-ins a started city prints.
fn keys(program: &mut Program) -> String {
    program.says("Stop with Ctrl-C");
    let said = program.said();
    let (_, keys) = said.split_once("Password of every account below").unwrap();
    keys.split("Stop with").next().unwrap().to_owned()
}

/// How many accounts, agencies and projects there are.
fn stock(url: &str) -> (i64, i64, i64) {
    let db = Db::open(url, &Options { connections: 1, durable: true }).unwrap();
    db.read_now(|conn| {
        let (people, firms) = (accounts::table.count().get_result(conn)?, agencies::table.count().get_result(conn)?);
        Ok((people, firms, projects::table.count().get_result(conn)?))
    })
    .unwrap()
}

/// Starts to build, and is killed with the first agencies in.
fn half_built(engine: &Engine, arguments: &[&str]) {
    let mut program = Program::start(engine.folder.path(), arguments);
    program.says("the city is being built");
    program.until("no agency comes", |_| (stock(&engine.url).1 > 0).then_some(()));
    program.kill();
}

fn is_anew(engine: &Engine, arguments: &[&str]) -> Program {
    if engine.name == "postgres" {
        let (code, said) = Program::run(engine.folder.path(), arguments);
        assert!(code == 2 && said.contains("never finished; empty it"), "what may be dropped is for people to say: {code} {said}");
        PgConnection::establish(&engine.url).unwrap().batch_execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").unwrap();
    }
    Program::start(engine.folder.path(), arguments)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_city_is_built_anew_and_a_finished_one_opened_as_it_is() {
    for engine in engines() {
        let data = engine.folder.path().join("city").to_string_lossy().into_owned();
        let arguments = arguments(&data, &engine.url);
        half_built(&engine, &arguments);
        let mut first = is_anew(&engine, &arguments);
        let (printed, built) = (keys(&mut first), stock(&engine.url));
        assert!(printed.contains("operator@demo.example") && built.1 >= 30 && built.2 >= 5, "{built:?} {printed}");
        assert_eq!(first.stop(), Some(0));
        let mut second = Program::start(engine.folder.path(), &arguments);
        let base = second.base();
        assert_eq!(keys(&mut second), printed, "the same sign-ins on {}", engine.name);
        assert!(!second.said().contains("being built"), "nothing is built again: {}", second.said());
        assert_eq!(stock(&engine.url), built, "on {}", engine.name);
        let visitor = Visitor::anonymous(&base);
        assert_eq!(visitor.get("/readyz").await.status, 200);
        let password = printed.trim_start_matches(':').lines().next().unwrap().trim();
        let fields = [("email", "owner@demo.example"), ("password", password)];
        let inside = visitor.post_from("/sign-in", "/sign-in", &fields).await;
        assert_eq!(inside.status, 303, "the printed sign-in opens the door: {}", inside.body);
        assert_eq!(visitor.get("/owner/projects").await.status, 200);
        assert_eq!(second.stop(), Some(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_market_that_is_no_city_is_left_alone() {
    let engine = sqlite(); // what a database says of itself does not depend on the engine
    let (folder, url) = (tempfile::tempdir().unwrap(), engine.url.clone());
    let app = TestApp::on(engine).await;
    tokio::task::block_in_place(|| City::found(&app.app, 2));
    let before = stock(&url);
    let (code, said) = Program::run(folder.path(), &arguments("city", &url));
    assert!(code == 2 && said.contains("is no demo city") && said.contains("--data"), "{code}: {said}");
    assert_eq!(stock(&url), before);
}
