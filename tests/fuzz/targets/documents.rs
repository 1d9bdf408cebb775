//! Every document of draw/v1 and the log's entries: nothing ends the program, and whatever is read is written again to the byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mingxuan::domain::audit_entry::Entry;
use mingxuan::domain::draw::{Ceremony, Document, DrawResult, Freeze, Notice, Opened, Pool, Ruling, Seed, Void};

fn read<D: Document>(bytes: &[u8]) {
    if let Ok(document) = D::parse(bytes) {
        assert_eq!(document.to_text().as_bytes(), bytes, "read loosely");
    }
}

fuzz_target!(|bytes: &[u8]| {
    let readers: [fn(&[u8]); 10] = [
        read::<Notice>,
        read::<Freeze>,
        read::<Seed>,
        read::<Ceremony>,
        read::<DrawResult>,
        read::<Pool>,
        read::<Opened>,
        read::<Ruling>,
        read::<Void>,
        read::<Entry>,
    ];
    for read in readers {
        read(bytes);
    }
});
