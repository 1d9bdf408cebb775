//! Finding agencies: one set of expectations, held against both engines.
//!
//! The Meilisearch half runs where `MEILI_URL` (and `MEILI_KEY`, if the server wants one) is set, and says so when it is not.

mod expectations;
mod faults;
mod follower;
mod register;

use std::io::Write;

use mingxuan::platform::search::{Engine, Meili, Search};
use register::{Register, agencies};

#[tokio::test(flavor = "multi_thread")]
async fn embedded_answers_as_expected() {
    let register = Register::holding(agencies());
    let search = Search::in_memory(register.feed("city")).expect("an index in memory");
    expectations::hold(&register, &search, Engine::Embedded).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn meilisearch_answers_as_expected() {
    let Ok(url) = std::env::var("MEILI_URL") else {
        // Written past the test harness, which keeps what passing tests print to itself.
        let _ = writeln!(std::io::stderr(), "NOT RUN: the Meilisearch half of the search tests, since MEILI_URL is not set");
        return;
    };
    let url = url::Url::parse(&url).expect("MEILI_URL is an address");
    let key = std::env::var("MEILI_KEY").ok().map(secrecy::SecretString::from);
    let prefix = format!("test_{}", uuid::Uuid::new_v4().simple());
    let server = Meili::new(&url, key.as_ref(), &prefix).expect("an address without TLS");
    let patience = mingxuan::platform::search::meili::Patience { answer: std::time::Duration::from_secs(10), ..Default::default() };

    let register = Register::holding(agencies());
    let search = Search::in_memory(register.feed("city")).expect("an index in memory").with_meili(server.with_patience(patience));
    assert_eq!(search.rebuild().await.expect("the server takes the register"), 7);
    expectations::hold(&register, &search, Engine::Meilisearch).await;
    faults::drop_index(&url, key.as_ref(), &prefix).await;
}
