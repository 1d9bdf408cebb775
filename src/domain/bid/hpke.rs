//! HPKE (RFC 9180) in base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. P-256, because every browser of the last ten years has it.

use std::convert::Infallible;
use std::fmt;

use ::hpke::aead::AesGcm256;
use ::hpke::kdf::HkdfSha256;
use ::hpke::kem::{DhP256HkdfSha256, Kem};
use ::hpke::rand_core::{TryCryptoRng, TryRng};
use ::hpke::{Deserializable, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};

use crate::domain::draw::words::Field;
use crate::domain::hash::{Hash32, lower_hex, write_hex};

type PublicPoint = <DhP256HkdfSha256 as Kem>::PublicKey;
type PrivateScalar = <DhP256HkdfSha256 as Kem>::PrivateKey;
type Encapsulated = <DhP256HkdfSha256 as Kem>::EncappedKey;

/// A share of a key as it lies in an envelope: 32 bytes and the tag.
pub const SEALED_SHARE: usize = 48;

/// A point of P-256, uncompressed: 65 bytes as 130 digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 65]);

impl PublicKey {
    /// Reads 65 bytes; `None` for what is no point of the curve.
    pub fn of(bytes: [u8; 65]) -> Option<PublicKey> {
        PublicPoint::from_bytes(&bytes).is_ok().then_some(PublicKey(bytes))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 65] {
        &self.0
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl Field for PublicKey {
    fn read(word: &str) -> Option<Self> {
        lower_hex(word).and_then(PublicKey::of)
    }
    fn grammar() -> String {
        "a point of P-256 in 130 lower-case hexadecimal digits".to_owned()
    }
}

/// The private key of a member, for one project and one purpose. Debug output never shows it.
#[derive(Clone)]
pub struct PrivateKey(PrivateScalar);

impl PrivateKey {
    /// The key that follows from 32 bytes of the operating system (RFC 9180 §7.1.3, DeriveKeyPair).
    pub fn derive(random: &[u8; 32]) -> PrivateKey {
        PrivateKey(DhP256HkdfSha256::derive_keypair(random).0)
    }

    /// Reads 64 lower-case hexadecimal digits; `None` for what is no scalar of the curve.
    pub fn parse(text: &str) -> Option<PrivateKey> {
        PrivateScalar::from_bytes(&lower_hex::<32>(text)?).ok().map(PrivateKey)
    }

    /// The public key it belongs to.
    pub fn public(&self) -> PublicKey {
        PublicKey(DhP256HkdfSha256::sk_to_pk(&self.0).to_bytes().into())
    }
}

impl PartialEq for PrivateKey {
    fn eq(&self, other: &PrivateKey) -> bool {
        subtle::ConstantTimeEq::ct_eq(&self.0, &other.0).into()
    }
}

impl Eq for PrivateKey {}

impl fmt::Display for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0.to_bytes(), f)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

impl Field for PrivateKey {
    fn read(word: &str) -> Option<Self> {
        PrivateKey::parse(word)
    }
    fn grammar() -> String {
        "a private key of P-256 in 64 lower-case hexadecimal digits".to_owned()
    }
}

/// What is sealed to one key: the encapsulated key and the ciphertext with its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Box32 {
    pub enc: [u8; 65],
    pub ciphertext: [u8; SEALED_SHARE],
}

/// Seals 32 bytes to a key; `random` makes the ephemeral key and is used for nothing else.
pub fn seal32(to: &PublicKey, random: &[u8; 32], (info, aad): (&[u8], &[u8]), plain: &[u8; 32]) -> Option<Box32> {
    let to = PublicPoint::from_bytes(&to.0).ok()?;
    let mut given = Given(*random);
    let sealed = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(&OpModeS::Base, &to, info, plain, aad, &mut given);
    let (enc, ciphertext) = sealed.ok()?;
    Some(Box32 { enc: enc.to_bytes().into(), ciphertext: ciphertext.try_into().ok()? })
}

/// Opens what was sealed to this key; `None` where it does not open.
pub fn open32(key: &PrivateKey, sealed: &Box32, (info, aad): (&[u8], &[u8])) -> Option<[u8; 32]> {
    let enc = Encapsulated::from_bytes(&sealed.enc).ok()?;
    let open = single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>;
    open(&OpModeR::Base, &key.0, &enc, info, &sealed.ciphertext, aad).ok()?.try_into().ok()
}

/// Bytes that were handed in, as the generator the crate asks for. It is asked for exactly 32; whatever is asked beyond them is their hash's hash.
struct Given([u8; 32]);

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for part in out.chunks_mut(32) {
            part.copy_from_slice(&self.0[..part.len()]);
            self.0 = Hash32::of(self.0).0;
        }
        Ok(())
    }
}

impl TryCryptoRng for Given {}
