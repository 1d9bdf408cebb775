//! Passwords: argon2id, a few at a time, off the async threads.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// Checks passwords, at most so many at the same time: each takes 19 MiB and some tens of milliseconds.
pub struct Passwords {
    places: Semaphore,
    /// The hash of nobody's password, so that an unknown address takes as long as a wrong password.
    nobody: String,
}

impl Passwords {
    /// `places` checks at the same time.
    pub fn new(places: usize) -> Result<Passwords> {
        Ok(Passwords { places: Semaphore::new(places.max(1)), nobody: hash_now(&crate::platform::random::hex32()?)? })
    }

    /// The argon2id hash of a password, with a salt of its own.
    pub async fn hash(&self, password: String) -> Result<String> {
        let _place = self.places.acquire().await.map_err(|e| Error::caused("waiting to hash a password", e))?;
        tokio::task::spawn_blocking(move || hash_now(&password)).await.map_err(|e| Error::caused("hashing a password", e))?
    }

    /// Whether the password fits. `None` (no such account, no password yet) takes as long and is never right.
    pub async fn fits(&self, password: String, hash: Option<String>) -> Result<bool> {
        let _place = self.places.acquire().await.map_err(|e| Error::caused("waiting to check a password", e))?;
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.clone());
        let right = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&hash).is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
        })
        .await
        .map_err(|e| Error::caused("checking a password", e))?;
        Ok(right && known)
    }
}

fn hash_now(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|e| Error::internal(format!("hashing a password: {e}")))?;
    Ok(hash.to_string())
}
