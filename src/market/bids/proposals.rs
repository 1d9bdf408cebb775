//! Opened entries as whoever reviews or chooses sees them: under their pseudonyms, with the documents that were sealed beside the quote. What of these may be
//! read is one rule for all of them: what might say whose it is is withheld, where the policy has it so (`bids.found`).

use std::collections::BTreeMap;

use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

use super::findings;
use super::service;
use super::store::files::{SealedFile, Shown};
use crate::db::DbConn;
use crate::domain::bid::{Attached, Entry, Quote, What};
use crate::domain::draw::{DrawId, Label};
use crate::domain::money::Fen;
use crate::domain::policy::OnFound;
use crate::error::{Error, Result};
use crate::market::documents::Paper;
use crate::platform::i18n::T;

/// The opened entries of a draw, by what each was sealed under; none before they are published.
///
/// # Errors
/// Those of the database.
pub fn entries(conn: &mut DbConn, draw: &DrawId) -> Result<BTreeMap<Label, Entry>> {
    let opening = service::opening(conn, draw)?.and_then(|found| found.opening);
    let lines = opening.into_iter().flat_map(|opening| opening.lines);
    let opened = lines.filter_map(|line| match line.what {
        What::Opened(_, entry) => Some((line.label, entry)),
        What::Spoiled(_) | What::Missing(_) => None,
    });
    Ok(opened.collect())
}

/// A file of a proposal.
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
    /// What the check after the opening found; empty where it is not told.
    pub finding: String,
}

/// The files an entry names, with what became of each where they are sealed here. `rule`: what of the policy follows from a finding; `told`:
/// whether its finding is told.
pub fn files(entry: &Entry, sealed: &[SealedFile], (rule, told): (OnFound, bool)) -> Vec<File> {
    let file = |(number, one): (u64, &Attached)| {
        let found = sealed.iter().find(|file| file.number == number);
        let finding = found.filter(|_| told).map_or_else(String::new, |file| file.finding.clone());
        let shown = found.map_or(Shown::Shut, |file| file.shown(rule));
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

/// One document of a proposal, by its place in it, for whoever reviews or chooses.
///
/// # Errors
/// [`Error::NotFound`] for what is none, is not open, or is withheld.
pub fn readable(conn: &mut DbConn, draw: &DrawId, (pseudonym, number): (&Label, &str), rule: OnFound) -> Result<Paper> {
    let files = service::documents_of(conn, draw)?.remove(pseudonym).unwrap_or_default();
    let file = files.into_iter().find(|file| file.number.to_string() == number && file.shown(rule) == Shown::Open);
    file.map(SealedFile::into_paper).ok_or(Error::NotFound)
}

/// A quote of an entry in words.
pub fn quote_words(t: T, quote: Quote) -> String {
    match quote {
        Quote::Amount(fen) => t.money(Fen(i64::try_from(fen).unwrap_or(i64::MAX))),
        Quote::Discount(bp) => t.hundredths(i64::try_from(bp).unwrap_or(i64::MAX)),
        Quote::None => t.t("none"),
    }
}

/// The days an entry promises in words.
pub fn days_words(t: T, days: Option<u64>) -> String {
    days.map_or_else(|| t.t("none"), |days| t.n("bids-promised-days", i64::try_from(days).unwrap_or(i64::MAX)))
}

/// A file in words.
pub struct FileWords {
    pub name: String,
    pub size: String,
    pub hash: String,
    pub href: Option<String>,
    /// Why it cannot be read, and what the check found where that is told.
    pub said: Vec<String>,
}

impl FileWords {
    /// The words of a file of the proposal at this address.
    pub fn of(t: T, (file, proposal): (&File, &str)) -> FileWords {
        let why = (file.shown != Shown::Open).then(|| t.word("bids-shown", file.shown.as_str()));
        let found = file.finding.split_whitespace().map(|word| findings::second(t, word));
        FileWords {
            size: t.size(i64::try_from(file.size).unwrap_or(i64::MAX)),
            href: (file.shown == Shown::Open).then(|| format!("{proposal}/documents/{}", file.number)),
            said: why.into_iter().chain(found).collect(),
            name: file.name.clone().unwrap_or_else(|| t.msg("bids-file-number").with_n("n", file.number as i64).to_string()),
            hash: file.sha256.clone(),
        }
    }
}

/// A file of a proposal for programs.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct FileBody {
    /// Its place in the proposal, from 1.
    number: u64,
    /// Where it can be read.
    name: Option<String>,
    /// Bytes.
    size: u64,
    sha256: String,
    /// `open`, `waiting`, `masked` or `shut`.
    shown: &'static str,
}

impl FileBody {
    /// The file's facts.
    pub fn of(file: &File) -> FileBody {
        let File { number, name, size, sha256, shown, .. } = file;
        FileBody { number: *number, name: name.clone(), size: *size, sha256: sha256.clone(), shown: shown.as_str() }
    }
}
