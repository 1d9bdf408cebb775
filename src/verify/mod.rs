//! `mingxuan verify PATH`: checks the bundle of a draw without database, configuration or network (draw-v1 §9).
//!
//! The exit code is the answer: 0 every check passed, 1 the documents are there and something in them is wrong, 2 there is nothing
//! that could be checked. Lines are in both languages, because whoever checks may not be able to choose.

mod bundle;
mod check;
mod chinese;
mod report;

use std::io::Write;
use std::path::Path;

use bundle::Bundle;
use check::Stop;

/// Every check passed.
pub const PASSED: u8 = 0;
/// The documents are there and something in them is wrong.
pub const WRONG: u8 = 1;
/// No such path, unreadable, or a document missing without which nothing follows.
pub const INCOMPLETE: u8 = 2;

/// Checks the bundle (folder or zip) at `path`, writes what was found to `out` and returns the exit code.
pub fn verify_path(path: &Path, out: &mut dyn Write) -> u8 {
    let mut text = String::new();
    let code = match Bundle::load(path) {
        Err(unreadable) => {
            report::unreadable(&unreadable, &mut text);
            INCOMPLETE
        }
        Ok(bundle) => {
            report::documents(&bundle, &mut text);
            match check::check(&bundle) {
                Ok(findings) => {
                    report::findings(&findings, &mut text);
                    PASSED
                }
                Err(Stop::Fault(fault)) => {
                    report::fault(&fault, &mut text);
                    WRONG
                }
                Err(Stop::Missing(names)) => {
                    report::missing(&names, &mut text);
                    INCOMPLETE
                }
            }
        }
    };
    // A reader who closed the pipe does not change the answer, which is the exit code.
    drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
    code
}
