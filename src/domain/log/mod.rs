//! The log as anybody can check it (audit-v1; RFC 6962; C2SP signed-note, tlog-checkpoint, tlog-proof): heads under a signature, and the proofs
//! that an entry lies under a head and that one head only grew out of another. Used alike by the market, `verify` and `monitor`.

mod checkpoint;
mod consistency;
mod cosign;
mod edge;
mod proof;
mod rotation;
mod witness;

pub use checkpoint::{Distrust, Head, VerifierKey, open, open_unsigned};
pub use consistency::grew_from;
pub use cosign::{Cosigned, Cosigner, WitnessKey, cosigned, lines};
pub use edge::Edge;
pub use proof::{Misproof, Proof};
pub use rotation::{KeyAct, KeyChange};
pub use tlog_tiles::Hash;
pub use witness::{AddCheckpoint, Unwitnessed};

/// The most entries a head may claim: the arithmetic of stored hashes stays inside 64 bits, and no size a head claims can make it overflow.
pub const LARGEST: u64 = 1 << 60;

/// The hash of an entry as a leaf of the tree.
pub fn leaf(entry: impl AsRef<[u8]>) -> Hash {
    tlog_tiles::record_hash(entry.as_ref())
}

/// Whose word counts: keys from somewhere the checked side does not choose.
#[derive(Clone, Debug, Default)]
pub struct Trusted {
    /// Keys of the log; where there is none, the key that comes along is taken.
    pub logs: Vec<VerifierKey>,
    /// Keys of witnesses that must vouch for what matters.
    pub witnesses: Vec<WitnessKey>,
}
