//! Secrets, tokens and ids from the operating system's generator. Nothing from here is evidence in a draw.

use rand::TryRng;
use rand::rngs::SysRng;

use crate::domain::bid::{Committee, Sealing};
use crate::error::{Error, Result};

/// 32 bytes nobody can guess.
///
/// # Errors
/// [`Error::Unavailable`] when the operating system gives no randomness.
pub fn secret32() -> Result<[u8; 32]> {
    let mut bytes = [0_u8; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(|e| Error::Unavailable(format!("the operating system gives no randomness: {e}")))?;
    Ok(bytes)
}

/// Fresh randomness for sealing one object to a committee.
///
/// # Errors
/// As [`secret32`].
pub fn sealing(committee: &Committee) -> Result<Sealing> {
    let pieces = (0..Sealing::pieces(committee)).map(|_| secret32()).collect::<Result<_>>()?;
    Sealing::new(committee, pieces).ok_or_else(|| Error::internal("too few pieces for a committee"))
}

/// 32 bytes as 64 lower-case hex digits: secrets, nonces and salts of the protocols, one-time tokens.
pub fn hex32() -> Result<String> {
    Ok(hex::encode(secret32()?))
}

/// A fresh id that tells nothing, not even its age: sign-ups, files, pseudonyms.
pub fn blind_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// A fresh id whose age may be public and whose order is the order of making. `at` is milliseconds.
pub fn dated_id(at: crate::domain::time::Instant) -> String {
    let seconds = u64::try_from(at.ms().div_euclid(1000)).unwrap_or(0);
    let nanos = u32::try_from(at.ms().rem_euclid(1000)).unwrap_or(0) * 1_000_000;
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos)).simple().to_string()
}
