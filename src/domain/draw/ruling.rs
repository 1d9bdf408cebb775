//! strikes/001.txt, 002.txt …: what happens to a label after the result, without new randomness (draw-v1 §7).

use std::fmt;

use super::fault::{Broken, Fault};
use super::text::{Document, Lines};
use super::words::{DrawId, Label, Pseudonym, Reason};
use crate::domain::hash::Hash32;
use crate::domain::time::Instant;

crate::text_states! {
    /// What is ruled.
    pub enum Act {
        /// The label is skipped, the next moves up.
        Strike => "strike",
        /// An excluded label takes the place of its shadow ticket, by a supervisor citing an objection logged before the first reveal.
        Admit => "admit",
    }
}

/// A ruling on one label. Rulings of a draw apply in the order of their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    pub act: Act,
    pub draw: DrawId,
    /// Hash of result.txt.
    pub result: Hash32,
    pub label: Label,
    pub reason: Reason,
    /// Who ruled, by a pseudonymous id.
    pub by: Pseudonym,
    /// Hash of the evidence.
    pub evidence: Hash32,
    pub at: Instant,
}

impl Ruling {
    /// The name of the n-th ruling (from 1) in a bundle.
    pub fn file(number: usize) -> String {
        format!("strikes/{number:03}.txt")
    }
}

impl Document for Ruling {
    const FILE: &'static str = "strikes/001.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        let act = act(lines)?;
        Ok(Ruling {
            act,
            draw: lines.value("draw")?,
            result: lines.value("result")?,
            label: lines.value("label")?,
            reason: lines.value("reason")?,
            by: lines.value("by")?,
            evidence: lines.value("evidence")?,
            at: lines.value("at")?,
        })
    }
}

fn act(lines: &mut Lines<'_>) -> Result<Act, Fault> {
    const SHAPE: &str = "strike (or admit)";
    let [word] = lines.words("draw/v1", SHAPE)?;
    Act::parse(word).ok_or_else(|| lines.fault(Broken::Line { expected: format!("draw/v1 {SHAPE}") }))
}

impl fmt::Display for Ruling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 {}\ndraw {}\nresult {}", self.act, self.draw, self.result)?;
        writeln!(f, "label {}\nreason {}\nby {}", self.label, self.reason, self.by)?;
        writeln!(f, "evidence {}\nat {}", self.evidence, self.at.wire())
    }
}
