//! The question a log puts to a witness, and how it is judged (C2SP tlog-witness, `add-checkpoint`).

use std::fmt;

use super::checkpoint::{open, open_unsigned};
use super::{Hash, Head, VerifierKey, grew_from};

/// Hashes of a consistency proof at most.
const LONGEST: usize = 63;

/// `add-checkpoint`: the size the log believes the witness vouched for last, the proof from there, and the head.
#[derive(Clone, Debug, PartialEq)]
pub struct AddCheckpoint {
    pub old: u64,
    pub proof: Vec<Hash>,
    /// The signed head.
    pub checkpoint: String,
}

/// Why a witness does not vouch for a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwitnessed {
    #[error("the request is no add-checkpoint, or its old size lies beyond its head")]
    Malformed,
    #[error("the log is not known")]
    UnknownLog,
    #[error("no key of the log signed the head")]
    Untrusted,
    #[error("the head it vouched for last has {size} entries, or another root")]
    Conflict { size: u64 },
    #[error("the head did not grow out of the last one")]
    Inconsistent,
}

impl Unwitnessed {
    /// The HTTP status that says so.
    pub fn status(self) -> u16 {
        match self {
            Unwitnessed::Malformed => 400,
            Unwitnessed::Untrusted => 403,
            Unwitnessed::UnknownLog => 404,
            Unwitnessed::Conflict { .. } => 409,
            Unwitnessed::Inconsistent => 422,
        }
    }
}

impl AddCheckpoint {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// [`Unwitnessed::Malformed`].
    pub fn parse(text: &str) -> Result<AddCheckpoint, Unwitnessed> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(Unwitnessed::Malformed)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(|n| n.parse().ok()).ok_or(Unwitnessed::Malformed)?;
        let proof: Vec<Hash> = lines.map(Hash::parse_hash).collect::<Result<_, _>>().map_err(|_| Unwitnessed::Malformed)?;
        let read = AddCheckpoint { old, proof, checkpoint: checkpoint.to_owned() };
        if read.proof.len() <= LONGEST && read.to_string() == text { Ok(read) } else { Err(Unwitnessed::Malformed) }
    }

    /// The head this asks to vouch for, when it is one of a known log.
    ///
    /// # Errors
    /// [`Unwitnessed::UnknownLog`], [`Unwitnessed::Untrusted`], [`Unwitnessed::Malformed`].
    pub fn head(&self, keys: &[VerifierKey]) -> Result<Head, Unwitnessed> {
        let said = open_unsigned(&self.checkpoint).map_err(|_| Unwitnessed::Malformed)?;
        let own: Vec<VerifierKey> = keys.iter().filter(|key| key.name() == said.origin).cloned().collect();
        if own.is_empty() {
            return Err(Unwitnessed::UnknownLog);
        }
        open(&self.checkpoint, &own).map_err(|_| Unwitnessed::Untrusted)
    }

    /// Whether a witness whose last head was `last` may vouch for `head`, the one this asks for.
    ///
    /// # Errors
    /// Why it may not.
    pub fn follows(&self, last: Option<(u64, Hash)>, head: &Head) -> Result<(), Unwitnessed> {
        if self.old > head.size {
            return Err(Unwitnessed::Malformed);
        }
        let (size, root) = last.unwrap_or((0, tlog_tiles::EMPTY_HASH));
        let forked = self.old == head.size && size == head.size && root != head.root;
        if self.old != size || forked {
            return Err(Unwitnessed::Conflict { size });
        }
        if grew_from((size, root), (head.size, head.root), &self.proof) { Ok(()) } else { Err(Unwitnessed::Inconsistent) }
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
