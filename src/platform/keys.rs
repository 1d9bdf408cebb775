//! The master key and what is derived from it: form tokens, encryption of files and of secrets that lie in rows.

use std::path::Path;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hmac::Mac;
use secrecy::zeroize::Zeroizing;
use sha2::Sha256;

use super::random;
use crate::error::{Error, Result};

/// The keys of this market. Cheap to clone; prints nothing of itself.
#[derive(Clone)]
pub struct Keys(std::sync::Arc<Zeroizing<[u8; 32]>>);

/// What a derived key is for; two purposes never share a key.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// Tokens that bind a form to a session.
    Forms,
    /// Files in the document store.
    Files,
    /// Secrets in rows: second factors, the platform's draw secrets.
    Rows,
    /// The witness's own secrets, where it runs in this process.
    Witness,
    /// The witness's Ed25519 key, where it runs on a machine of its own.
    WitnessSigning,
    /// A witness's keys to which quotes are sealed, one pair for each project and round.
    WitnessBids,
    /// Pseudonyms and lookups that must not be guessable from outside.
    Pseudonyms,
}

impl Keys {
    /// Reads the key file, making it (64 hex digits, readable by the owner only) where there is none.
    ///
    /// # Errors
    /// [`Error::Setup`] when the file cannot be read or made, or holds anything else.
    pub fn load_or_make(path: &Path) -> Result<Keys> {
        let refused = |why: String| Error::Setup(format!("the key file {} {why}", path.display()));
        match std::fs::read_to_string(path) {
            Ok(text) => Self::from_hex(text.trim()).ok_or_else(|| refused("must hold 64 hex digits and nothing else".into())),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(|e| refused(format!("cannot be made: {e}")))?;
                }
                let key = random::hex32()?;
                write_private(path, &key).map_err(|e| refused(format!("cannot be made: {e}")))?;
                Self::from_hex(&key).ok_or_else(|| refused("could not be read back".into()))
            }
            Err(e) => Err(refused(format!("cannot be read: {e}"))),
        }
    }

    /// Keys from 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Keys> {
        let bytes: [u8; 32] = hex::decode(text).ok()?.try_into().ok()?;
        Some(Keys(std::sync::Arc::new(Zeroizing::new(bytes))))
    }

    fn derived(&self, purpose: Purpose) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.mac_raw(format!("mingxuan key {purpose:?}").as_bytes()))
    }

    /// 32 bytes from which the key pair of `purpose` is made, the same every time.
    pub fn seed(&self, purpose: Purpose) -> Zeroizing<[u8; 32]> {
        self.derived(purpose)
    }

    fn mac_raw(&self, text: &[u8]) -> [u8; 32] {
        mac_with(&self.0[..], text)
    }

    /// HMAC-SHA-256 of `text` under the key of `purpose`, in hex.
    pub fn mac(&self, purpose: Purpose, text: &str) -> String {
        hex::encode(mac_with(&self.derived(purpose)[..], text.as_bytes()))
    }

    /// 32 bytes that follow from this key, the purpose and `text`, and that nobody without the key can guess.
    pub fn derive(&self, purpose: Purpose, text: &str) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(mac_with(&self.derived(purpose)[..], text.as_bytes()))
    }

    /// Encrypts; `bound_to` is authenticated but not stored, so that a ciphertext moved to another place does not open there.
    pub fn seal(&self, purpose: Purpose, bound_to: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let cipher = Aes256Gcm::new((&*self.derived(purpose)).into());
        let nonce: [u8; 12] = random::secret32()?[..12].try_into().expect("twelve of thirty-two bytes");
        let sealed = cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: bound_to.as_bytes() })
            .map_err(|_| Error::internal("encrypting failed"))?;
        Ok([&nonce[..], &sealed[..]].concat())
    }

    /// Opens what [`Keys::seal`] made.
    ///
    /// # Errors
    /// [`Error::Internal`] when the bytes were changed, moved, or made under another key.
    pub fn open(&self, purpose: Purpose, bound_to: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let broken = || Error::internal(format!("{purpose:?} sealed for {bound_to} does not open: changed, moved, or another key"));
        let (nonce, body) = sealed.split_at_checked(12).ok_or_else(broken)?;
        let nonce: [u8; 12] = nonce.try_into().map_err(|_| broken())?;
        let cipher = Aes256Gcm::new((&*self.derived(purpose)).into());
        cipher.decrypt(&Nonce::from(nonce), Payload { msg: body, aad: bound_to.as_bytes() }).map_err(|_| broken())
    }

    /// [`Keys::seal`] for a text column.
    pub fn seal_text(&self, purpose: Purpose, bound_to: &str, plain: &str) -> Result<String> {
        Ok(hex::encode(self.seal(purpose, bound_to, plain.as_bytes())?))
    }

    /// [`Keys::open`] for a text column.
    pub fn open_text(&self, purpose: Purpose, bound_to: &str, sealed: &str) -> Result<String> {
        let bytes = hex::decode(sealed).map_err(|e| Error::caused(format!("reading what is sealed for {bound_to}"), e))?;
        String::from_utf8(self.open(purpose, bound_to, &bytes)?).map_err(|e| Error::caused("reading an opened text", e))
    }
}

fn mac_with(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = <hmac::Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Whether two texts are equal, in a time that does not tell where they differ.
pub fn same_secret(a: &str, b: &str) -> bool {
    use subtle::ConstantTimeEq;
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// SHA-256 of bytes in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest;
    hex::encode(Sha256::digest(bytes))
}
