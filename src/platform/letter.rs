//! A letter before it has a language: what the outbox promises to send.

use serde::{Deserialize, Serialize};

/// A letter in no language yet. Its words are the messages `mail-<name>-subject` and `mail-<name>-text` (paragraphs parted by a blank line).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Which letter.
    pub name: String,
    /// Arguments of its messages: names, formatted dates and sums.
    pub args: Vec<(String, String)>,
    /// Where its button leads: a path on this site. The button's words are `mail-<name>-button`.
    pub path: Option<String>,
    /// The document of the log whose receipt goes with the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<i64>,
}

impl Letter {
    /// A letter without arguments.
    pub fn new(name: &str) -> Letter {
        Letter { name: name.to_owned(), args: Vec::new(), path: None, receipt: None }
    }

    /// The letter with one argument more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Letter {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// The letter with a button to a page of this site.
    #[must_use]
    pub fn to(mut self, path: impl Into<String>) -> Letter {
        self.path = Some(path.into());
        self
    }

    /// The letter with the receipt of a document of the log.
    #[must_use]
    pub fn with_receipt(mut self, document: i64) -> Letter {
        self.receipt = Some(document);
        self
    }
}
