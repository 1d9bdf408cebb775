//! `mingxuan verify PATH`: checks the bundle of a draw, or the receipt of an act, without database, configuration or network (draw-v1 §9).
//!
//! The exit code is the answer: 0 every check passed, 1 the documents are there and something in them is wrong, 2 there is nothing
//! that could be checked. Lines are in both languages, because whoever checks may not be able to choose.

mod bids;
mod bundle;
mod check;
mod choice;
mod chinese;
mod links;
mod number;
mod proofs;
mod receipt;
mod report;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use bundle::Bundle;
use check::Stop;

use crate::domain::hash::Hash32;
use crate::domain::log::Trusted;

/// Every check passed.
pub const PASSED: u8 = 0;
/// The documents are there and something in them is wrong.
pub const WRONG: u8 = 1;
/// No such path, unreadable, or a document missing without which nothing follows.
pub const INCOMPLETE: u8 = 2;

/// Checks the bundle (folder or zip) or receipt at `path`, writes what was found to `out` and returns the exit code.
pub fn verify_path(path: &Path, out: &mut dyn Write) -> u8 {
    verify_under(path, &Trusted::default(), out)
}

/// [`verify_path`] with keys from somewhere its maker does not choose: the market's page, or paper. Each witness must vouch for the freeze of a
/// draw, and for the head of a receipt.
pub fn verify_under(path: &Path, trusted: &Trusted, out: &mut dyn Write) -> u8 {
    let mut text = String::new();
    let code = match receipt_at(path) {
        Some(bytes) => receipt::check(&bytes, trusted, &mut text),
        None => verify_bundle(path, trusted, &mut text),
    };
    // A reader who closed the pipe does not change the answer, which is the exit code.
    drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
    code
}

/// The bytes of a receipt: a small file that begins as JSON does. An archive begins otherwise.
fn receipt_at(path: &Path) -> Option<Vec<u8>> {
    let about = std::fs::metadata(path).ok()?;
    let small = about.is_file() && about.len() <= receipt::LARGEST;
    let bytes = if small { std::fs::read(path).ok()? } else { return None };
    bytes.starts_with(b"{").then_some(bytes)
}

/// The documents of the bundle at `path` with their hashes, for who compares them with a log.
///
/// # Errors
/// Why nothing could be read.
pub fn hashes(path: &Path) -> Result<BTreeMap<String, Hash32>, String> {
    let bundle = Bundle::load(path).map_err(|e| e.to_string())?;
    Ok(bundle.all().map(|(name, bytes)| (name.to_owned(), Hash32::of(bytes))).collect())
}

fn verify_bundle(path: &Path, trusted: &Trusted, text: &mut String) -> u8 {
    let bundle = match Bundle::load(path) {
        Ok(bundle) => bundle,
        Err(unreadable) => {
            report::unreadable(&unreadable, text);
            return INCOMPLETE;
        }
    };
    report::documents(&bundle, text);
    match check::check(&bundle, trusted) {
        Ok(findings) => {
            report::findings(&findings, text);
            PASSED
        }
        Err(Stop::Fault(fault)) => {
            report::fault(&fault, text);
            WRONG
        }
        Err(Stop::Missing(names)) => {
            report::missing(&names, text);
            INCOMPLETE
        }
    }
}
