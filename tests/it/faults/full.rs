//! The disk is full: a message, nothing half-written, and everything goes on when there is room again. On SQLite the real program runs under a
//! limit on the size of its files, which the kernel keeps as it keeps a full disk; PostgreSQL's own words for it are spoken by a trigger.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::{PgConnection, SqliteConnection, sql_query};
use mingxuan::demo::doors_open;
use mingxuan::domain::role::Role;
use reqwest::multipart::{Form, Part};

use crate::support::app::{Answer, Visitor, answer, form_token};
use crate::support::database::{engines, sqlite};
use crate::support::program::Program;
use crate::support::{City, TestApp};

use super::prepared;

/// Bytes a file may have when the disk is "full": less than the database has already, so that only its first pages of log fit.
const FULL: u64 = 64 * 1024;
/// A scan that does not fit any more.
const SCAN: usize = 200 * 1024;

fn says_it_is_full(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(answer.body.contains("重新发送同一份表单") && answer.body.contains("href=\"/\""), "{}", answer.body);
    assert!(answer.headers.contains_key("retry-after"));
}

/// What there is of sign-ups, uploads and log entries.
#[derive(Debug, PartialEq, Eq, QueryableByName)]
struct Stock {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    signups: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    documents: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    entries: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    logged: i64,
}

const STOCK: &str = "SELECT (SELECT count(*) FROM signups) AS signups, (SELECT count(*) FROM documents) AS documents, \
                     (SELECT count(*) FROM log_pending) + (SELECT count(*) FROM log_entry) AS entries, (SELECT count(*) FROM log_documents) AS logged";

fn stock(file: &str) -> Stock {
    let mut conn = SqliteConnection::establish(file).unwrap();
    conn.batch_execute("PRAGMA query_only=ON").unwrap();
    let sound: Vec<Sound> = sql_query("SELECT integrity_check AS says FROM pragma_integrity_check").load(&mut conn).unwrap();
    assert!(sound.len() == 1 && sound[0].says == "ok", "{sound:?}");
    sql_query(STOCK).get_result(&mut conn).unwrap()
}

#[derive(Debug, QueryableByName)]
struct Sound {
    #[diesel(sql_type = diesel::sql_types::Text)]
    says: String,
}

/// Everything below a folder, but for the database's own files and the lock.
fn files(folder: &std::path::Path) -> usize {
    let of = |entry: std::fs::DirEntry| if entry.path().is_dir() { files(&entry.path()) } else { 1 };
    std::fs::read_dir(folder).map_or(0, |entries| entries.map(|entry| of(entry.unwrap())).sum())
}

async fn uploads(visitor: &Visitor) -> Answer {
    let page = "/agency/filing/licence";
    let token = form_token(&visitor.get(page).await.body).unwrap();
    let (http, base) = visitor.raw();
    let mut scan = b"%PDF-1.7\n".to_vec();
    scan.resize(SCAN, b'x');
    let form = Form::new().text("csrf", token).text("established_on", "2019-04-18").text("capital", "300");
    let form = form.text("legal_representative", "沈既明").text("scope", "测绘");
    let form = form.part("licence", Part::bytes(scan).file_name("执照.pdf"));
    let sent = http.post(format!("{base}{page}")).header("origin", base).header("accept-language", "zh-CN").multipart(form);
    answer(sent.send().await.unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_with_words_and_goes_on_when_there_is_room() {
    let engine = sqlite();
    let (folder, url) = (engine.folder.path().to_owned(), engine.url.clone());
    let file = url.strip_prefix("sqlite:").unwrap().to_owned();
    let app = TestApp::on_clock(engine, doors_open()).await;
    let prepared = prepared(&app).await;
    let page = &prepared.page;
    let place = tempfile::tempdir().unwrap();
    std::fs::copy(folder.join("secret.key"), place.path().join("secret.key")).unwrap();
    let data = place.path().to_string_lossy().into_owned();
    let mut program = Program::start_for_squeezing(place.path(), &["demo", "--data", &data, "--database-url", &url, "--port", "0"]);
    let base = program.base();
    let agencies: Vec<Visitor> = prepared.tokens.iter().map(|token| Visitor::in_session(&base, token)).collect();
    let signs_up = async |visitor: &Visitor| visitor.post_from(page, &format!("{page}/signups"), &[]).await;
    assert_eq!(signs_up(&agencies[0]).await.status, 303, "{}", program.said());
    let before = (stock(&file), files(&place.path().join("files")));
    program.squeeze(Some(FULL));
    // The first pages may still fit; what was acknowledged then counts.
    let mut taken = 0;
    let mut refused = None;
    for agency in &agencies[1..] {
        let answer = signs_up(agency).await;
        if answer.status == 303 {
            taken += 1;
        } else {
            refused = refused.or(Some((agency, answer)));
        }
    }
    let (agency, answer) = refused.expect("nothing was too much for the full disk");
    says_it_is_full(&answer);
    says_it_is_full(&uploads(agency).await);
    assert_eq!(agency.get("/projects").await.status, 200, "whoever reads can read on");
    let during = (stock(&file), files(&place.path().join("files")));
    assert_eq!((during.0.signups, during.0.documents, during.1), (before.0.signups + taken, before.0.documents, before.1));
    assert_eq!(during.0.entries, during.0.logged, "no entry without its document");
    program.squeeze(None);
    let again = signs_up(agency).await;
    assert_eq!(again.status, 303, "no restart is needed: {} {}", again.body, program.said());
    assert_eq!(uploads(agency).await.status, 303, "{}", program.said());
    let after = (stock(&file), files(&place.path().join("files")));
    assert_eq!((after.0.signups, after.0.documents, after.1), (during.0.signups + 1, during.0.documents + 1, during.1 + 1));
    assert_eq!(program.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_below_postgres_is_told_apart_from_a_fault_of_ours() {
    let Some(engine) = engines().into_iter().find(|engine| engine.name == "postgres") else { return };
    let mut server = PgConnection::establish(&engine.url).unwrap();
    let app = TestApp::on(engine).await;
    let (city, id) = tokio::task::block_in_place(|| {
        let city = City::found(&app.app, 1);
        let id = city.project(Vec::new());
        (city, id)
    });
    app.work().await;
    let page = format!("/projects/{}", city.state(&id).number);
    let who = app.signed(&city.agencies[0].org, Role::Agency, mingxuan::domain::role::MemberRank::Clerk).await;
    let full = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100', \
                MESSAGE = 'could not extend file \"base/1/2\": No space left on device', HINT = 'Check free disk space.'; END $$; \
                CREATE TRIGGER full_disk BEFORE INSERT ON signups FOR EACH ROW EXECUTE FUNCTION full_disk();";
    server.batch_execute(full).unwrap();
    let before: Stock = sql_query(STOCK).get_result(&mut server).unwrap();
    says_it_is_full(&who.visitor.post_from(&page, &format!("{page}/signups"), &[]).await);
    assert_eq!(sql_query(STOCK).get_result::<Stock>(&mut server).unwrap(), before, "nothing is half-written");
    server.batch_execute("DROP TRIGGER full_disk ON signups").unwrap();
    assert_eq!(who.visitor.post_from(&page, &format!("{page}/signups"), &[]).await.status, 303);
    app.work().await;
    assert!(app.troubles().is_empty());
}
