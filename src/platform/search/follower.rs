//! The embedded engine on the heels of the sequence of changes.
//!
//! The cursor is written with the very commit that holds the changes up to it, so a crash neither loses nor skips one. When the sequence
//! turns out to be shorter than the cursor, the database was restored to an earlier state and the index is made again.

use std::sync::Mutex;

use super::agency::{AgencyHits, AgencyQuery};
use super::embedded::Embedded;
use super::error::SearchError;
use super::feed::Feed;

/// An embedded index and what it follows.
pub struct Follower {
    index: Embedded,
    feed: Feed,
    turn: Mutex<()>,
}

impl Follower {
    /// An index that will follow `feed`; nothing is read yet.
    pub fn new(index: Embedded, feed: Feed) -> Self {
        Follower { index, feed, turn: Mutex::new(()) }
    }

    /// Answers with every change that was committed before the call. When the changes cannot be read, the index answers as it is:
    /// an old answer is better than none, and whoever shows it reads the rows from the database anyway.
    pub fn query(&self, asked: &AgencyQuery) -> Result<AgencyHits, SearchError> {
        if let Err(error) = self.catch_up() {
            tracing::error!(%error, "the search index cannot follow the changes; it answers as it is");
        }
        self.index.search(asked)
    }

    /// Takes over all changes up to the head of the sequence. Costs one look at the head when there is nothing new.
    pub fn catch_up(&self) -> Result<(), SearchError> {
        if (self.feed.head)()? == self.index.cursor() {
            return Ok(());
        }
        self.in_turn(|| self.follow())
    }

    /// Makes the index again from the start of the sequence; returns how many agencies it holds.
    pub fn rebuild(&self) -> Result<u64, SearchError> {
        self.in_turn(|| self.replay())?;
        Ok(self.index.len())
    }

    /// Catches up, and lets go of the writer when there has been nothing to write for a while.
    pub fn tend(&self) -> Result<(), SearchError> {
        self.catch_up()?;
        self.in_turn(|| self.index.rest())
    }

    pub(super) fn feed(&self) -> &Feed {
        &self.feed
    }

    fn follow(&self) -> Result<(), SearchError> {
        // Only a head read within the turn can be compared: while this thread waited, another may have gone further than it had seen.
        if (self.feed.head)()? < self.index.cursor() {
            tracing::warn!(
                cursor = self.index.cursor(),
                "the sequence of changes is shorter than the search index; the index is made again"
            );
            self.replay()?;
        }
        while let Some(page) = self.feed.page_after(self.index.cursor())? {
            self.index.take_over(&page)?;
            self.index.commit(page.upto)?;
        }
        Ok(())
    }

    /// One commit at the end: readers see the old entries until the new ones are complete.
    fn replay(&self) -> Result<(), SearchError> {
        self.index.clear()?;
        let mut cursor = 0;
        while let Some(page) = self.feed.page_after(cursor)? {
            self.index.take_over(&page)?;
            cursor = page.upto;
        }
        self.index.commit(cursor)
    }

    /// One thread writes at a time. What a turn that failed or panicked had not committed is thrown away, or the next commit would
    /// publish half of it under a cursor that claims the whole.
    fn in_turn<T>(&self, work: impl FnOnce() -> Result<T, SearchError>) -> Result<T, SearchError> {
        let _turn = self.turn.lock().unwrap_or_else(|panicked| {
            self.index.abandon();
            self.turn.clear_poison();
            panicked.into_inner()
        });
        work().inspect_err(|_| self.index.abandon())
    }
}
