//! Finding agencies: by name, service item, qualification and place, with filters, counts, sorting and pages.
//!
//! One type, [`Search`], with two engines behind it. The **embedded** one (tantivy with the jieba dictionary) is the default and
//! belongs to the process that serves it: it follows the sequence of changes by its own cursor, and looks at the head of that sequence
//! before it answers, so a committed change is visible to the very next request. **Meilisearch** is used where one is configured; it is
//! fed by jobs of the outbox through [`Search::announce`] and may lag by as much as the outbox does. When it does not answer, the
//! embedded engine does.
//!
//! This module knows no capability: what it indexes is the [`AgencyDoc`] it is given, where documents come from is a [`Feed`] of
//! functions, which [`sequence`] makes from the market's database. The text a reader typed is never logged.

pub mod agency;
mod breaker;
pub mod embedded;
mod error;
pub mod feed;
pub mod follower;
pub mod meili;
pub mod sequence;
pub mod text;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

pub use agency::{AgencyDoc, AgencyHits, AgencyQuery, Engine, Facets, Sort};
pub use error::SearchError;
pub use feed::{Change, Feed, FeedError};
pub use meili::{Meili, MeiliFault};
pub use sequence::Agencies;

use embedded::Embedded;
use follower::Follower;

/// The search of agencies, whichever engine answers.
#[derive(Clone)]
pub enum Search {
    /// The engine in this process.
    Embedded(Arc<Follower>),
    /// A Meilisearch server, with the engine in this process for when it does not answer.
    Meili {
        /// The server.
        server: Arc<Meili>,
        /// Who answers when it does not.
        fallback: Arc<Follower>,
    },
}

impl Search {
    /// The search that is configured, with its own index in `folder`.
    ///
    /// # Errors
    /// [`Error::Setup`](crate::error::Error::Setup) when the address or key of Meilisearch cannot be used. A server that does not answer
    /// is no error.
    pub fn open(config: &crate::config::Search, folder: &Path, feed: Feed) -> crate::error::Result<Search> {
        let search = Search::embedded(folder, feed)?;
        let Some(url) = &config.meilisearch_url else { return Ok(search) };
        let server = Meili::new(url, config.meilisearch_key.as_ref(), &config.meilisearch_prefix)
            .map_err(|fault| crate::error::Error::Setup(format!("search.meilisearch_url: {fault}")))?;
        Ok(search.with_meili(server))
    }

    /// The embedded engine with its index in `folder`.
    ///
    /// An index is derived and can be made again, so a folder that cannot be used (a full disk, another process that holds it) is no
    /// reason not to start: the index then lives in memory, and the log says so.
    pub fn embedded(folder: &Path, feed: Feed) -> Result<Search, SearchError> {
        let index = match Embedded::open(folder, &feed.origin) {
            Ok(index) => index,
            Err(error) => {
                tracing::warn!(%error, folder = %folder.display(), "the search index cannot be kept on disk; it is kept in memory");
                Embedded::in_memory(&feed.origin)?
            }
        };
        Ok(Search::Embedded(Arc::new(Follower::new(index, feed))))
    }

    /// The embedded engine with its index in memory.
    pub fn in_memory(feed: Feed) -> Result<Search, SearchError> {
        let index = Embedded::in_memory(&feed.origin)?;
        Ok(Search::Embedded(Arc::new(Follower::new(index, feed))))
    }

    /// This search with a Meilisearch server in front of the embedded engine.
    pub fn with_meili(self, server: Meili) -> Search {
        Search::Meili { server: Arc::new(server), fallback: Arc::clone(self.follower()) }
    }

    /// Answers `asked`; whoever answered is named in the hits.
    ///
    /// # Errors
    /// Only when the embedded engine fails too. A source of changes that fails is logged, and the index answers as it is.
    pub async fn query(&self, asked: AgencyQuery) -> Result<AgencyHits, SearchError> {
        if let Search::Meili { server, .. } = self
            && let Some(answer) = server.try_query(&asked).await
        {
            return Ok(answer);
        }
        let follower = Arc::clone(self.follower());
        blocking(move || follower.query(&asked)).await
    }

    /// Whether changes must be announced by a job ([`Search::announce`]); the embedded engine sees them by itself.
    pub fn needs_announcements(&self) -> bool {
        matches!(self, Search::Meili { .. })
    }

    /// Brings the entries of these agencies up to date in Meilisearch and waits until it has taken them; nothing to do without one.
    /// Safe to repeat. A server that has no index yet gets a whole one.
    pub async fn announce(&self, ids: Vec<String>) -> Result<(), SearchError> {
        match self {
            Search::Embedded(_) => Ok(()),
            Search::Meili { server, fallback } => server.announce(ids, fallback).await,
        }
    }

    /// Makes the index again from the whole sequence of changes; readers see the old one until the new one is complete.
    /// Returns how many agencies it holds.
    pub async fn rebuild(&self) -> Result<u64, SearchError> {
        match self {
            Search::Embedded(follower) => {
                let follower = Arc::clone(follower);
                blocking(move || follower.rebuild()).await
            }
            Search::Meili { server, fallback } => server.rebuild(fallback).await,
        }
    }

    /// Keeps the embedded index warm and small for ever: takes over changes every `pause` and lets go of the writer when idle.
    ///
    /// Readers do not depend on it, they catch up themselves; it only saves them the wait.
    pub async fn follow(self, pause: Duration) {
        let mut failing = false;
        loop {
            tokio::time::sleep(pause).await;
            let follower = Arc::clone(self.follower());
            match blocking(move || follower.tend()).await {
                Ok(()) => failing = false,
                Err(error) if !failing => {
                    failing = true;
                    tracing::warn!(%error, "the search index cannot follow the changes");
                }
                Err(_) => {}
            }
        }
    }

    fn follower(&self) -> &Arc<Follower> {
        match self {
            Search::Embedded(follower) => follower,
            Search::Meili { fallback, .. } => fallback,
        }
    }
}

/// Runs index and database work on the threads made for it.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, SearchError> + Send + 'static) -> Result<T, SearchError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| SearchError::Stopped)?
}
