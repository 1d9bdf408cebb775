//! Opening: with the released keys, or, where too few released, with what the agency itself kept.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};

use super::committee::Committee;
use super::entry::Entry;
use super::envelope::Sealed;
use super::hpke::open32;
use super::release::Keyring;
use super::seal::{NONCE, Private, xor};
use super::words::{Member, Object, Subset, commitment};
use crate::domain::draw::Document;
use crate::domain::hash::Secret;

/// Salt and length before the plaintext.
pub(super) const HEAD: usize = 36;

/// What lay in an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub salt: Secret,
    pub plaintext: Vec<u8>,
}

crate::text_states! {
    /// Why an envelope is spoiled. The released keys are those of the committee, so each is the fault of who sealed it.
    pub enum Spoil {
        /// A share does not open with the key it was to be sealed to.
        Share => "share-does-not-open",
        /// Two subsets of members give different keys.
        Keys => "two-keys",
        /// The payload does not open with the key, or is no salt, length, plaintext and zeros.
        Payload => "payload-does-not-open",
        /// The commitment is to another salt or plaintext.
        Commitment => "another-commitment",
        /// The plaintext is no entry by its grammar.
        Grammar => "no-entry",
        /// The plaintext is the entry of another project or label.
        Elsewhere => "another-entry",
    }
}

/// Why an envelope is not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shut {
    /// For ever, by who sealed it.
    Spoiled(Spoil),
    /// Too few members released their keys; this is the first that did not. The agency can show key and salt.
    Missing(Member),
}

/// Opens an envelope that fits the committee with the keys that were released.
///
/// # Errors
/// Why it does not open.
pub fn open(committee: &Committee, keys: &Keyring, sealed: &Sealed) -> Result<Opened, Shut> {
    if let Some(silent) = keys.missing(committee) {
        return Err(Shut::Missing(silent));
    }
    let key = joined(keys, sealed).map_err(Shut::Spoiled)?;
    unsealed(&Secret(key), sealed).map_err(Shut::Spoiled)
}

/// The key that every subset gives whose members have all released. A share to anybody who released must open, whatever its subset.
fn joined(keys: &Keyring, sealed: &Sealed) -> Result<[u8; 32], Spoil> {
    let aad = sealed.envelope.commit.to_string();
    let mut sums: Vec<(&Subset, [u8; 32], usize)> = Vec::new();
    for share in &sealed.envelope.shares {
        let Some(key) = keys.key(&share.member) else { continue };
        let info = sealed.envelope.share_info(&share.subset, &share.member);
        let part = open32(key, &share.sealed, (info.as_bytes(), aad.as_bytes())).ok_or(Spoil::Share)?;
        match sums.last_mut() {
            Some((subset, sum, parts)) if **subset == share.subset => (*sum, *parts) = (xor(*sum, part), *parts + 1),
            _ => sums.push((&share.subset, part, 1)),
        }
    }
    let mut whole = sums.iter().filter(|(subset, _, parts)| *parts == subset.0.len()).map(|(_, sum, _)| *sum);
    let first = whole.next().ok_or(Spoil::Share)?;
    if whole.all(|other| other == first) { Ok(first) } else { Err(Spoil::Keys) }
}

/// Opens an envelope with the key and the salt its agency shows; `None` where they are not those it was sealed with.
///
/// # Errors
/// The envelope opens and is spoiled all the same.
pub fn cure(private: &Private, sealed: &Sealed) -> Result<Option<Opened>, Spoil> {
    match unsealed(&private.key, sealed) {
        Ok(opened) if opened.salt == private.salt => Ok(Some(opened)),
        // A wrong key and a spoiled payload look the same; the agency may try again until the deadline.
        Ok(_) | Err(Spoil::Payload) => Ok(None),
        Err(spoil) => Err(spoil),
    }
}

fn unsealed(key: &Secret, sealed: &Sealed) -> Result<Opened, Spoil> {
    let envelope = &sealed.envelope;
    let aad = envelope.payload_aad();
    let cipher = Aes256Gcm::new((&key.0).into());
    let bytes = cipher.decrypt(&Nonce::from(NONCE), Payload { msg: &sealed.payload, aad: aad.as_bytes() }).map_err(|_| Spoil::Payload)?;
    let opened = unpadded(&bytes, envelope.object).ok_or(Spoil::Payload)?;
    let place = (envelope.project.as_str(), &envelope.label, envelope.object);
    if commitment(place, &opened.salt, &opened.plaintext) == envelope.commit { Ok(opened) } else { Err(Spoil::Commitment) }
}

fn unpadded(bytes: &[u8], object: Object) -> Option<Opened> {
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let (salt, length) = head.split_at(32);
    let length = u32::from_be_bytes(length.try_into().ok()?);
    let (plaintext, zeros) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    let clean = bytes.len().is_multiple_of(object.block()) && zeros.iter().all(|&byte| byte == 0);
    clean.then(|| Opened { salt: Secret(salt.try_into().expect("32 bytes were cut off")), plaintext: plaintext.to_vec() })
}

impl Opened {
    /// The entry in it, where the envelope is of an entry.
    ///
    /// # Errors
    /// [`Spoil::Grammar`] for what is no entry, [`Spoil::Elsewhere`] for another's.
    pub fn entry(&self, sealed: &Sealed) -> Result<Entry, Spoil> {
        let entry = Entry::parse(&self.plaintext).map_err(|_| Spoil::Grammar)?;
        let own = entry.project == sealed.envelope.project && entry.label == sealed.envelope.label;
        if own { Ok(entry) } else { Err(Spoil::Elsewhere) }
    }
}
