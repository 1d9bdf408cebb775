//! The database goes away and comes back: 503 pages that say what to do, nothing half done, nothing acknowledged and lost, and no restart.

use std::io::copy;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use mingxuan::domain::project::ProjectId;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::error::Error;
use mingxuan::worker;

use crate::support::app::{Answer, form_token};
use crate::support::database::{Engine, engines, sqlite};
use crate::support::{City, Signed, TestApp};

/// The line between the market and PostgreSQL, which a test can cut and mend.
#[derive(Clone)]
struct Line(Arc<Mutex<Wire>>);

struct Wire {
    cut: bool,
    streams: Vec<TcpStream>,
}

impl Line {
    /// Lays a line to the server of this engine; the engine's address leads through it from now on.
    fn to(engine: &mut Engine) -> Line {
        let mut url = url::Url::parse(&engine.url).unwrap();
        let server = (url.host_str().unwrap().to_owned(), url.port().unwrap_or(5432));
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(door.local_addr().unwrap().port())).unwrap();
        engine.url = url.to_string();
        let line = Line(Arc::new(Mutex::new(Wire { cut: false, streams: Vec::new() })));
        let laid = line.clone();
        std::thread::spawn(move || door.incoming().map_while(Result::ok).for_each(|near| laid.connect(near, &server)));
        line
    }

    fn connect(&self, near: TcpStream, server: &(String, u16)) {
        let mut wire = self.0.lock().unwrap();
        if wire.cut {
            return;
        }
        let far = TcpStream::connect((server.0.as_str(), server.1)).unwrap();
        for (from, to) in [(&near, &far), (&far, &near)] {
            let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
            std::thread::spawn(move || {
                let ended = copy(&mut from, &mut to);
                // The other side may have hung up first.
                let _closed = to.shutdown(Shutdown::Both);
                ended
            });
        }
        wire.streams.extend([near, far]);
    }

    /// Cuts what is there and lets nothing through.
    fn cut(&self) {
        let mut wire = self.0.lock().unwrap();
        wire.cut = true;
        for stream in wire.streams.drain(..) {
            let _closed = stream.shutdown(Shutdown::Both);
        }
    }

    fn mend(&self) {
        self.0.lock().unwrap().cut = false;
    }
}

struct Market {
    city: City,
    page: String,
    draw: String,
}

async fn open(app: &TestApp) -> Market {
    let (city, id): (City, ProjectId) = tokio::task::block_in_place(|| {
        let city = City::found(&app.app, 8);
        let id = city.project(Vec::new());
        (city, id)
    });
    app.work().await;
    let number = city.state(&id).number;
    Market { city, page: format!("/projects/{number}"), draw: format!("{number}/1") }
}

impl Market {
    /// A member of the n-th agency whose form is open: its browser, and the token the form carries.
    async fn before_the_form(&self, app: &TestApp, agency: usize) -> (Signed, String) {
        let member = app.signed(&self.city.agencies[agency].org, Role::Agency, MemberRank::Clerk).await;
        let token = form_token(&member.visitor.get(&self.page).await.body).unwrap();
        (member, token)
    }

    async fn sends(&self, (member, token): &(Signed, String)) -> Answer {
        member.visitor.post(&format!("{}/signups", self.page), &[("csrf", token)]).await
    }

    fn active(&self) -> i64 {
        self.city.asked(|conn| mingxuan::market::signups::count_active(conn, &self.draw))
    }
}

/// What a page for "not now" must say, in this language.
fn says_not_now(answer: &Answer, lang: &str) {
    assert_eq!(answer.status, 503, "{}", answer.body);
    let told = if lang == "en" { "Nothing that was accepted is lost" } else { "已经受理的事项不会丢失" };
    assert!(answer.body.contains(&format!("lang=\"{lang}\"")) && answer.body.contains(told), "{}", answer.body);
    assert!(answer.headers.contains_key("retry-after") && answer.body.contains("href=\"/\""), "a time and a way on: {}", answer.body);
}

