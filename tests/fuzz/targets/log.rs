//! What monitor and witness fetch from a log they do not trust: heads, proofs and keys.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mingxuan::domain::log::{Proof, VerifierKey};

fuzz_target!(|text: &str| {
    if let Ok(proof) = Proof::parse(text) {
        assert_eq!(proof.to_string(), text, "read loosely");
    }
    if let Some(key) = VerifierKey::parse(text) {
        assert_eq!(key.as_str(), text);
    }
});
