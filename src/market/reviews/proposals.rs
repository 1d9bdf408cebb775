//! What is reviewed: the opened entries, under the pseudonyms under which they were sealed.

use std::collections::BTreeMap;

use super::store;
use crate::db::DbConn;
use crate::domain::bid::{Entry, What};
use crate::domain::draw::{DrawId, Label};
use crate::domain::project::ProjectId;
use crate::error::Result;
use crate::market::bids;

/// The opened entries of a review by their pseudonyms.
///
/// # Errors
/// Those of the database.
pub fn of(conn: &mut DbConn, (project, draw): (&ProjectId, &DrawId)) -> Result<BTreeMap<Label, Entry>> {
    let opening = bids::opening(conn, draw)?.and_then(|found| found.opening);
    let mut opened: BTreeMap<Label, Entry> = BTreeMap::new();
    for line in opening.into_iter().flat_map(|opening| opening.lines) {
        if let What::Opened(_, entry) = line.what {
            opened.insert(line.label, entry);
        }
    }
    let reviewed = store::pseudonyms(conn, project)?;
    Ok(reviewed.into_iter().filter_map(|pseudonym| opened.remove_entry(&pseudonym)).collect())
}

/// A file as a reviewer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub name: String,
    /// Bytes.
    pub size: u64,
    pub sha256: String,
    /// Where it can be read; `None` where this market keeps nothing but its hash.
    pub href: Option<String>,
}

/// The files of an entry.
pub fn files(entry: &Entry) -> Vec<File> {
    let file = |one: &crate::domain::bid::Attached| File {
        name: one.name.as_str().to_owned(),
        size: one.size,
        sha256: one.sha256.to_string(),
        href: None,
    };
    entry.files.iter().map(file).collect()
}
