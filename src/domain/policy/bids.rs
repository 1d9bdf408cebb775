//! The numbers of sealed quotes.

use serde::{Deserialize, Serialize};

crate::text_states! {
    /// What a finding of the check after the opening leads to.
    pub enum OnFound {
        /// Whoever reviews reads the document all the same; the chair is told.
        Show => "show",
        /// The document is withheld from whoever reviews or chooses.
        Withhold => "withhold",
        /// The whole proposal is excluded, before anybody reads it.
        Exclude => "exclude",
    }
}

/// Sealed quotes and their opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bids {
    /// How many members of the committee open together; 0: all of them.
    pub threshold: u32,
    /// Minutes after the freeze was approved in which members release their keys.
    pub release_minutes: u32,
    /// Minutes in which an agency may open its own entry, where too few members released.
    pub cure_minutes: u32,
    /// Hours in which the members release their keys for names; with fewer than enough of them by then the project ends without an outcome.
    pub names_hours: u32,
    /// Files an agency may seal beside its entry, where the way of a project asks for documents.
    pub files_max: u32,
    /// Megabytes (10^6 bytes) of one of them, at most [`Bids::MOST_FILE_MB`].
    pub file_mb_max: u32,
    /// Whether the market may read a document for some seconds to clean it and to look for the agency's own names before it is sealed.
    pub check_service: bool,
    /// What follows where the check after the opening finds words of somebody who signed up in a document, or cannot read it.
    pub found: OnFound,
    /// Whether the market may seal what is typed into the form without JavaScript.
    pub server_sealing: bool,
}

impl Bids {
    /// No door of the market takes a larger file.
    pub const MOST_FILE_MB: u32 = 50;

    /// Bytes of one file.
    pub fn file_bytes(&self) -> u64 {
        u64::from(self.file_mb_max.min(Bids::MOST_FILE_MB)) * 1_000_000
    }
}

/// What policies meant that were written before quotes were sealed.
impl Default for Bids {
    fn default() -> Bids {
        Bids {
            threshold: 0,
            release_minutes: 30,
            cure_minutes: 120,
            names_hours: 72,
            server_sealing: true,
            files_max: 5,
            file_mb_max: 50,
            check_service: true,
            found: OnFound::Withhold,
        }
    }
}
