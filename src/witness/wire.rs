//! The messages between platform and witness officer: JSON around the protocol's documents, the same in one process and over a network.

use serde::{Deserialize, Serialize};

use crate::domain::draw::{Document, DrawId, Fault, Freeze};
use crate::error::{Error, Result, Say};

/// What the platform says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Message {
    /// Make keys to which quotes of this project are sealed; `round` counts from 1. With `map` also one for links between pseudonyms and sign-ups.
    Keys {
        project: String,
        round: u64,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        map: bool,
    },
    /// Commit to this draw; `request` is request.txt. Where quotes are sealed, the documents that fix to whom.
    Commit {
        request: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sealing: Option<Sealing>,
    },
    /// Check this freeze.
    Inspect(Box<Inspection>),
    /// Reveal under the freeze of this hash.
    Reveal { draw: String, freeze: String },
    /// Release the key to which entries were sealed, under the freeze of this hash. Where about.txt says that a drawn number lowers an average, with
    /// the act by which that number's draw ended.
    Release {
        draw: String,
        freeze: String,
        sealing: Sealing,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<Deed>,
    },
    /// Release the key to which links were sealed: the log holds the act after which names are opened.
    Unblind { draw: String, sealing: Sealing, deed: Deed },
    /// Vouch for the head of the log; `request` is the body of an `add-checkpoint` (C2SP tlog-witness).
    Cosign { request: String },
}

/// To whom the entries of a draw are sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealing {
    /// about.txt, whose last line names the committee.
    pub about: String,
    /// committee.txt.
    pub committee: String,
    /// Whose keys of which round stand in it.
    pub round: u64,
}

/// An act in the log, with the proof that it lies under a head the officer vouched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// The document, e.g. choice/pick.txt.
    pub document: String,
    pub entry: String,
    /// As C2SP tlog-proof has it.
    pub proof: String,
}

/// Everything the check of a freeze needs: the documents, where notice and close lie in the log, and what was received between them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inspection {
    pub notice: String,
    /// Log index of the notice.
    pub notice_index: u64,
    pub pool: Option<String>,
    pub close: String,
    /// Log index of the close.
    pub close_index: u64,
    pub freeze: String,
    pub roster: String,
    /// Every `entry.received` with an index between the two, opened.
    pub received: Vec<Shown>,
}

/// One log entry and what it hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub index: u64,
    pub entry: String,
    pub salt: String,
    pub document: String,
}

/// What the officer says: one document or one signed head each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", content = "document", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    Keys(String),
    Pledge(String),
    Approval(String),
    Refusal(String),
    Reveal(String),
    Release(String),
    /// The head of the log with the officer's line.
    Cosignature(String),
}

impl Message {
    /// Reads a message.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn read(text: &str) -> Result<Message> {
        serde_json::from_str(text).map_err(|e| Error::Malformed(Say::new("error-json").with("reason", e)))
    }

    /// The message as it goes over the wire.
    pub fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|e| Error::caused("writing a message to a witness officer", e))
    }
}

impl Answer {
    /// Reads an answer.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn read(text: &str) -> Result<Answer> {
        serde_json::from_str(text).map_err(|e| Error::Malformed(Say::new("error-json").with("reason", e)))
    }

    /// The answer as it goes over the wire.
    pub fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|e| Error::caused("writing a witness officer's answer", e))
    }
}

impl Inspection {
    /// The draw the freeze names.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the freeze cannot be read.
    pub fn draw(&self) -> Result<DrawId> {
        Ok(Freeze::parse(&self.freeze).map_err(malformed)?.draw().clone())
    }
}

/// A document that breaks its grammar, as an error of the wire.
pub fn malformed(fault: Fault) -> Error {
    Error::Malformed(Say::new("error-json").with("reason", fault))
}
