//! Bodies of forms as any program may send them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mingxuan::platform::forms::Fields;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(fields) = Fields::from_urlencoded(bytes) {
        let _ = fields.into_parts();
    }
});
