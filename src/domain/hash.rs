//! SHA-256 in 64 lower-case hexadecimal digits, the only hash of the protocols, and the 32-byte secrets hashed with it
//! (draw-v1 §1, audit-v1).

use std::fmt;

use sha2::{Digest, Sha256};

/// A SHA-256 hash. As text always 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash32(pub [u8; 32]);

impl Hash32 {
    /// The hash of these bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Hash32 {
        Hash32(Sha256::digest(bytes.as_ref()).into())
    }

    /// Reads 64 lower-case hexadecimal digits; `None` for anything else.
    pub fn parse(text: &str) -> Option<Hash32> {
        lower_hex(text).map(Hash32)
    }
}

impl fmt::Display for Hash32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for Hash32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl From<Hash32> for String {
    fn from(hash: Hash32) -> String {
        hash.to_string()
    }
}

impl TryFrom<String> for Hash32 {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Hash32::parse(&text).ok_or_else(|| format!("not 64 lower-case hexadecimal digits: {text}"))
    }
}

/// A secret, a label nonce or a salt: 32 bytes of the operating system, shown only where a document reveals it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Secret(pub [u8; 32]);

impl Secret {
    /// Reads 64 lower-case hexadecimal digits; `None` for anything else.
    pub fn parse(text: &str) -> Option<Secret> {
        lower_hex(text).map(Secret)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

/// Debug output ends up in logs, so it never shows the bytes.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Reads `N` bytes from exactly `2 N` lower-case hexadecimal digits.
pub(crate) fn lower_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let lower = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (lower && hex::decode_to_slice(text, &mut bytes).is_ok()).then_some(bytes)
}

/// Writes bytes as lower-case hexadecimal digits.
pub(crate) fn write_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [0_u8; 128];
    for chunk in bytes.chunks(64) {
        for (pair, byte) in text.chunks_exact_mut(2).zip(chunk) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        f.write_str(std::str::from_utf8(&text[..2 * chunk.len()]).expect("hexadecimal digits are ASCII"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nothing_is_the_known_one() {
        let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Hash32::of("").to_string(), text);
        assert_eq!(Hash32::parse(text), Some(Hash32::of("")));
    }

    #[test]
    fn only_64_lower_case_digits_are_a_hash() {
        let good = "0123456789abcdef".repeat(4);
        assert!(Hash32::parse(&good).is_some());
        for wrong in [good.to_uppercase(), good[1..].to_owned(), format!("{good}0"), format!("g{}", &good[1..]), format!("{}é", &good[2..])]
        {
            assert_eq!(Hash32::parse(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_secret_stays_out_of_debug_output() {
        assert_eq!(format!("{:?}", Secret([7; 32])), "Secret(…)");
        assert_eq!(Secret([7; 32]).to_string(), "07".repeat(32));
    }
}
