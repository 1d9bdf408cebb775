//! A signed head of the log.

use signed_note::{Note, StandardVerifier, Verifier, VerifierList};
use tlog_tiles::{Checkpoint, EMPTY_HASH, Hash};

use super::LARGEST;

/// The public key of a log, as it stands on the site, in bundles and on paper: `name+id+key`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VerifierKey(String);

impl VerifierKey {
    /// Reads a C2SP verifier key of an Ed25519 key; `None` for anything else, other spellings of the same key included.
    pub fn parse(text: &str) -> Option<VerifierKey> {
        let id = text.split('+').nth(1)?;
        let plain = id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        (plain && StandardVerifier::new(text).is_ok()).then(|| VerifierKey(text.to_owned()))
    }

    /// The name of the log, which is also the origin of its heads.
    pub fn name(&self) -> &str {
        self.0.split('+').next().unwrap_or_default()
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn verifier(&self) -> Box<dyn Verifier> {
        Box::new(StandardVerifier::new(&self.0).expect("it was read as a key"))
    }
}

impl From<VerifierKey> for String {
    fn from(key: VerifierKey) -> String {
        key.0
    }
}

impl TryFrom<String> for VerifierKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        VerifierKey::parse(&text).ok_or_else(|| format!("not a verifier key: {text}"))
    }
}

/// What a checkpoint says once its signature holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub origin: String,
    /// How many entries lie under it.
    pub size: u64,
    pub root: Hash,
}

/// Why a checkpoint is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    #[error("it is no signed note")]
    Note,
    #[error("no signature of a known key holds")]
    Signature,
    #[error("its text is no checkpoint")]
    Text,
    #[error("it carries extension lines")]
    Extension,
    #[error("it is of another log")]
    Origin,
    #[error("its size or root cannot be")]
    Size,
    #[error("a line of a known witness does not hold")]
    Cosignature,
}

/// Opens a checkpoint under one of the log's keys: during a rotation two are known, and either will do. Lines of unknown signers are passed over; a
/// wrong line under a known key is not.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn open(note: &str, keys: &[VerifierKey]) -> Result<Head, Distrust> {
    let signed = parsed(note)?;
    signed.verify(&VerifierList::new(keys.iter().map(VerifierKey::verifier).collect())).map_err(|_| Distrust::Signature)?;
    let head = text(signed.text())?;
    if keys.iter().any(|key| key.name() == head.origin) { Ok(head) } else { Err(Distrust::Origin) }
}

/// The head in a checkpoint whose signatures nobody can check here.
///
/// # Errors
/// What is wrong with its form.
pub fn open_unsigned(note: &str) -> Result<Head, Distrust> {
    text(parsed(note)?.text())
}

fn parsed(note: &str) -> Result<Note, Distrust> {
    let signed = Note::from_bytes(note.as_bytes()).map_err(|_| Distrust::Note)?;
    if signed.to_bytes() == note.as_bytes() { Ok(signed) } else { Err(Distrust::Note) }
}

/// The text under the signatures: origin, size, root and nothing else. An empty log has the root of nothing.
fn text(bytes: &[u8]) -> Result<Head, Distrust> {
    let checkpoint = Checkpoint::from_bytes(bytes).map_err(|_| Distrust::Text)?;
    if !checkpoint.extension().is_empty() {
        return Err(Distrust::Extension);
    }
    if checkpoint.to_bytes() != bytes {
        return Err(Distrust::Text);
    }
    let (size, root) = (checkpoint.size(), *checkpoint.hash());
    if size > LARGEST || (size == 0) != (root == EMPTY_HASH) {
        return Err(Distrust::Size);
    }
    Ok(Head { origin: checkpoint.origin().to_owned(), size, root })
}
