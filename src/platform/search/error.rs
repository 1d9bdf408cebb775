//! What can go wrong while searching. No variant carries what a reader typed.

use super::feed::FeedError;
use super::meili::MeiliFault;

/// Why a search or a change of the index failed.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The embedded index could not be read or written.
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The folder of the embedded index could not be prepared.
    #[error("the folder of the search index failed: {0}")]
    Folder(#[from] std::io::Error),
    /// The source of changes failed, usually the database.
    #[error("the source of changes failed: {0}")]
    Feed(#[from] FeedError),
    /// Meilisearch did not do what was asked.
    #[error("Meilisearch: {0}")]
    Meili(#[from] MeiliFault),
    /// The entries kept changing while they were being sent.
    #[error("the entries kept changing while they were being sent to Meilisearch")]
    Restless,
    /// The thread that searched has ended, as when the process shuts down.
    #[error("the search was cut short")]
    Stopped,
}

/// Nothing was changed, and the same may work later.
impl From<SearchError> for crate::error::Error {
    fn from(error: SearchError) -> Self {
        crate::error::Error::Unavailable(error.to_string())
    }
}
