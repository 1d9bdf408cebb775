//! The files that lie on an agency's machine: the sheet it seals by, and what it keeps to itself.

use serde::{Deserialize, Serialize};

use super::envelope::Envelope;
use super::seal::Private;
use crate::domain::draw::Document;
use crate::domain::method::quote::QuoteKind;

/// What sealing away from the market needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// [`Sheet::FORMAT`].
    pub format: String,
    pub project: String,
    pub title: String,
    pub label: String,
    pub quote: QuoteKind,
    /// The lowest and the highest quote that count: fen, or hundredths of a percent.
    pub least: u64,
    pub most: u64,
    /// committee.txt.
    pub committee: String,
    /// Where the label is a pseudonym, the claim that is sent with the entry. Every sheet has a fresh pseudonym; the one under which the first entry is
    /// sealed stays.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub claim: String,
}

impl Sheet {
    /// The first field of every sheet.
    pub const FORMAT: &str = "mingxuan/sheet/v1";
}

/// What an agency keeps of a sealed entry; with it, it opens its own, should the committee fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivateFile {
    /// [`PrivateFile::FORMAT`].
    pub format: String,
    pub project: String,
    pub label: String,
    /// Hash of the envelope.
    pub envelope: String,
    pub salt: String,
    pub key: String,
    pub plaintext: String,
}

impl PrivateFile {
    /// The first field of every such file.
    pub const FORMAT: &str = "mingxuan/sealed-private/v1";

    /// What is kept of an entry that was sealed just now.
    pub fn of((envelope, private): (&Envelope, &Private), plaintext: String) -> PrivateFile {
        PrivateFile {
            format: PrivateFile::FORMAT.to_owned(),
            project: envelope.project.to_string(),
            label: envelope.label.to_string(),
            envelope: envelope.hash().to_string(),
            salt: private.salt.to_string(),
            key: private.key.to_string(),
            plaintext,
        }
    }
}
