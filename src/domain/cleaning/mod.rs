//! Cleaning a document that will be shown blind: everything that could name its author and is no part of what a reader sees is taken out, and what is
//! left is searched for the agency's own name, code, telephone and people (bid/v1, "Sealing", step 1).
//!
//! It runs before a document is sealed, on the agency's own machine or where nothing is kept, and again after the opening. Input is hostile: sizes and
//! counts are bounded, nothing is followed, and what cannot be read with certainty is refused with its reason rather than passed on.

mod image;
mod office;
mod pdf;
mod search;
#[cfg(test)]
mod tests;
mod xml;

use std::collections::BTreeSet;

pub use search::{Found, Own, Place, Sought};

crate::text_states! {
    /// What a document is, by its content.
    pub enum Kind {
        Pdf => "pdf",
        Docx => "docx",
        Xlsx => "xlsx",
        Jpeg => "jpg",
        Png => "png",
    }
}

crate::text_states! {
    /// Something that was taken out.
    pub enum Trace {
        /// Author, company, program and times in the document's properties.
        Properties => "properties",
        /// Metadata inside (XMP) and what programs keep for themselves.
        Metadata => "metadata",
        /// Files inside the file.
        Attachments => "attachments",
        /// Scripts and actions, links to the outside among them.
        Actions => "actions",
        /// Earlier versions that were still in the file.
        Revisions => "revisions",
        /// Comments, and the names of who made them.
        Comments => "comments",
        /// Tracked changes: deleted text is gone, inserted text is plain.
        Changes => "changes",
        /// Identifiers by which a program knows its own documents.
        Identifiers => "identifiers",
        /// Electronic signatures, which name the signer.
        Signatures => "signatures",
        /// What a camera wrote: maker, time, place.
        Camera => "camera",
        /// Bytes that belong to no part of the document.
        Stray => "stray",
    }
}

/// Why a document cannot be cleaned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// None of the kinds that are taken, by its content.
    Unknown,
    /// Its name says another kind than its content.
    OtherName(Kind),
    /// It opens with a password only.
    Encrypted,
    /// More pages than are read.
    Pages { most: usize },
    /// It unpacks to more than is read: a decompression bomb, or simply too much.
    Unpacked { most: u64 },
    /// It is damaged, or not written as its kind should be.
    Broken,
    /// It carries programs (macros, controls).
    Program,
    /// It holds objects of other programs, or refers to other files, which cannot be looked into.
    Embedded,
    /// The test file of virus scanners.
    Infected,
}

impl Refused {
    /// A stable word.
    pub fn code(self) -> &'static str {
        match self {
            Refused::Unknown => "unknown",
            Refused::OtherName(_) => "other-name",
            Refused::Encrypted => "encrypted",
            Refused::Pages { .. } => "pages",
            Refused::Unpacked { .. } => "unpacked",
            Refused::Broken => "broken",
            Refused::Program => "program",
            Refused::Embedded => "embedded",
            Refused::Infected => "infected",
        }
    }
}

/// How much is read of one document (policy).
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pages of a PDF.
    pub pages: usize,
    /// Bytes after unpacking, of all parts together.
    pub unpacked_bytes: u64,
    /// Parts of an office document.
    pub parts: usize,
}

/// A cleaned document.
#[derive(Clone, Debug)]
pub struct Cleaned {
    pub kind: Kind,
    pub bytes: Vec<u8>,
    /// What was taken out.
    pub removed: BTreeSet<Trace>,
    /// Where something of the agency's own still stands; it is for the agency to take it out.
    pub found: Vec<Found>,
    /// What a search cannot read and somebody has to look at: pages without text (scans), pictures.
    pub unread: Vec<Place>,
}

/// What one kind of document gives: the bytes without traces, and the texts a reader sees with their places.
struct Parts {
    bytes: Vec<u8>,
    removed: BTreeSet<Trace>,
    texts: Vec<(Place, String)>,
    unread: Vec<Place>,
}

/// Half of the test text by which virus scanners are tried; in two halves, so that no scanner takes this program for it.
const TEST_VIRUS: [&[u8]; 2] = [b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*"];

/// Cleans a document and looks for what is the agency's own in it and in its name.
///
/// # Errors
/// The first reason why it is not taken.
pub fn clean(bytes: &[u8], file_name: &str, limits: &Limits, own: &Own) -> Result<Cleaned, Refused> {
    if contains(bytes, &TEST_VIRUS.concat()) {
        return Err(Refused::Infected);
    }
    let kind = kind_of(bytes).ok_or(Refused::Unknown)?;
    if !is_named(kind, file_name) {
        return Err(Refused::OtherName(kind));
    }
    let parts = match kind {
        Kind::Pdf => pdf::clean(bytes, limits)?,
        Kind::Docx | Kind::Xlsx => office::clean(bytes, kind, limits)?,
        Kind::Jpeg | Kind::Png => image::clean(bytes, kind)?,
    };
    let mut found = own.in_name(file_name);
    found.extend(parts.texts.iter().flat_map(|(place, text)| own.in_text(place, text)));
    Ok(Cleaned { kind, bytes: parts.bytes, removed: parts.removed, found, unread: parts.unread })
}

/// The kind by the first bytes, which must be the very first: a file that begins as something else is something else to other programs.
fn kind_of(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Kind::Pdf),
        [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Kind::Png),
        [b'P', b'K', 3, 4, ..] => office::kind_of(bytes),
        _ => None,
    }
}

fn is_named(kind: Kind, file_name: &str) -> bool {
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    ending == kind.as_str() || (kind == Kind::Jpeg && ending == "jpeg")
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
