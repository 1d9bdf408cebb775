//! The market asks a witness by C2SP tlog-witness, and the officer's program answers as one.

use std::net::SocketAddr;

use mingxuan::config::Cosigner;
use mingxuan::domain::draw::OfficerId;
use mingxuan::domain::log::cosigned;
use mingxuan::error::Error;
use mingxuan::market::witnesses::cosigners;
use mingxuan::platform::log::{cosigning, reading};
use mingxuan::witness::outside::{Program, Settings};
use mingxuan::witness::signed::PublicKey;
use tokio::sync::watch;

use super::{happens, keys, settle};
use crate::support::TestApp;

/// A witness that listens, and how the market knows it.
async fn witness(app: &TestApp, folder: &std::path::Path) -> (Cosigner, watch::Sender<bool>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    drop(listener);
    let officer = OfficerId::parse("world").unwrap();
    let server = app.base.parse().unwrap();
    let settings = Settings { server, folder: folder.to_owned(), officer, authority: None, log_keys: keys(&app.app) };
    let program = Program::open(settings).unwrap();
    let key = PublicKey::parse(program.public_key()).unwrap().witness("localhost/audit/witness/world").unwrap();
    let (stop, stopped) = watch::channel(false);
    let door = program.open_door(address, stopped).unwrap();
    tokio::spawn(async move {
        door.await.unwrap();
        drop(program);
    });
    (Cosigner { url: format!("http://{address}/").parse().unwrap(), key }, stop)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_of_the_wide_world_vouches_for_each_head_and_never_for_a_shorter_log() {
    for (app, back) in TestApp::on_both().await.into_iter().zip(TestApp::on_both().await) {
        let folder = tempfile::tempdir().unwrap();
        happens(&app.app, 0..10);
        settle(&app.app).await;
        let (one, _stop) = witness(&app, folder.path()).await;
        for more in [0..0, 10..25, 25..26] {
            happens(&app.app, more);
            settle(&app.app).await;
            cosigners::ask(&app.app, &one).await.unwrap();
            let head = app.visitor().get("/checkpoint").await.body;
            assert_eq!(cosigned(&head, std::slice::from_ref(&one.key)).unwrap().len(), 1, "{}: {head}", app.engine);
        }
        let (http, raw) = (app.visitor(), |body: String| (body, one.url.join("add-checkpoint").unwrap()));
        let post = async |body: String| {
            let (body, url) = raw(body);
            let answer = http.raw().0.post(url).body(body).send().await.unwrap();
            let kind = answer.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
            (answer.status().as_u16(), kind, answer.text().await.unwrap())
        };
        let asked = app.app.db.read_now(|conn| cosigning::question(conn, 10)).unwrap().unwrap();
        assert_eq!(post(asked.to_string()).await, (409, "text/x.tlog.size".to_owned(), "26\n".to_owned()));
        assert_eq!(post("old x\n\n".into()).await.0, 400);
        assert_eq!(post(asked.to_string().replace("localhost/audit\n", "elsewhere/audit\n")).await.0, 404);
        assert_eq!(post(asked.to_string().replace("\n26\n", "\n27\n")).await.0, 403);
        happens(&app.app, 26..30);
        settle(&app.app).await;
        let mut asked = app.app.db.read_now(|conn| cosigning::question(conn, 26)).unwrap().unwrap();
        asked.proof.pop();
        assert_eq!(post(asked.to_string()).await.0, 422);
        // The market from yesterday's backup, with the same key: the witness holds more than it has.
        std::fs::copy(app.app.config.log_key_file(), back.app.config.log_key_file()).unwrap();
        happens(&back.app, 0..20);
        settle(&back.app).await;
        let refused = cosigners::ask(&back.app, &one).await;
        assert!(matches!(&refused, Err(Error::Unavailable(why)) if why.contains("the log has fewer")), "{refused:?}");
        happens(&back.app, 50..80);
        settle(&back.app).await;
        let refused = cosigners::ask(&back.app, &one).await;
        assert!(matches!(&refused, Err(Error::Unavailable(why)) if why.contains("grow out of")), "{refused:?}");
        assert!(cosigned(&back.app.db.read_now(reading::head).unwrap().unwrap().note, &[one.key]).unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_is_away_holds_nothing_up() {
    let app = TestApp::start().await; // Nothing here asks the database differently.
    happens(&app.app, 0..3);
    settle(&app.app).await;
    let key = mingxuan::domain::log::Cosigner::new("w.example", &[4; 32]).unwrap().public().clone();
    let gone = Cosigner { url: "http://127.0.0.1:1/".parse().unwrap(), key };
    assert!(matches!(cosigners::ask(&app.app, &gone).await, Err(Error::Unavailable(_))));
    assert_eq!(app.visitor().get("/checkpoint").await.status, 200);
}
