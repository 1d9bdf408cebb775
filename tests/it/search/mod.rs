//! Finding agencies: one set of expectations, held against both engines.
//!
//! The Meilisearch half runs where `MEILI_URL` (and `MEILI_KEY`, if the server wants one) is set, and says so when it is not.

mod expectations;
mod faults;
mod follower;
mod register;
mod sequence;

use std::io::Write;
use std::time::Duration;

use mingxuan::platform::search::meili::Patience;
use mingxuan::platform::search::{AgencyQuery, Engine, Meili, Search};
use register::{Register, agencies};
use secrecy::ExposeSecret;

#[tokio::test(flavor = "multi_thread")]
async fn embedded_answers_as_expected() {
    let register = Register::holding(agencies());
    let search = Search::in_memory(register.feed("city")).expect("an index in memory");
    expectations::hold(&register, &search, Engine::Embedded).await;
}

/// More than Meilisearch promises: there a piece is found only where the dictionary cuts name and question alike.
#[tokio::test(flavor = "multi_thread")]
async fn embedded_finds_a_name_by_every_piece_of_it() {
    let register = Register::holding(agencies());
    let search = Search::in_memory(register.feed("city")).expect("an index in memory");
    let name: Vec<char> = register.state().docs["huacheng"].name.chars().collect();
    for length in 2..=name.len() {
        for piece in name.windows(length) {
            let text: String = piece.iter().collect();
            let hits = search.query(AgencyQuery { text: text.clone(), ..AgencyQuery::default() }).await.expect("an answer");
            assert!(hits.ids.contains(&"huacheng".to_owned()), "{text} does not find it");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn meilisearch_answers_as_expected() {
    let Some(server) = Server::of_environment() else { return };
    let register = Register::holding(agencies());
    let search = server.search(&register);
    assert_eq!(search.rebuild().await.expect("the server takes the register"), 7);
    expectations::hold(&register, &search, Engine::Meilisearch).await;
    server.forget().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fresh_meilisearch_answers_only_when_it_holds_everything() {
    let Some(server) = Server::of_environment() else { return };
    let register = Register::holding(agencies());
    let ask = async || server.search(&register).query(AgencyQuery::default()).await.map(|hits| (hits.engine, hits.total)).unwrap();
    assert_eq!(ask().await, (Engine::Embedded, 7));
    register.put(register::agency("xinda", "信达测绘院"));
    let announced = server.search(&register);
    let (one, other) = tokio::join!(announced.announce(vec!["xinda".to_owned()]), announced.announce(vec!["xinda".to_owned()]));
    one.and(other).expect("two workers that find no index each make a whole one");
    assert_eq!(ask().await, (Engine::Meilisearch, 8));
    server.forget().await;
}

/// The real server the environment names, and an index there of this test alone.
struct Server {
    url: url::Url,
    key: Option<secrecy::SecretString>,
    prefix: String,
}

impl Server {
    fn of_environment() -> Option<Server> {
        let Ok(url) = std::env::var("MEILI_URL") else {
            // Written past the test harness, which keeps what passing tests print to itself.
            let _ = writeln!(std::io::stderr(), "NOT RUN: the Meilisearch half of the search tests, since MEILI_URL is not set");
            return None;
        };
        Some(Server {
            url: url::Url::parse(&url).expect("MEILI_URL is an address"),
            key: std::env::var("MEILI_KEY").ok().map(secrecy::SecretString::from),
            prefix: format!("test_{}", uuid::Uuid::new_v4().simple()),
        })
    }

    fn search(&self, register: &Register) -> Search {
        let server = Meili::new(&self.url, self.key.as_ref(), &self.prefix).expect("an address without TLS");
        let patience = Patience { answer: Duration::from_secs(10), ..Patience::default() };
        Search::in_memory(register.feed("city")).expect("an index in memory").with_meili(server.with_patience(patience))
    }

    async fn forget(&self) {
        let address = self.url.join(&format!("indexes/{}_agencies", self.prefix)).expect("an address");
        let mut request = reqwest::Client::new().delete(address);
        if let Some(key) = &self.key {
            request = request.bearer_auth(key.expose_secret());
        }
        assert!(request.send().await.expect("the server answers").status().is_success());
    }
}
