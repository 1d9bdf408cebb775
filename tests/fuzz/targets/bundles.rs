//! What `mingxuan verify` is given: a zip file or a receipt from anywhere. It answers 0, 1 or 2, whatever comes.
#![no_main]

use std::io::Write;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("the machine has room for a file");
    file.write_all(bytes).expect("the machine has room for a file");
    let code = mingxuan::verify::verify_path(file.path(), &mut std::io::sink());
    assert!(code <= 2);
});
