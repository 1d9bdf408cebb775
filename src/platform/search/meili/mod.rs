//! A Meilisearch server.
//!
//! Questions get a short wait and a circuit breaker, so that a server that is down costs one reader a moment and the others nothing.
//! Changes wait until the server has taken them, since the job that carries them is done only then.
//!
//! An index under the name that is asked is always whole: it is filled under another name first (needs Meilisearch 1.18 or later, which
//! can rename). While there is none, the server refuses questions and the embedded engine answers.

mod ask;
mod fault;
mod feeding;
mod settings;
mod wire;

use std::time::{Duration, Instant};

use meilisearch_sdk::client::Client;
use secrecy::SecretString;
use tokio::sync::OnceCell;
use url::Url;

use super::agency::{AgencyHits, AgencyQuery};
use super::breaker::Breaker;
pub use fault::MeiliFault;
use wire::Wire;

/// How long to wait for a server.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For an answer to a question.
    pub answer: Duration,
    /// For a change to be taken.
    pub change: Duration,
    /// How long a server that failed is left alone.
    pub rest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { answer: Duration::from_millis(800), change: Duration::from_secs(60), rest: Duration::from_secs(15) }
    }
}

/// A server and the name of the index there.
pub struct Meili {
    client: Client<Wire>,
    index: String,
    patience: Patience,
    breaker: Breaker,
    is_set_up: OnceCell<()>,
}

impl Meili {
    /// The server at `url`, and the index `{prefix}_agencies` there. Nothing is sent yet.
    ///
    /// # Errors
    /// A key that cannot stand in an HTTP header.
    pub fn new(url: &Url, key: Option<&SecretString>, prefix: &str) -> Result<Meili, MeiliFault> {
        let patience = Patience::default();
        // The key travels with the connections; the crate itself needs none.
        let client = Client::new_with_client(url.as_str().trim_end_matches('/'), None::<String>, Wire::new(key)?);
        let index = format!("{prefix}_agencies");
        Ok(Meili { client, index, patience, breaker: Breaker::new(patience.rest), is_set_up: OnceCell::new() })
    }

    /// The same server with other waits.
    pub fn with_patience(mut self, patience: Patience) -> Meili {
        self.breaker = Breaker::new(patience.rest);
        self.patience = patience;
        self
    }

    /// The answer, or `None` when the server is being left alone or has just failed; the log says why, without what was asked.
    pub(super) async fn try_query(&self, asked: &AgencyQuery) -> Option<AgencyHits> {
        if !self.breaker.lets_through(Instant::now()) {
            return None;
        }
        match self.query(asked).await {
            Ok(hits) => {
                if self.breaker.succeeded() {
                    tracing::info!("Meilisearch answers again");
                }
                Some(hits)
            }
            Err(fault) => {
                if self.breaker.failed(Instant::now()) {
                    tracing::warn!(%fault, "Meilisearch does not answer; the embedded search does");
                }
                None
            }
        }
    }

    /// Asks the server; waits no longer than [`Patience::answer`].
    pub async fn query(&self, asked: &AgencyQuery) -> Result<AgencyHits, MeiliFault> {
        let answer = ask::ask(&self.client, &self.index, asked);
        tokio::time::timeout(self.patience.answer, answer).await.map_err(|_| MeiliFault::Silent(self.patience.answer))?
    }

    /// Whether the server says that it is well.
    pub async fn is_healthy(&self) -> bool {
        tokio::time::timeout(self.patience.answer, self.client.is_healthy()).await.unwrap_or(false)
    }
}
