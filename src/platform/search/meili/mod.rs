//! A Meilisearch server.
//!
//! Questions get a short wait and a circuit breaker, so that a server that is down costs one reader a moment and the others nothing.
//! Changes wait until the server has taken them, since the job that carries them is done only then.

mod ask;
mod fault;
mod settings;

use std::sync::Arc;
use std::time::{Duration, Instant};

use meilisearch_sdk::client::{Client, SwapIndexes};
use meilisearch_sdk::task_info::TaskInfo;
use meilisearch_sdk::tasks::Task;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use tokio::sync::OnceCell;
use url::Url;

use super::agency::{AgencyDoc, AgencyHits, AgencyQuery};
use super::breaker::Breaker;
use super::error::SearchError;
use super::feed::Page;
use super::follower::Follower;
use super::text::name_key;
pub use fault::MeiliFault;

/// The field that identifies a document.
const ID: &str = "id";
/// How often a task is looked at while waiting for it.
const GLANCE: Duration = Duration::from_millis(50);

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
    client: Client,
    index: String,
    patience: Patience,
    breaker: Breaker,
    prepared: OnceCell<()>,
}

/// An entry as the server keeps it.
#[derive(Serialize)]
struct Stored<'a> {
    #[serde(flatten)]
    doc: &'a AgencyDoc,
    name_key: String,
}

impl Meili {
    /// The server at `url`, and the index `{prefix}_agencies` there. Nothing is sent yet.
    ///
    /// # Errors
    /// An address with `https`: this build speaks no TLS to Meilisearch, which belongs on the same machine or behind a tunnel.
    /// A key that cannot stand in an HTTP header.
    pub fn new(url: &Url, key: Option<&SecretString>, prefix: &str) -> Result<Meili, MeiliFault> {
        if url.scheme() != "http" {
            return Err(MeiliFault::NotPlainHttp);
        }
        let patience = Patience::default();
        let client = Client::new(url.as_str().trim_end_matches('/'), key.map(|key| key.expose_secret()))?;
        let index = format!("{prefix}_agencies");
        Ok(Meili { client, index, patience, breaker: Breaker::new(patience.rest), prepared: OnceCell::new() })
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

    /// Brings the server up to date with `page`, and returns when it has taken everything.
    pub(super) async fn apply(&self, page: &Page) -> Result<(), MeiliFault> {
        self.prepared.get_or_try_init(|| self.prepare(&self.index)).await?;
        self.fill(&self.index, page).await
    }

    /// Fills a new index beside the one in use, exchanges the two, and takes over what changed meanwhile.
    pub(super) async fn rebuild(&self, source: Arc<Follower>) -> Result<u64, SearchError> {
        let next = format!("{}_next", self.index);
        self.start_empty(&next).await.map_err(SearchError::Meili)?;
        let cursor = self.replay(&next, &source, 0).await?;
        self.exchange(&next).await.map_err(SearchError::Meili)?;
        self.replay(&self.index, &source, cursor).await?;
        let stats = self.client.index(&self.index).get_stats().await.map_err(|error| SearchError::Meili(error.into()))?;
        Ok(stats.number_of_documents as u64)
    }

    async fn replay(&self, index: &str, source: &Arc<Follower>, mut cursor: i64) -> Result<i64, SearchError> {
        loop {
            let source = Arc::clone(source);
            let Some(page) = super::blocking(move || Ok(source.feed().page_after(cursor)?)).await? else { return Ok(cursor) };
            self.fill(index, &page).await.map_err(SearchError::Meili)?;
            cursor = page.upto;
        }
    }

    async fn start_empty(&self, index: &str) -> Result<(), MeiliFault> {
        self.prepared.get_or_try_init(|| self.prepare(&self.index)).await?;
        self.prepare(index).await?;
        self.done(self.client.index(index).delete_all_documents().await?).await
    }

    async fn exchange(&self, next: &str) -> Result<(), MeiliFault> {
        let swap = SwapIndexes { indexes: (self.index.clone(), next.to_owned()), rename: None };
        self.done(self.client.swap_indexes([&swap]).await?).await?;
        self.done(self.client.delete_index(next).await?).await
    }

    /// Makes `index` if it is not there, and sets what it searches, filters and sorts by.
    async fn prepare(&self, index: &str) -> Result<(), MeiliFault> {
        match self.done(self.client.create_index(index, Some(ID)).await?).await {
            Err(fault) if !fault.is_index_there_already() => return Err(fault),
            _ => {}
        }
        self.done(self.client.index(index).set_settings(&settings::settings()).await?).await
    }

    async fn fill(&self, index: &str, page: &Page) -> Result<(), MeiliFault> {
        let index = self.client.index(index);
        if !page.docs.is_empty() {
            let stored: Vec<Stored> = page.docs.iter().map(|doc| Stored { doc, name_key: name_key(&doc.name) }).collect();
            self.done(index.add_or_replace(&stored, Some(ID)).await?).await?;
        }
        if !page.gone.is_empty() {
            self.done(index.delete_documents(&page.gone).await?).await?;
        }
        Ok(())
    }

    /// Waits until the server has carried out a task.
    async fn done(&self, task: TaskInfo) -> Result<(), MeiliFault> {
        match self.client.wait_for_task(task, Some(GLANCE), Some(self.patience.change)).await? {
            Task::Failed { content } => Err(MeiliFault::Refused(content.error.error_code.to_string())),
            _ => Ok(()),
        }
    }
}
