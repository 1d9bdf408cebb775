//! The proof that an entry lies in the log, as a file (C2SP tlog-proof).

use std::fmt;

use tlog_tiles::{Hash, check_record};

use super::checkpoint::{open, open_unsigned};
use super::{Distrust, Head, VerifierKey, WitnessKey, cosigned, leaf};
use crate::domain::time::Instant;

const FIRST: &str = "c2sp.org/tlog-proof@v1";
/// A tree of [`super::LARGEST`] entries has no longer path.
const LONGEST_PATH: usize = 60;

/// An entry's place, the hashes beside its path to the root, and the signed head that has this root.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    pub index: u64,
    pub path: Vec<Hash>,
    /// The checkpoint, a signed note.
    pub checkpoint: String,
    /// Base64 that other writers may add; nothing vouches for it and nothing here reads it.
    pub extra: Option<String>,
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misproof {
    #[error("it is no tlog-proof")]
    Malformed,
    #[error("its checkpoint is not believed: {0}")]
    Checkpoint(#[from] Distrust),
    #[error("its index lies beyond its checkpoint")]
    Beyond,
    #[error("the entry does not lie there")]
    Path,
    #[error("its checkpoint lacks the line of a witness that was asked for")]
    NotCosigned,
    #[error("no witness that was asked for vouches for its checkpoint before the beacon's round")]
    CosignedLate,
}

impl Proof {
    /// Reads a proof; writing it again gives the same bytes.
    ///
    /// # Errors
    /// [`Misproof::Malformed`].
    pub fn parse(text: &str) -> Result<Proof, Misproof> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(Misproof::Malformed)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST) {
            return Err(Misproof::Malformed);
        }
        let extra = lines.next_if(|line| line.starts_with("extra ")).map(|line| line["extra ".len()..].to_owned());
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(|n| n.parse().ok()).ok_or(Misproof::Malformed)?;
        let path: Vec<Hash> = lines.map(Hash::parse_hash).collect::<Result<_, _>>().map_err(|_| Misproof::Malformed)?;
        let proof = Proof { index, path, checkpoint: checkpoint.to_owned(), extra };
        let whole = proof.path.len() <= LONGEST_PATH && proof.to_string() == text;
        if whole { Ok(proof) } else { Err(Misproof::Malformed) }
    }

    /// Whether `entry` lies where the proof says, under a head one of `keys` has signed; gives that head.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn check(&self, entry: impl AsRef<[u8]>, keys: &[VerifierKey]) -> Result<Head, Misproof> {
        self.leads_to(open(&self.checkpoint, keys)?, entry.as_ref())
    }

    /// [`Proof::check`] where no key is known: whoever wrote the checkpoint, the entry lies under it.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn check_unsigned(&self, entry: impl AsRef<[u8]>) -> Result<Head, Misproof> {
        self.leads_to(open_unsigned(&self.checkpoint)?, entry.as_ref())
    }

    /// Whether every one of these witnesses vouches for the head.
    ///
    /// # Errors
    /// [`Misproof::NotCosigned`] where a line is missing; [`Misproof::Checkpoint`] where one does not hold.
    pub fn cosigned_by(&self, witnesses: &[WitnessKey]) -> Result<(), Misproof> {
        let found = cosigned(&self.checkpoint, witnesses)?;
        let all = witnesses.iter().all(|key| found.iter().any(|one| one.name == key.name()));
        if all { Ok(()) } else { Err(Misproof::NotCosigned) }
    }

    /// Whether one of these witnesses vouches for the head before an instant, by its own clock. One is enough: a witness whose key somebody gives is
    /// one that it trusts.
    ///
    /// # Errors
    /// [`Misproof::CosignedLate`] where none does; [`Misproof::Checkpoint`] where a line does not hold.
    pub fn cosigned_before(&self, witnesses: &[WitnessKey], before: Instant) -> Result<(), Misproof> {
        let found = cosigned(&self.checkpoint, witnesses)?;
        if found.iter().any(|one| one.at < before) { Ok(()) } else { Err(Misproof::CosignedLate) }
    }

    fn leads_to(&self, head: Head, entry: &[u8]) -> Result<Head, Misproof> {
        if self.index >= head.size {
            return Err(Misproof::Beyond);
        }
        check_record(&self.path, head.size, head.root, self.index, leaf(entry)).map_err(|_| Misproof::Path)?;
        Ok(head)
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {extra}")?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
