//! What a witness adds to a head: that it saw it at a time, and that it grew out of every head it vouched for before (C2SP tlog-cosignature,
//! cosignature/v1 with Ed25519).

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use signed_note::{Note, NoteError, Signature as Line, Verifier, VerifierList, is_key_name_valid, key_id};

use super::Distrust;
use crate::domain::time::{Instant, SECOND};

/// The type of a cosigning Ed25519 key in a verifier key.
const COSIGNATURE_V1: u8 = 4;

/// The public key of a witness: `name+id+key` with the algorithm of cosignatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessKey {
    name: String,
    id: u32,
    key: VerifyingKey,
}

impl WitnessKey {
    /// The key of a witness of this name; `None` for what is no name of a key.
    pub fn of(name: &str, key: VerifyingKey) -> Option<WitnessKey> {
        let id = key_id(name, &[&[COSIGNATURE_V1], &key.as_bytes()[..]].concat());
        is_key_name_valid(name).then(|| WitnessKey { name: name.to_owned(), id, key })
    }

    /// Reads a C2SP verifier key of a witness; `None` for anything else, other spellings of the same key included.
    pub fn parse(text: &str) -> Option<WitnessKey> {
        let encoded = text.splitn(3, '+').nth(2)?;
        let bytes: [u8; 33] = BASE64_STANDARD.decode(encoded).ok()?.try_into().ok()?;
        let key: [u8; 32] = bytes[1..].try_into().ok()?;
        let key = VerifyingKey::from_bytes(&key).ok().filter(|key| !key.is_weak())?;
        WitnessKey::of(text.split('+').next()?, key).filter(|read| read.to_string() == text)
    }

    /// The name of the witness in its lines.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl std::fmt::Display for WitnessKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = [&[COSIGNATURE_V1], &self.key.as_bytes()[..]].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.id, BASE64_STANDARD.encode(bytes))
    }
}

impl Verifier for WitnessKey {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, msg: &[u8], sig: &[u8]) -> bool {
        let Some((time, signature)) = sig.split_first_chunk::<8>() else { return false };
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.key.verify_strict(&vouched(u64::from_be_bytes(*time), msg), &signature).is_ok())
    }
}

/// What a cosignature is over: time and head.
fn vouched(time: u64, head: &[u8]) -> Vec<u8> {
    [format!("cosignature/v1\ntime {time}\n").as_bytes(), head].concat()
}

/// A witness that can sign.
pub struct Cosigner {
    public: WitnessKey,
    key: SigningKey,
}

impl Cosigner {
    /// The witness of this name with this secret; `None` for what is no name of a key.
    pub fn new(name: &str, secret: &[u8; 32]) -> Option<Cosigner> {
        let key = SigningKey::from_bytes(secret);
        Some(Cosigner { public: WitnessKey::of(name, key.verifying_key())?, key })
    }

    /// The public half.
    pub fn public(&self) -> &WitnessKey {
        &self.public
    }

    /// The line with which it vouches for the head of a signed note at this time, in whole seconds.
    ///
    /// # Errors
    /// [`Distrust::Note`] for what is no signed note.
    pub fn cosign(&self, note: &str, at: Instant) -> Result<String, Distrust> {
        let note = Note::from_bytes(note.as_bytes()).map_err(|_| Distrust::Note)?;
        let time = at.ms().unsigned_abs() / SECOND.unsigned_abs();
        let signature = self.key.sign(&vouched(time, note.text()));
        let bytes = [&time.to_be_bytes()[..], &signature.to_bytes()[..]].concat();
        let line = Line::new(self.public.name.clone(), self.public.id, bytes).map_err(|_| Distrust::Note)?;
        String::from_utf8(line.to_bytes()).map_err(|_| Distrust::Note)
    }
}

/// A witness whose line under a head holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    pub name: String,
    /// When it saw the head, by its own clock.
    pub at: Instant,
}

/// Who of these witnesses vouches for the head of a signed note, in the order of the lines.
///
/// # Errors
/// [`Distrust::Cosignature`] for a line that claims to be of one of them and is not; [`Distrust::Note`].
pub fn cosigned(note: &str, keys: &[WitnessKey]) -> Result<Vec<Cosigned>, Distrust> {
    let note = Note::from_bytes(note.as_bytes()).map_err(|_| Distrust::Note)?;
    let known = VerifierList::new(keys.iter().map(|key| Box::new(key.clone()) as Box<dyn Verifier>).collect());
    match note.verify(&known) {
        Ok((lines, _)) => lines.iter().map(seen).collect(),
        Err(NoteError::UnverifiedNote) => Ok(Vec::new()),
        Err(_) => Err(Distrust::Cosignature),
    }
}

fn seen(line: &Line) -> Result<Cosigned, Distrust> {
    let time = line.signature().first_chunk::<8>().map(|time| u64::from_be_bytes(*time)).ok_or(Distrust::Cosignature)?;
    let ms = i64::try_from(time).ok().and_then(|time| time.checked_mul(SECOND)).ok_or(Distrust::Cosignature)?;
    Ok(Cosigned { name: line.name().to_owned(), at: Instant(ms) })
}

/// The lines below the text of a note, each with its end of line.
pub fn lines(note: &str) -> impl Iterator<Item = &str> {
    note.split_once("\n\n").map_or("", |(_, lines)| lines).split_inclusive('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "log.example\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n";

    fn witness(secret: u8) -> Cosigner {
        Cosigner::new("witness.example/w1", &[secret; 32]).unwrap()
    }

    #[test]
    fn a_line_vouches_for_its_head_and_time_alone() {
        let (own, other) = (witness(1), witness(2));
        let note = format!("{HEAD}— log.example AAAAAAAAAAAA\n");
        let line = own.cosign(&note, Instant(1_796_112_000_999)).unwrap();
        let whole = format!("{note}{line}");
        let found = cosigned(&whole, std::slice::from_ref(own.public())).unwrap();
        assert_eq!(found, [Cosigned { name: "witness.example/w1".into(), at: Instant(1_796_112_000_000) }]);
        assert_eq!(cosigned(&whole, std::slice::from_ref(other.public())).unwrap(), [], "another key of the same name is another witness");
        assert_eq!(lines(&whole).last(), Some(&*line));
        let keys = [own.public().clone()];
        // What the log's own line says is no matter of the witness.
        for at in (0..HEAD.len()).chain(note.len()..whole.len()) {
            let mut bytes = whole.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(text) = String::from_utf8(bytes) else { continue };
            assert_ne!(cosigned(&text, &keys).as_ref(), Ok(&found), "byte {at}");
        }
    }

    #[test]
    fn a_key_has_one_spelling() {
        let text = witness(1).public().to_string();
        assert_eq!(WitnessKey::parse(&text).as_ref(), Some(witness(1).public()));
        let id = text.split('+').nth(1).unwrap();
        for wrong in
            [text.to_uppercase(), text.replace(id, &id.to_uppercase()).replace("w1", "w2"), text.replace("+B", "+A"), format!("{text}=")]
        {
            assert_eq!(WitnessKey::parse(&wrong), None, "{wrong}");
        }
    }
}
