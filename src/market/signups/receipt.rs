//! The receipt: what an agency keeps of its sign-up. With it the agency finds its label in the freeze and the ranking, and can show that the log
//! took its sign-up in time.

use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

use super::doors::Receipt;
use crate::platform::log;

/// A receipt as a file and as the JSON door gives it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SignupReceipt {
    pub id: String,
    pub project: String,
    pub draw: String,
    /// `active`, `withdrawn` or `carried`.
    pub state: String,
    pub received_at: i64,
    /// What became of it once the list was frozen; empty before.
    pub outcome: String,
    pub outcome_reason: String,
    /// The proof of the sign-up document (draw/v1 signup), which holds label and label-nonce.
    #[serde(flatten)]
    pub proof: log::receipt::ReceiptFile,
}

impl SignupReceipt {
    /// The file of a receipt.
    pub fn of(receipt: &Receipt) -> SignupReceipt {
        let Receipt { signup, project, opening, proof, keys, .. } = receipt;
        SignupReceipt {
            id: signup.id.clone(),
            project: project.number.clone(),
            draw: signup.draw.clone(),
            state: signup.state.to_string(),
            received_at: signup.received_at.ms(),
            outcome: signup.outcome.clone(),
            outcome_reason: signup.outcome_reason.clone(),
            proof: log::receipt::ReceiptFile::of(opening, proof.as_ref(), keys),
        }
    }
}