/// What the answer to a form must say besides.
fn says_send_again(answer: &Answer, lang: &str) {
    says_not_now(answer, lang);
    let told = if lang == "en" { "sends the same form once more" } else { "重新发送同一份表单" };
    assert!(answer.body.contains(told), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_goes_away_and_comes_back_and_nothing_is_lost() {
    let Some(mut engine) = engines().into_iter().find(|engine| engine.name == "postgres") else { return };
    let line = Line::to(&mut engine);
    let app = TestApp::on(engine).await;
    let market = open(&app).await;
    let one = market.before_the_form(&app, 0).await;
    line.cut();
    let mut stranger = app.visitor();
    says_not_now(&stranger.get("/projects").await, "zh-CN");
    stranger.lang = "en";
    says_not_now(&stranger.get(&market.page).await, "en");
    says_send_again(&market.sends(&one).await, "zh-CN");
    let api = stranger.get(&format!("/api/v1{}", market.page)).await;
    let told: serde_json::Value = serde_json::from_str(&api.body).unwrap();
    assert_eq!((api.status, told["error"]["code"].as_str()), (503, Some("unavailable")), "{told}");
    assert_eq!((stranger.get("/healthz").await.status, stranger.get("/readyz").await.status), (200, 503));
    assert!(matches!(worker::run_due(&app.app, "test").await, Err(Error::Unavailable(_))), "the worker tells, and lives");
    line.mend();
    assert_eq!(market.active(), 0, "what was refused was not half done");
    let again = market.sends(&one).await;
    assert_eq!((again.status, market.active()), (303, 1), "the same form, the same browser, the same server: {}", again.body);
    assert_eq!((stranger.get("/projects").await.status, stranger.get("/readyz").await.status), (200, 200));
    cut_in_the_middle(&app, &market, &line).await;
    app.work().await;
    assert!(app.troubles().is_empty());
}

/// Seven agencies sign up while the line is cut: whoever was told so is signed up, and whoever was not can do it again.
async fn cut_in_the_middle(app: &TestApp, market: &Market, line: &Line) {
    let mut forms = Vec::new();
    for agency in 1..8 {
        forms.push(market.before_the_form(app, agency).await);
    }
    let cut = async {
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        line.cut();
    };
    let (answers, ()) = tokio::join!(futures_util::future::join_all(forms.iter().map(|form| market.sends(form))), cut);
    line.mend();
    let told = i64::try_from(answers.iter().filter(|answer| answer.status == 303).count()).unwrap();
    assert!(answers.iter().all(|answer| matches!(answer.status, 303 | 503)), "{:?}", answers.iter().map(|a| a.status).collect::<Vec<_>>());
    assert!(market.active() > told, "of {told} that were acknowledged some are lost");
    for (form, answer) in forms.iter().zip(&answers) {
        let again = market.sends(form).await.status;
        assert!(again == 409 || again == 303 && answer.status == 503, "{again} after {}", answer.status);
    }
    assert_eq!(market.active(), 8);
}

/// SQLite cannot go away, but somebody who copies or inspects its file can hold it.
#[tokio::test(flavor = "multi_thread")]
async fn a_held_sqlite_file_lets_readers_read_and_writers_come_back_later() {
    let engine = sqlite();
    let file = engine.url.strip_prefix("sqlite:").unwrap().to_owned();
    let app = TestApp::on(engine).await;
    let market = open(&app).await;
    let one = market.before_the_form(&app, 0).await;
    let mut holder = SqliteConnection::establish(&file).unwrap();
    holder.batch_execute("BEGIN IMMEDIATE").unwrap();
    let reader = app.visitor();
    let (refused, read) = tokio::join!(market.sends(&one), reader.get("/projects"));
    says_send_again(&refused, "zh-CN");
    assert!(read.status == 200 && market.active() == 0);
    holder.batch_execute("COMMIT").unwrap();
    let again = market.sends(&one).await;
    assert_eq!((again.status, market.active()), (303, 1), "{}", again.body);
    app.work().await;
    assert!(app.troubles().is_empty());
}
