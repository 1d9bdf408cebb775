//! What is reviewed: the opened entries, under the pseudonyms under which they were sealed.

use std::collections::BTreeMap;

use super::store;
use crate::db::DbConn;
use crate::domain::bid::{Attached, Entry, What};
use crate::domain::draw::{DrawId, Label};
use crate::domain::project::ProjectId;
use crate::error::Result;
use crate::market::bids::{self, SealedFile, Shown};

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

/// A file as whoever reviews sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its place in the proposal, from 1.
    pub number: u64,
    /// Its name, where it can be read: a name may say whose the file is.
    pub name: Option<String>,
    /// Bytes.
    pub size: u64,
    pub sha256: String,
    pub shown: Shown,
    /// What the check after the opening found; for the chair alone.
    pub finding: String,
}

/// The files an entry names, with what became of each where they are sealed here.
pub fn files(entry: &Entry, sealed: &[SealedFile], (masks, chairs): (bool, bool)) -> Vec<File> {
    let file = |(number, one): (u64, &Attached)| {
        let found = sealed.iter().find(|file| file.number == number);
        let finding = found.filter(|_| chairs).map_or_else(String::new, |file| file.finding.clone());
        let shown = found.map_or(Shown::Shut, |file| file.shown(masks));
        File {
            number,
            name: (shown == Shown::Open).then(|| one.name.as_str().to_owned()),
            size: one.size,
            sha256: one.sha256.to_string(),
            shown,
            finding,
        }
    };
    (1..).zip(&entry.files).map(file).collect()
}
