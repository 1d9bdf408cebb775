//! A market that listens on a free port, with a clock that stands still, and visitors who knock at its doors.

use std::collections::BTreeMap;

use mingxuan::app::App;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::domain::time::{Day, Instant};
use mingxuan::platform::clock::Clock;
use mingxuan::platform::outbox;
use mingxuan::{market, server, worker};
use tokio::sync::watch;

use super::database::{Engine, engines};

/// A running market of one test.
pub struct TestApp {
    pub app: App,
    pub base: String,
    pub engine: &'static str,
    clock: Clock,
    stop: watch::Sender<bool>,
    _engine: Engine,
}

impl TestApp {
    /// One market on each engine.
    pub async fn on_both() -> Vec<TestApp> {
        let mut apps = Vec::new();
        for engine in engines() {
            apps.push(TestApp::on(engine).await);
        }
        apps
    }

    /// A market on SQLite, for tests that say why one engine is enough.
    pub async fn start() -> TestApp {
        TestApp::on(super::database::sqlite()).await
    }

    pub async fn on(engine: Engine) -> TestApp {
        TestApp::on_clock(engine, Day::of(2026, 11, 16).unwrap().at(9, 0)).await
    }

    /// A market whose clock stands at this instant.
    pub async fn on_clock(engine: Engine, now: Instant) -> TestApp {
        TestApp::configured(engine, now, |_| {}).await
    }

    /// The same with a configuration of its own.
    pub async fn configured(engine: Engine, now: Instant, change: impl FnOnce(&mut Config)) -> TestApp {
        let mut config = Config::for_tests(engine.folder.path());
        change(&mut config);
        config.database.url = Some(engine.url.parse::<DatabaseUrl>().unwrap());
        config.server.workers = 1;
        let clock = Clock::fixed(now);
        let app = market::open(config, clock.clone()).unwrap();
        let running = server::start(&app).unwrap();
        let base = format!("http://{}", running.address);
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(running.wait(stopped));
        TestApp { app, base, engine: engine.name, clock, stop, _engine: engine }
    }

    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Sets the clock; no job runs.
    pub fn set_clock(&self, at: Instant) {
        self.clock.set(at);
    }

    /// Sets the clock and does what is due.
    pub async fn at(&self, at: Instant) {
        self.clock.set(at);
        self.work().await;
    }

    /// Does all jobs that are due, and those they promise.
    pub async fn work(&self) {
        for _ in 0..10_000 {
            if worker::run_due(&self.app, "test").await.unwrap() == 0 {
                return;
            }
        }
        panic!("the jobs never end");
    }

    /// Jobs that failed: none when a test ends well.
    pub fn troubles(&self) -> Vec<outbox::Trouble> {
        self.app.db.read_now(|conn| outbox::troubles(conn, 100)).unwrap()
    }

    /// Somebody with a browser of their own, signed in nowhere, reading Chinese.
    pub fn visitor(&self) -> Visitor {
        Visitor::anonymous(&self.base)
    }

    /// Somebody whose session is open already, under this token.
    pub fn in_session(&self, token: &str) -> Visitor {
        Visitor::in_session(&self.base, token)
    }

    /// The letters sent so far: to whom, and the subject.
    pub fn letters(&self) -> Vec<(String, String)> {
        let mingxuan::platform::mail::Mailer::Memory { sent } = &self.app.mail else { panic!("tests keep mail in memory") };
        sent.lock().unwrap().iter().map(|(to, letter)| (to.clone(), letter.subject.clone())).collect()
    }

    /// The receipts sent so far: subject of the letter, and the file.
    pub fn receipts(&self) -> Vec<(String, String)> {
        let mingxuan::platform::mail::Mailer::Memory { sent } = &self.app.mail else { panic!("tests keep mail in memory") };
        sent.lock().unwrap().iter().filter_map(|(_, letter)| Some((letter.subject.clone(), letter.receipt.clone()?))).collect()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The server may be gone already.
        let _gone = self.stop.send(true);
    }
}

/// A browser without JavaScript.
#[derive(Clone)]
pub struct Visitor {
    http: reqwest::Client,
    base: String,
    pub lang: &'static str,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
}

impl Visitor {
    /// Somebody at this address with a browser of their own, signed in nowhere, reading Chinese.
    pub fn anonymous(base: &str) -> Visitor {
        let http = browser().cookie_store(true).redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Visitor { http, base: base.to_owned(), lang: "zh-CN" }
    }

    /// Somebody at this address whose session is open already, under this token.
    pub fn in_session(base: &str, token: &str) -> Visitor {
        let jar = std::sync::Arc::new(reqwest::cookie::Jar::default());
        jar.add_cookie_str(&format!("session={token}"), &base.parse().unwrap());
        let http = browser().cookie_provider(jar).redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Visitor { http, base: base.to_owned(), lang: "zh-CN" }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = self.http.get(format!("{}{path}", self.base)).header("accept-language", self.lang);
        answer(request.send().await.unwrap()).await
    }

    /// Sends a form as a page of this site does, with the token of the page at `from` where it has one.
    pub async fn post_from(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = form_token(&self.get(from).await.body);
        let mut fields = fields.to_vec();
        if let Some(token) = &token {
            fields.push(("csrf", token));
        }
        self.post(path, &fields).await
    }

    /// Sends a form as it is.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .header("accept-language", self.lang)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &self.base)
            .body(body);
        answer(request.send().await.unwrap()).await
    }

    /// The client and the address, for requests no form makes.
    pub fn raw(&self) -> (&reqwest::Client, &str) {
        (&self.http, &self.base)
    }
}

pub async fn answer(response: reqwest::Response) -> Answer {
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let location = headers.get("location").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    Answer { status, location, headers, body: response.text().await.unwrap() }
}

/// The token in a page's first form.
pub fn form_token(page: &str) -> Option<String> {
    let at = page.find("name=\"csrf\"")?;
    let rest = &page[at..];
    let value = rest.split_once("value=\"")?.1;
    Some(value.split_once('"')?.0.to_owned())
}

/// The names and values of all hidden fields of a page, first come.
pub fn hidden(page: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for part in page.split("type=\"hidden\"").skip(1) {
        let tag = part.split('>').next().unwrap_or_default();
        let of = |name: &str| tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(v, _)| v.to_owned());
        if let (Some(name), Some(value)) = (of("name"), of("value")) {
            found.entry(name).or_insert(value);
        }
    }
    found
}

/// Each request on a connection of its own: one kept open could be closed by the server in the very moment it is used again.
fn browser() -> reqwest::ClientBuilder {
    reqwest::Client::builder().pool_max_idle_per_host(0)
}
