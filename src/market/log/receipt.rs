//! A receipt as a file: document, salt, entry and proof, which `mingxuan verify` checks.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use serde_json::json;

use crate::domain::log::{Proof, VerifierKey};
use crate::platform::audit::Opening;

/// The file under `name`; `cache` says who may keep it. Without a proof no signed head covers the entry yet.
pub(super) fn answer((name, cache): (&str, &'static str), opening: &Opening, proof: Option<&Proof>, keys: &[VerifierKey]) -> HttpResponse {
    let keys: Vec<&str> = keys.iter().map(VerifierKey::as_str).collect();
    HttpResponse::Ok()
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.json\"")))
        .insert_header((CACHE_CONTROL, cache))
        .json(json!({
            "format": "mingxuan/receipt/v1", "document": opening.document, "salt": opening.salt.as_deref().unwrap_or_default(),
            "entry": opening.entry, "log_index": opening.index, "proof": proof.map(ToString::to_string), "log_keys": keys,
        }))
}
