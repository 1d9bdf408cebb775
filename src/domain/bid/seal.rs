//! Sealing, as the browser's script and `mingxuan seal` do it. Randomness is handed in.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};

use super::committee::Committee;
use super::envelope::{Envelope, Sealed, Share};
use super::hpke::seal32;
use super::words::{Object, Subset, commitment};
use crate::domain::draw::Label;
use crate::domain::hash::{Hash32, Secret};

/// A payload's key is used once, so its nonce may be fixed.
pub(super) const NONCE: [u8; 12] = [0; 12];

/// What the agency keeps to itself of one sealed object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Private {
    pub salt: Secret,
    pub key: Secret,
}

/// Fresh pieces of 32 bytes from the operating system; each is used for one thing.
pub struct Sealing {
    salt: Secret,
    key: Secret,
    pieces: std::vec::IntoIter<[u8; 32]>,
}

impl Sealing {
    /// How many pieces of 32 bytes sealing one object to this committee takes: salt, key, the random shares, an ephemeral key for each share.
    pub fn pieces(committee: &Committee) -> usize {
        2 + committee.subsets().len() * (2 * committee.threshold() - 1)
    }

    /// `None` where there are too few pieces for this committee.
    pub fn new(committee: &Committee, pieces: Vec<[u8; 32]>) -> Option<Sealing> {
        if pieces.len() < Sealing::pieces(committee) {
            return None;
        }
        let mut pieces = pieces.into_iter();
        Some(Sealing { salt: Secret(pieces.next()?), key: Secret(pieces.next()?), pieces })
    }
}

/// Seals one object under a label; gives the envelope with its payload, and what the agency keeps.
///
/// # Errors
/// `None` for a plaintext of 4 GiB or more, and for a committee without keys for what is sealed.
pub fn seal(committee: &Committee, place: (&Label, Object), plaintext: &[u8], sealing: Sealing) -> Option<(Sealed, Private)> {
    let commit = commitment((committee.project().as_str(), place.0, place.1), &sealing.salt, plaintext);
    seal_committed(committee, place, (commit, plaintext), sealing)
}

/// Seals under this commitment, whatever it is to.
pub(super) fn seal_committed(
    committee: &Committee,
    (label, object): (&Label, Object),
    (commit, plaintext): (Hash32, &[u8]),
    mut sealing: Sealing,
) -> Option<(Sealed, Private)> {
    let Sealing { salt, key, .. } = sealing;
    let project = committee.project().clone();
    let (empty, none) = (Hash32([0; 32]), Vec::new());
    let mut envelope = Envelope { project, label: label.clone(), object, commit, shares: none, payload: empty, bytes: 0 };
    for subset in committee.subsets() {
        let shares = shares(&envelope, committee, &subset, &mut sealing)?;
        envelope.shares.extend(shares);
    }
    let padded = padded(object, &salt, plaintext)?;
    let aad = envelope.payload_aad();
    let payload = Aes256Gcm::new((&key.0).into()).encrypt(&Nonce::from(NONCE), Payload { msg: &padded, aad: aad.as_bytes() }).ok()?;
    (envelope.payload, envelope.bytes) = (Hash32::of(&payload), payload.len() as u64);
    Some((Sealed { envelope, payload }, Private { salt, key }))
}

/// The key in as many shares as the subset has members: all but the last are random, the last makes their XOR the key.
fn shares(envelope: &Envelope, committee: &Committee, subset: &Subset, sealing: &mut Sealing) -> Option<Vec<Share>> {
    let mut left = sealing.key.0;
    let mut shares = Vec::with_capacity(subset.0.len());
    for (index, member) in subset.0.iter().enumerate() {
        let share = if index + 1 == subset.0.len() { left } else { sealing.pieces.next()? };
        left = xor(left, share);
        let (info, aad) = (envelope.share_info(subset, member), envelope.commit.to_string());
        let to = committee.key(member, envelope.object.purpose())?;
        let sealed = seal32(to, &sealing.pieces.next()?, (info.as_bytes(), aad.as_bytes()), &share)?;
        shares.push(Share { subset: subset.clone(), member: member.clone(), sealed });
    }
    Some(shares)
}

/// Salt, length and plaintext, filled up with zeros to the next multiple of the object's block.
fn padded(object: Object, salt: &Secret, plaintext: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(plaintext.len()).ok()?;
    let mut bytes = [&salt.0[..], &length.to_be_bytes(), plaintext].concat();
    bytes.resize(bytes.len().next_multiple_of(object.block()), 0);
    Some(bytes)
}

/// Byte by byte.
pub(super) fn xor(mut left: [u8; 32], right: [u8; 32]) -> [u8; 32] {
    left.iter_mut().zip(right).for_each(|(a, b)| *a ^= b);
    left
}
