//! Where documents and their changes come from: functions, given by whoever owns the agencies.

use std::collections::BTreeSet;

use super::agency::AgencyDoc;

/// Changes read in one go.
const PAGE: usize = 1_000;

/// Why the source failed, in its own words.
pub type FeedError = Box<dyn std::error::Error + Send + Sync>;

/// One entry of the sequence of changes: at `seq` the entry of `agency` became something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Place in the sequence, from 1, rising.
    pub seq: i64,
    /// Whose entry changed.
    pub agency: String,
}

type Read<In, Out> = Box<dyn Fn(In) -> Result<Out, FeedError> + Send + Sync>;

/// The source of an index.
///
/// The sequence must become visible in its own order: a reader that has seen change 11 never sees 10 appear afterwards. Where
/// transactions run side by side, the one that writes a change takes a lock for it before it takes the number.
/// Every agency that may be found has at least one change in the sequence.
pub struct Feed {
    /// What the sequence belongs to, such as the id of the database; an index of another origin is made again.
    pub origin: String,
    /// The last number of the sequence, 0 when there is none. Asked before every search, so it must be one look into an index.
    pub head: Box<dyn Fn() -> Result<i64, FeedError> + Send + Sync>,
    /// The changes after a number, in order, at most so many.
    pub after: Read<(i64, usize), Vec<Change>>,
    /// The entries of these agencies as they are now; one that is missing in the answer is gone.
    pub docs: Read<Vec<String>, Vec<AgencyDoc>>,
}

/// What a stretch of the sequence comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// The last number of the stretch.
    pub(super) upto: i64,
    /// Entries to be found from now on.
    pub(super) docs: Vec<AgencyDoc>,
    /// Agencies not to be found any more.
    pub(super) gone: Vec<String>,
}

impl Feed {
    /// The next stretch after `cursor`; `None` at the head.
    pub(super) fn page_after(&self, cursor: i64) -> Result<Option<Page>, FeedError> {
        let changes = (self.after)((cursor, PAGE))?;
        let Some(last) = changes.last() else { return Ok(None) };
        let upto = last.seq;
        let page = self.page_of(changes.into_iter().map(|change| change.agency).collect())?;
        Ok(Some(Page { upto, ..page }))
    }

    /// The entries of these agencies as they are now, outside the sequence.
    pub(super) fn page_of(&self, ids: Vec<String>) -> Result<Page, FeedError> {
        let mut gone: BTreeSet<String> = ids.into_iter().collect();
        let mut docs = (self.docs)(gone.iter().cloned().collect())?;
        docs.retain(|doc| doc.listed);
        docs.sort_by(|one, other| one.id.cmp(&other.id));
        for doc in &docs {
            gone.remove(&doc.id);
        }
        Ok(Page { upto: 0, docs, gone: gone.into_iter().collect() })
    }
}
