//! A change of the key that signs heads, as the log itself tells it: the document of a `log.key` entry.

use std::fmt;

use super::VerifierKey;

crate::text_states! {
    /// What was done.
    pub enum KeyAct {
        /// A new key signs beside the old one.
        Rotate => "rotate",
        /// The old key signs no more.
        Retire => "retire",
        /// A new key signs alone: the old one is lost, or the log begins anew under another name.
        Replace => "replace",
    }
}

/// What was done with which keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    pub act: KeyAct,
    pub old: VerifierKey,
    pub new: VerifierKey,
}

impl fmt::Display for KeyChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "log-key/v1 {}\nold {}\nnew {}\n", self.act, self.old.as_str(), self.new.as_str())
    }
}
