//! The receipt: what an agency keeps of its sign-up. With it the agency finds its label in the freeze and the ranking, and can show that the log
//! took its sign-up in time.

use serde::Serialize;
use utoipa::ToSchema;

use super::doors::Receipt;

/// A receipt as a file and as the JSON door gives it.
#[derive(Serialize, ToSchema)]
pub struct ReceiptFile {
    /// `mingxuan/receipt/v1`.
    pub format: &'static str,
    pub id: String,
    pub project: String,
    pub draw: String,
    /// `active`, `withdrawn` or `carried`.
    pub state: String,
    pub received_at: i64,
    /// What became of it once the list was frozen; empty before.
    pub outcome: String,
    pub outcome_reason: String,
    /// The sign-up document (draw/v1 signup) with label and label-nonce.
    pub document: String,
    /// The salt under which the log holds the document's hash.
    pub salt: String,
    /// The log entry's bytes.
    pub entry: String,
    /// Where the entry lies in the log; none in the second before it has a place.
    pub log_index: Option<u64>,
    /// The proof of that (C2SP tlog-proof), with a signed head of the log.
    pub proof: Option<String>,
    /// The public keys of the log, the newest last.
    pub log_keys: Vec<String>,
}

impl ReceiptFile {
    /// The file of a receipt.
    pub fn of(receipt: &Receipt) -> ReceiptFile {
        let Receipt { signup, project, opening, proof, keys, .. } = receipt;
        ReceiptFile {
            format: "mingxuan/receipt/v1",
            id: signup.id.clone(),
            project: project.number.clone(),
            draw: signup.draw.clone(),
            state: signup.state.to_string(),
            received_at: signup.received_at.ms(),
            outcome: signup.outcome.clone(),
            outcome_reason: signup.outcome_reason.clone(),
            document: opening.document.clone(),
            salt: opening.salt.clone().unwrap_or_default(),
            entry: opening.entry.clone(),
            log_index: opening.index,
            proof: proof.as_ref().map(ToString::to_string),
            log_keys: keys.iter().map(|key| key.as_str().to_owned()).collect(),
        }
    }
}
