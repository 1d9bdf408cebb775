//! The vectors of RFC 9180 for P-256 (appendix A.3, base mode): key derivation, encapsulation, key schedule and the first message.

use ::hpke::aead::AesGcm128;
use ::hpke::kdf::HkdfSha256;
use ::hpke::kem::{DhP256HkdfSha256, Kem};
use ::hpke::{Deserializable, OpModeR, single_shot_open};

use super::hpke::{PrivateKey, seal32};
use crate::domain::hash::lower_hex;

const INFO: &str = "4f6465206f6e2061204772656369616e2055726e";
const EPHEMERAL: &str = "4270e54ffd08d79d5928020af4686d8f6b7d35dbe470265f1f5aa22816ce860e";
const ENC: &str =
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4";
const RECIPIENT: &str = "668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550";
const PUBLIC: &str =
    "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0";
const PRIVATE: &str = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2";
const PLAIN: &str = "4265617574792069732074727574682c20747275746820626561757479";
const AAD: &str = "436f756e742d30";
const CIPHERTEXT: &str = "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434";

#[test]
fn keys_and_encapsulation_are_those_of_the_rfc() {
    let key = PrivateKey::derive(&lower_hex(RECIPIENT).unwrap());
    assert_eq!((key.to_string(), key.public().to_string()), (PRIVATE.to_owned(), PUBLIC.to_owned()));
    let sealed = seal32(&key.public(), &lower_hex(EPHEMERAL).unwrap(), (b"", b""), &[0; 32]).unwrap();
    assert_eq!(hex::encode(sealed.enc), ENC);
}

/// The vector is of AES-128, which the crate's code path differs from ours in the two bytes of its suite alone.
#[test]
fn the_key_schedule_is_that_of_the_rfc() {
    let bytes = |text: &str| hex::decode(text).unwrap();
    let key = <DhP256HkdfSha256 as Kem>::PrivateKey::from_bytes(&bytes(PRIVATE)).unwrap();
    let enc = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(&bytes(ENC)).unwrap();
    let open = single_shot_open::<AesGcm128, HkdfSha256, DhP256HkdfSha256>;
    let plain = open(&OpModeR::Base, &key, &enc, &bytes(INFO), &bytes(CIPHERTEXT), &bytes(AAD)).unwrap();
    assert_eq!(hex::encode(plain), PLAIN);
}
