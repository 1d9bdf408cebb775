//! Every document of bid/v1, and what an agency sends as its sealed entry: nothing ends the program, and whatever is read is written again to the byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mingxuan::domain::bid::{Committee, Entry, Envelope, Opening, Release, Sealed, States};
use mingxuan::domain::draw::Document;

fn read<D: Document>(bytes: &[u8]) {
    if let Ok(document) = D::parse(bytes) {
        assert_eq!(document.to_text().as_bytes(), bytes, "read loosely");
    }
}

fuzz_target!(|bytes: &[u8]| {
    let readers: [fn(&[u8]); 6] = [read::<Committee>, read::<Entry>, read::<Envelope>, read::<Release>, read::<States>, read::<Opening>];
    for read in readers {
        read(bytes);
    }
    let _ = std::str::from_utf8(bytes).map(Sealed::parse);
});
