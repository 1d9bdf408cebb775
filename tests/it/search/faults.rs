//! A Meilisearch that does not answer.

use std::time::{Duration, Instant};

use mingxuan::platform::search::meili::Patience;
use mingxuan::platform::search::{AgencyQuery, Engine, Meili, MeiliFault, Search};
use url::Url;

use super::register::{Register, agencies};

fn behind(address: std::net::SocketAddr) -> Search {
    let url = Url::parse(&format!("http://{address}")).expect("an address");
    let patience = Patience { answer: Duration::from_millis(200), ..Patience::default() };
    let server = Meili::new(&url, None, "test").expect("no TLS").with_patience(patience);
    let register = Register::holding(agencies());
    Search::in_memory(register.feed("city")).expect("an index in memory").with_meili(server)
}

async fn ask(search: &Search) -> (Engine, u64, Duration) {
    let began = Instant::now();
    let hits = search.query(AgencyQuery { text: "监理".to_owned(), ..AgencyQuery::default() }).await.expect("an answer");
    (hits.engine, hits.total, began.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn embedded_answers_when_nobody_listens() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let search = behind(closed);
    assert!(search.needs_announcements());
    let (engine, total, _) = ask(&search).await;
    assert_eq!((engine, total), (Engine::Embedded, 2));
    assert!(search.announce(vec!["zhongtian".to_owned()]).await.is_err(), "the job must stay");
    assert!(search.rebuild().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn embedded_answers_when_the_server_hangs_and_then_at_once() {
    let hanging = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let search = behind(hanging.local_addr().unwrap());
    ask(&search).await;
    let (engine, total, took) = ask(&search).await;
    assert_eq!((engine, total), (Engine::Embedded, 2));
    assert!(took < Duration::from_millis(200), "the second reader waited {took:?} for a server known to hang");
}

#[test]
fn a_key_that_no_header_can_hold_is_refused_when_it_is_read() {
    let url = Url::parse("https://search.example.org").unwrap();
    assert_eq!(Meili::new(&url, Some(&"two\nlines".into()), "test").err(), Some(MeiliFault::Unsendable));
    assert!(Meili::new(&url, Some(&"one-line".into()), "test").is_ok());
}
