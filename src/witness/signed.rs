//! How the officer's program shows the platform that it is it: each of its requests carries a signature of its Ed25519 key over
//!
//! ```text
//! mingxuan witness/v1
//! officer <id>
//! at <milliseconds since 1970>
//! <METHOD> <path>
//! body <sha256 of the body>
//! ```
//!
//! The first line keeps it apart from everything else the key signs: the heads of logs the officer vouches for ([`crate::domain::log::Cosigner`]). A request repeated within [`TOLERANCE`] gets the same answer as before, because
//! everything an officer says is said once per draw.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::domain::draw::OfficerId;
use crate::domain::hash::Hash32;
use crate::domain::log::WitnessKey;
use crate::domain::time::{Instant, MINUTE};
use crate::platform::keys::{Keys, Purpose};

/// Milliseconds by which the clocks of both sides may differ.
pub const TOLERANCE: i64 = 2 * MINUTE;

/// The headers of a signed request.
pub const OFFICER: &str = "x-witness-officer";
/// When it was signed, in milliseconds since 1970.
pub const AT: &str = "x-witness-at";
/// The signature, 128 hex digits.
pub const SIGNATURE: &str = "x-witness-signature";

/// The signing half of an officer's key.
pub struct Signing(SigningKey);

impl Signing {
    /// The key that follows from an officer's own key file.
    pub fn of(keys: &Keys) -> Signing {
        Signing(SigningKey::from_bytes(&keys.seed(Purpose::WitnessSigning)))
    }

    /// The verifying half, 64 hex digits: what is enrolled.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The signature of a request in hex.
    pub fn sign(&self, request: &Signed<'_>) -> String {
        hex::encode(self.0.sign(request.text().as_bytes()).to_bytes())
    }
}

/// The verifying half of an officer's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads 64 hex digits; `None` for anything that is no key, weak ones included.
    pub fn parse(text: &str) -> Option<PublicKey> {
        if text.len() != 64 || text.bytes().any(|b| !matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let bytes: [u8; 32] = hex::decode(text).ok()?.try_into().ok()?;
        VerifyingKey::from_bytes(&bytes).ok().filter(|key| !key.is_weak()).map(PublicKey)
    }

    /// This key as the one of a witness of a log, under the name it has there; `None` for what is no name of a key.
    pub fn witness(&self, name: &str) -> Option<WitnessKey> {
        WitnessKey::of(name, self.0)
    }

    /// Whether this key signed the request, strictly.
    pub fn signed(&self, request: &Signed<'_>, signature: &str) -> bool {
        let signature = hex::decode(signature).ok().and_then(|bytes| Signature::from_slice(&bytes).ok());
        signature.is_some_and(|signature| self.0.verify_strict(request.text().as_bytes(), &signature).is_ok())
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0.as_bytes()))
    }
}

/// What is signed.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    pub officer: &'a OfficerId,
    pub at: Instant,
    pub method: &'a str,
    /// With its leading slash, without the host.
    pub path: &'a str,
    pub body: &'a str,
}

impl Signed<'_> {
    fn text(&self) -> String {
        let Signed { officer, at, method, path, body } = self;
        format!("mingxuan witness/v1\nofficer {officer}\nat {}\n{method} {path}\nbody {}\n", at.ms(), Hash32::of(body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_request_alone() {
        let signing = Signing::of(&Keys::from_hex(&"07".repeat(32)).unwrap());
        let other = Signing::of(&Keys::from_hex(&"08".repeat(32)).unwrap());
        let (officer, stranger) = (OfficerId::parse("witness").unwrap(), OfficerId::parse("witness-2").unwrap());
        let request = Signed { officer: &officer, at: Instant(5), method: "POST", path: "/a", body: "b" };
        let signature = signing.sign(&request);
        let key = PublicKey::parse(&signing.public().to_string()).unwrap();
        assert!(key.signed(&request, &signature));
        for altered in [
            Signed { officer: &stranger, ..request },
            Signed { at: Instant(6), ..request },
            Signed { method: "GET", ..request },
            Signed { path: "/b", ..request },
            Signed { body: "c", ..request },
        ] {
            assert!(!key.signed(&altered, &signature), "{altered:?}");
        }
        assert!(!other.public().signed(&request, &signature));
        assert!(!key.signed(&request, ""));
        assert!(!key.signed(&request, &"00".repeat(64)));
    }

    #[test]
    fn a_key_is_64_digits_and_not_a_weak_one() {
        assert_eq!(PublicKey::parse(&"00".repeat(32)), None);
        assert_eq!(PublicKey::parse("07"), None);
        let good = Signing::of(&Keys::from_hex(&"07".repeat(32)).unwrap()).public().to_string();
        assert!(PublicKey::parse(&good).is_some());
        assert_eq!(PublicKey::parse(&good.to_uppercase()), None);
    }
}
