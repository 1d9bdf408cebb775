//! The envelope: what the market keeps of a sealed object until the opening.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::committee::Committee;
use super::hpke::{Box32, SEALED_SHARE};
use super::words::{Member, Object, Subset};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::{Field, ProjectNumber};
use crate::domain::draw::{Broken, Fault, Hash32, Label};
use crate::domain::hash::{lower_hex, write_hex};

/// Bytes of the payload that are no plaintext: the tag of AES-GCM.
pub(super) const TAG: usize = 16;

/// A member's share of the key in one subset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub subset: Subset,
    pub member: Member,
    pub sealed: Box32,
}

/// The envelope of one object; the payload lies beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub project: ProjectNumber,
    pub label: Label,
    pub object: Object,
    /// The commitment to salt and plaintext.
    pub commit: Hash32,
    pub shares: Vec<Share>,
    /// Hash of the payload.
    pub payload: Hash32,
    /// Length of the payload in bytes.
    pub bytes: u64,
}

/// Why the market does not take an envelope: each can be seen without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Sealed for another project, another label or as another object.
    Elsewhere,
    /// Not one share for each member of each subset of this project's committee.
    Committee,
    /// The payload is not the one the envelope names, or of a length that cannot be.
    Payload,
}

impl Envelope {
    /// Whether it is sealed to this committee under this label, and holds that object.
    ///
    /// # Errors
    /// What does not fit.
    pub fn fits(&self, committee: &Committee, label: &Label, object: Object) -> Result<(), Misfit> {
        if self.project != *committee.project() || self.label != *label || self.object != object {
            return Err(Misfit::Elsewhere);
        }
        let named = self.shares.iter().map(|share| (&share.subset, &share.member));
        let subsets = committee.subsets();
        let wanted = subsets.iter().flat_map(|subset| subset.0.iter().map(move |member| (subset, member)));
        if named.eq(wanted) { Ok(()) } else { Err(Misfit::Committee) }
    }

    /// Whether a payload can be as long as this names it: whole blocks, and a tag.
    pub(super) fn can_be(&self) -> bool {
        let blocks = self.bytes.checked_sub(TAG as u64).filter(|blocks| *blocks > 0);
        blocks.is_some_and(|blocks| blocks.is_multiple_of(self.object.block() as u64))
    }

    /// What binds a share to its place.
    pub(super) fn share_info(&self, subset: &Subset, member: &Member) -> String {
        format!("bid/v1 share\n{}\n{}\n{subset}\n{member}\n{}\n", self.project, self.label, self.object)
    }

    /// What binds the payload to its place.
    pub(super) fn payload_aad(&self) -> String {
        format!("bid/v1 payload\n{}\n{}\n{}\n{}\n", self.project, self.label, self.commit, self.object)
    }
}

impl Document for Envelope {
    const FILE: &'static str = "envelope.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 envelope")?;
        let (project, label) = (lines.value("project")?, lines.value("label")?);
        let (object, commit) = (lines.value("object")?, lines.value("commit")?);
        let mut shares = Vec::new();
        while shares.is_empty() || lines.follows("share") {
            let [subset, member, enc, ciphertext] = lines.words("share", "<subset> <member> <enc> <ciphertext>")?;
            let (Digits(enc), Digits(ciphertext)) = (lines.field("enc", enc)?, lines.field("ciphertext", ciphertext)?);
            let sealed = Box32 { enc, ciphertext };
            shares.push(Share { subset: lines.field("subset", subset)?, member: lines.field("member", member)?, sealed });
        }
        let [payload, bytes] = lines.words("payload", "<sha256> <bytes>")?;
        let (payload, bytes) = (lines.field("payload", payload)?, lines.field("bytes", bytes)?);
        Ok(Envelope { project, label, object, commit, shares, payload, bytes })
    }
}

impl fmt::Display for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 envelope\nproject {}\nlabel {}\nobject {}\ncommit {}", self.project, self.label, self.object, self.commit)?;
        for Share { subset, member, sealed } in &self.shares {
            writeln!(f, "share {subset} {member} {} {}", Digits(sealed.enc), Digits(sealed.ciphertext))?;
        }
        writeln!(f, "payload {} {}", self.payload, self.bytes)
    }
}

/// Bytes as lower-case hexadecimal digits. An encapsulated key may be no point of the curve: then the share does not open.
struct Digits<const N: usize>([u8; N]);

impl<const N: usize> Field for Digits<N> {
    fn read(word: &str) -> Option<Self> {
        lower_hex(word).map(Digits)
    }
    fn grammar() -> String {
        format!("{} lower-case hexadecimal digits", 2 * N)
    }
}

impl<const N: usize> fmt::Display for Digits<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

/// An envelope with its payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub envelope: Envelope,
    pub payload: Vec<u8>,
}

impl Sealed {
    /// The text in which an entry travels from the agency to the market: the envelope, an empty line, the payload in Base64.
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n", self.envelope, BASE64.encode(&self.payload))
    }

    /// Reads that text. A browser sends CRLF for LF in a form's field; nothing else is forgiven.
    ///
    /// # Errors
    /// The first fault of the envelope; [`Broken::Line`] where the payload is missing or no Base64.
    pub fn parse(text: &str) -> Result<Sealed, Fault> {
        let text = text.replace("\r\n", "\n");
        let missing = || Fault::at("sealed.txt", 1 + text.lines().count(), Broken::Line { expected: "payload in Base64".to_owned() });
        let (envelope, payload) = text.split_once("\n\n").ok_or_else(missing)?;
        let payload = BASE64.decode(payload.trim_end_matches('\n')).map_err(|_| missing())?;
        Ok(Sealed { envelope: Envelope::parse(format!("{envelope}\n"))?, payload })
    }

    /// Whether the market can take it: see [`Envelope::fits`]; and the payload is the one the envelope names, of a length that can be.
    ///
    /// # Errors
    /// What does not fit.
    pub fn fits(&self, committee: &Committee, label: &Label, object: Object) -> Result<(), Misfit> {
        self.envelope.fits(committee, label, object)?;
        let named = self.envelope.bytes == self.payload.len() as u64 && self.envelope.payload == Hash32::of(&self.payload);
        if self.envelope.can_be() && named { Ok(()) } else { Err(Misfit::Payload) }
    }
}

const _: () = assert!(SEALED_SHARE == 32 + TAG);
