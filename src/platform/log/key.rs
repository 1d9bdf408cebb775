//! The key that signs heads: a file of its own beside the market's other key, in the form of C2SP signed-note.

use std::io::{ErrorKind, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use diesel::prelude::*;
use ed25519_dalek::SigningKey;
use signed_note::{Note, Signer, StandardSigner, key_id};

use crate::db::schema::settings;
use crate::db::{DbConn, dialect};
use crate::domain::log::VerifierKey;
use crate::error::{Error, Result};
use crate::platform::random;

use super::rotation;

/// The setting that names the keys heads were and are signed with, one on a line, the newest last.
const KEYS: &str = "log.keys";
/// The setting that names the key that still signs beside the newest.
const LEAVING: &str = "log.leaving";
/// Ed25519 in C2SP signed-note.
const ED25519: u8 = 1;

/// The key of a log. Prints nothing of itself.
#[derive(Clone)]
pub struct Key {
    signer: StandardSigner,
    public: VerifierKey,
}

impl Key {
    /// A key from 32 secret bytes, and the text of its file.
    pub fn fresh(origin: &str, secret: [u8; 32]) -> (Key, String) {
        let public = SigningKey::from_bytes(&secret).verifying_key().to_bytes();
        let id = key_id(origin, &[&[ED25519], &public[..]].concat());
        let text = format!("PRIVATE+KEY+{origin}+{id:08x}+{}", BASE64_STANDARD.encode([&[ED25519], &secret[..]].concat()));
        (Key::parse(&text).expect("it was built as a key is"), text)
    }

    /// Reads the text of a key file.
    pub fn parse(text: &str) -> Option<Key> {
        let signer = StandardSigner::new(text).ok()?;
        // The key itself is base64, which has the sign of the separator.
        let encoded = text.splitn(5, '+').nth(4)?;
        let secret: [u8; 32] = BASE64_STANDARD.decode(encoded).ok()?.get(1..)?.try_into().ok()?;
        let public = SigningKey::from_bytes(&secret).verifying_key();
        let public = VerifierKey::parse(&signed_note::new_ed25519_verifier_key(signer.name(), &public))?;
        Some(Key { signer, public })
    }

    /// The public half.
    pub fn public(&self) -> &VerifierKey {
        &self.public
    }
}

/// The keys that sign: one, or two while one takes over from the other.
#[derive(Clone)]
pub struct Signing {
    current: Key,
    leaving: Option<Key>,
}

impl Signing {
    /// The keys in the files, which must be those the log knows; a log that knows none yet gets the file's, made where there is none.
    ///
    /// # Errors
    /// [`Error::Setup`] where the log was signed with a key that is not in the file: a head under another key would tell every reader that the
    /// log was replaced.
    pub fn of_log(conn: &mut DbConn, origin: &str, file: &Path) -> Result<Signing> {
        dialect::lock_in_transaction(conn, super::sequencer::LOCK)?;
        let state = state(conn)?;
        rotation::finish(file, &state)?;
        let refused = |why: &str| Error::Setup(format!("the log's key file {} {why}", file.display()));
        let current = match read(file)? {
            Some(key) => key,
            None if state.known.is_empty() => {
                let (key, text) = Key::fresh(origin, random::secret32()?);
                write_private(file, &text).map_err(|e| refused(&format!("cannot be made: {e}")))?;
                key
            }
            None => return Err(refused("is gone, though the log was signed with it; put it back, or see docs/howto/log-key.md")),
        };
        if current.public.name() != origin {
            return Err(refused(&format!("is of the log {}, but market.log_origin is {origin}", current.public.name())));
        }
        if state.known.is_empty() {
            dialect::put_setting(conn, KEYS, current.public.as_str())?;
        } else if state.known.last() != Some(&current.public) {
            return Err(refused("holds another key than the one the log was signed with; put that one back"));
        }
        Ok(Signing { current, leaving: state.leaving.map(|key| leaving(file, &key)).transpose()? })
    }

    /// The public half of the newest.
    pub fn public(&self) -> &VerifierKey {
        &self.current.public
    }

    /// Whether these are the keys that sign now: another process may have changed them.
    pub fn holds(&self, conn: &mut DbConn) -> Result<bool> {
        let state = state(conn)?;
        Ok(state.known.last() == Some(&self.current.public) && state.leaving.as_ref() == self.leaving.as_ref().map(|key| &key.public))
    }

    /// Signs a text as a note.
    pub fn sign(&self, text: &[u8]) -> Result<String> {
        let fault = |e: signed_note::NoteError| Error::caused("signing a head of the log", e);
        let mut note = Note::new(text, &[]).map_err(fault)?;
        let signers: Vec<&dyn Signer> = self.leaving.iter().chain([&self.current]).map(|key| &key.signer as &dyn Signer).collect();
        note.add_sigs(&signers).map_err(fault)?;
        String::from_utf8(note.to_bytes()).map_err(|e| Error::caused("signing a head of the log", e))
    }
}

/// The file of the key that still signs beside its successor.
fn leaving(file: &Path, key: &VerifierKey) -> Result<Key> {
    let old = rotation::old_file(file);
    read(&old)?.filter(|own| own.public == *key).ok_or_else(|| {
        Error::Setup(format!(
            "{} does not hold the key that still signs beside the new one; put it back, or `mingxuan log-key retire`",
            old.display()
        ))
    })
}

/// The key in a file; `None` where there is no file.
///
/// # Errors
/// [`Error::Setup`] for a file that cannot be read or holds no key.
pub(super) fn read(file: &Path) -> Result<Option<Key>> {
    let refused = |why: &str| Error::Setup(format!("the log's key file {} {why}", file.display()));
    match std::fs::read_to_string(file) {
        Ok(text) => Key::parse(text.trim()).map(Some).ok_or_else(|| refused("holds no signing key of a log")),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(refused(&format!("cannot be read: {e}"))),
    }
}

/// What the log knows of its keys.
pub(super) struct KeyState {
    /// Every key heads were and are signed with, the newest last.
    pub known: Vec<VerifierKey>,
    /// The one that still signs beside the newest.
    pub leaving: Option<VerifierKey>,
}

pub(super) fn state(conn: &mut DbConn) -> Result<KeyState> {
    let leaving: Option<String> = settings::table.find(LEAVING).select(settings::value).first(conn).optional()?;
    let parse = |text: String| VerifierKey::parse(&text).ok_or_else(|| Error::bad_row("settings.log.leaving", &text));
    Ok(KeyState { known: known(conn)?, leaving: leaving.filter(|text| !text.is_empty()).map(parse).transpose()? })
}

pub(super) fn put_state(conn: &mut DbConn, state: &KeyState) -> Result<()> {
    let known: Vec<&str> = state.known.iter().map(VerifierKey::as_str).collect();
    dialect::put_setting(conn, KEYS, &known.join("\n"))?;
    dialect::put_setting(conn, LEAVING, state.leaving.as_ref().map_or("", VerifierKey::as_str))
}

/// The keys heads were and are signed with, the newest last; empty before the first head.
pub fn known(conn: &mut DbConn) -> Result<Vec<VerifierKey>> {
    let text: Option<String> = settings::table.find(KEYS).select(settings::value).first(conn).optional()?;
    let read = |line: &str| VerifierKey::parse(line).ok_or_else(|| Error::bad_row("settings.log.keys", line));
    text.unwrap_or_default().lines().map(read).collect()
}

pub(super) fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}
