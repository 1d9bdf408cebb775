//! Bringing a Meilisearch index up to date, and making it again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use meilisearch_sdk::client::SwapIndexes;
use meilisearch_sdk::task_info::TaskInfo;
use meilisearch_sdk::tasks::Task;
use serde::Serialize;

use super::fault::MeiliFault;
use super::{Meili, settings};
use crate::platform::search::agency::AgencyDoc;
use crate::platform::search::error::SearchError;
use crate::platform::search::feed::Page;
use crate::platform::search::follower::Follower;
use crate::platform::search::text::name_key;

/// The field that identifies a document.
const ID: &str = "id";
/// How often a task is looked at while waiting for it.
const GLANCE: Duration = Duration::from_millis(50);
/// How often entries that change while they are sent are sent again before the job gives up for now.
const SENDINGS: usize = 5;

/// An entry as the server keeps it.
#[derive(Serialize)]
struct Stored<'a> {
    #[serde(flatten)]
    doc: &'a AgencyDoc,
    name_key: String,
}

impl Meili {
    /// Sends the entries of these agencies, and returns when the server has them as they are now.
    ///
    /// Two senders may overtake each other, and the server keeps what comes last. So each looks again after it has sent, and sends again
    /// what has changed meanwhile: whoever comes last has sent what is there.
    pub(in crate::platform::search) async fn announce(&self, ids: Vec<String>, source: &Arc<Follower>) -> Result<(), SearchError> {
        if !self.has(&self.index).await? {
            return self.rebuild(source).await.map(drop);
        }
        self.is_set_up.get_or_try_init(|| self.set_up(&self.index)).await?;
        let mut entries = entries_of(&ids, source).await?;
        for _ in 0..SENDINGS {
            self.fill(&self.index, &entries).await?;
            let now = entries_of(&ids, source).await?;
            if now == entries {
                return Ok(());
            }
            entries = now;
        }
        Err(SearchError::Restless)
    }

    /// Fills a new index beside the one in use, puts it in its place, and takes over what changed meanwhile.
    /// Returns how many agencies it holds.
    pub(in crate::platform::search) async fn rebuild(&self, source: &Arc<Follower>) -> Result<u64, SearchError> {
        // A name of its own: two that rebuild at the same time must not fill one another's index.
        let next = format!("{}_{}", self.index, uuid::Uuid::now_v7().simple());
        self.start(&next).await?;
        let filled = match self.replay(&next, source, 0).await {
            Ok(cursor) => self.put_in_place(&next).await.map(|()| cursor).map_err(SearchError::from),
            Err(error) => Err(error),
        };
        match filled {
            Ok(cursor) => self.replay(&self.index, source, cursor).await?,
            Err(error) => {
                // Best effort: the server may be the very thing that failed, and a leftover only takes room.
                let _ = self.client.delete_index(&next).await;
                return Err(error);
            }
        };
        let stats = self.client.index(&self.index).get_stats().await.map_err(MeiliFault::from)?;
        Ok(stats.number_of_documents as u64)
    }

    async fn replay(&self, index: &str, source: &Arc<Follower>, mut cursor: i64) -> Result<i64, SearchError> {
        loop {
            let source = Arc::clone(source);
            let page = crate::platform::search::blocking(move || Ok(source.feed().page_after(cursor)?)).await?;
            let Some(page) = page else { return Ok(cursor) };
            self.fill(index, &page).await?;
            cursor = page.upto;
        }
    }

    async fn has(&self, index: &str) -> Result<bool, MeiliFault> {
        match self.client.get_index(index).await.map_err(MeiliFault::from) {
            Ok(_) => Ok(true),
            Err(fault) if fault.is_code("index_not_found") => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    async fn start(&self, index: &str) -> Result<(), MeiliFault> {
        self.done(self.client.create_index(index, Some(ID)).await?).await?;
        self.set_up(index).await
    }

    /// Sets what `index` searches, filters and sorts by; the server does nothing when that is so already.
    async fn set_up(&self, index: &str) -> Result<(), MeiliFault> {
        self.done(self.client.index(index).set_settings(&settings::settings()).await?).await
    }

    async fn put_in_place(&self, next: &str) -> Result<(), MeiliFault> {
        if !self.has(&self.index).await? {
            match self.exchange((next, &self.index), Some(true)).await {
                Err(fault) if fault.is_code("index_already_exists") => {} // another was faster
                outcome => return outcome,
            }
        }
        self.exchange((&self.index, next), None).await?;
        self.done(self.client.delete_index(next).await?).await
    }

    async fn exchange(&self, (one, other): (&str, &str), rename: Option<bool>) -> Result<(), MeiliFault> {
        let swap = SwapIndexes { indexes: (one.to_owned(), other.to_owned()), rename };
        self.done(self.client.swap_indexes([&swap]).await?).await
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
        let until = Instant::now() + self.patience.change;
        loop {
            match self.client.get_task(&task).await? {
                Task::Failed { content } => return Err(MeiliFault::Refused(content.error.error_code.to_string())),
                Task::Succeeded { .. } => return Ok(()),
                Task::Enqueued { .. } | Task::Processing { .. } if Instant::now() >= until => {
                    return Err(MeiliFault::Silent(self.patience.change));
                }
                Task::Enqueued { .. } | Task::Processing { .. } => tokio::time::sleep(GLANCE).await,
            }
        }
    }
}

async fn entries_of(ids: &[String], source: &Arc<Follower>) -> Result<Page, SearchError> {
    let (ids, source) = (ids.to_vec(), Arc::clone(source));
    crate::platform::search::blocking(move || Ok(source.feed().page_of(ids)?)).await
}
