//! What is reviewed: the opened entries. Under which name an opened entry lies, and which of its files can be read, is known here alone.

use std::collections::BTreeMap;

use super::link;
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
    let links = link::of(conn, project)?;
    Ok(links.into_iter().filter_map(|(pseudonym, label)| Some((pseudonym, opened.remove(&label)?))).collect())
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
