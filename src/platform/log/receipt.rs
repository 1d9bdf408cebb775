//! A receipt: what proves, without us, that the log took a document. `mingxuan verify` checks it.

use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

use super::reading;
use crate::db::DbConn;
use crate::domain::log::{Proof, VerifierKey};
use crate::error::Result;
use crate::platform::audit::{self, Opening};

/// A receipt as a file.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ReceiptFile {
    /// `mingxuan/receipt/v1`.
    pub format: &'static str,
    /// What was done, in the words the log's entry hashes.
    pub document: String,
    /// The salt under which the log holds the document's hash; empty where the document is public.
    pub salt: String,
    /// The log entry's bytes.
    pub entry: String,
    /// Where the entry lies in the log; none in the second before it has a place.
    pub log_index: Option<u64>,
    /// The proof of that (C2SP tlog-proof), with a signed head of the log; none while no head covers it.
    pub proof: Option<String>,
    /// The public keys of the log, the newest last.
    pub log_keys: Vec<String>,
}

impl ReceiptFile {
    /// The receipt of an opened entry.
    pub fn of(opening: &Opening, proof: Option<&Proof>, keys: &[VerifierKey]) -> ReceiptFile {
        ReceiptFile {
            format: "mingxuan/receipt/v1",
            document: opening.document.clone(),
            salt: opening.salt.clone().unwrap_or_default(),
            entry: opening.entry.clone(),
            log_index: opening.index,
            proof: proof.map(ToString::to_string),
            log_keys: keys.iter().map(|key| key.as_str().to_owned()).collect(),
        }
    }

    /// The receipt of an opened entry as the log stands now.
    ///
    /// # Errors
    /// Those of the database.
    pub fn now(conn: &mut DbConn, opening: &Opening) -> Result<ReceiptFile> {
        Ok(ReceiptFile::of(opening, audit::proof(conn, opening)?.as_ref(), &reading::keys(conn)?))
    }
}
