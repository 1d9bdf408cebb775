//! opened.txt: who is behind the labels of the winner and of each alternate that moved up. Losers are named nowhere (draw-v1 §3).

use std::collections::BTreeSet;
use std::fmt;

use super::fault::{Broken, Fault};
use super::pool::Pool;
use super::standing::Standing;
use super::text::{Document, Lines};
use super::words::{DrawId, Label, RegistryId};
use crate::domain::hash::{Hash32, Secret};

/// Lines before the first opening.
const HEAD: usize = 3;

/// One label opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub label: Label,
    pub registry_id: RegistryId,
    pub label_nonce: Secret,
}

/// The openings of a draw so far, in rank order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    draw: DrawId,
    result: Hash32,
    openings: Vec<Opening>,
}

impl Opened {
    /// Puts openings into rank order under the result they belong to.
    ///
    /// # Errors
    /// A label without a place, one opened twice, or a nonce that does not give its label.
    pub fn new(standing: &Standing<'_>, mut openings: Vec<Opening>) -> Result<Opened, Fault> {
        openings.sort_by_key(|opening| standing.position(&opening.label));
        let opened = Opened { draw: standing.draw().clone(), result: standing.result(), openings };
        opened.fits(standing, None)?;
        Ok(opened)
    }

    /// The openings, in rank order.
    pub fn openings(&self) -> &[Opening] {
        &self.openings
    }

    /// The draw.
    pub fn draw(&self) -> &DrawId {
        &self.draw
    }

    /// Whether every opening gives its label, in rank order, nobody twice, everybody in the pool where it is known.
    ///
    /// # Errors
    /// The first line that does not.
    pub fn fits(&self, standing: &Standing<'_>, pool: Option<&Pool>) -> Result<(), Fault> {
        let mismatch = |line, what, expected| Err(Fault::at(Self::FILE, line, Broken::Mismatch { what, expected }));
        if self.draw != *standing.draw() {
            return mismatch(2, "the draw", standing.draw().to_string());
        }
        if self.result != standing.result() {
            return mismatch(3, "the hash of result.txt", standing.result().to_string());
        }
        let mut last = None;
        let mut seen = BTreeSet::new();
        for (index, opening) in self.openings.iter().enumerate() {
            let fault = |broken| Err(Fault::at(Self::FILE, HEAD + 1 + index, broken));
            let Some(position) = standing.position(&opening.label) else { return fault(Broken::NotRanked) };
            if last.is_some_and(|last| last >= position) {
                return fault(Broken::NotInRankOrder);
            }
            last = Some(position);
            if Label::blind(&self.draw, &opening.registry_id, &opening.label_nonce) != opening.label {
                return fault(Broken::WrongOpening);
            }
            if !seen.insert(&opening.registry_id) {
                return fault(Broken::Twice { what: "a registry id" });
            }
            if pool.is_some_and(|pool| !pool.contains(&opening.registry_id)) {
                return fault(Broken::NotInPool);
            }
        }
        Ok(())
    }
}

impl Document for Opened {
    const FILE: &'static str = "opened.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 opened")?;
        let (draw, result) = (lines.value("draw")?, lines.value("result")?);
        let mut openings = Vec::new();
        while lines.follows("open") {
            let [label, registry_id, nonce] = lines.words("open", "<label> <registry id> <label nonce>")?;
            openings.push(Opening {
                label: lines.field("label", label)?,
                registry_id: lines.field("registry id", registry_id)?,
                label_nonce: lines.field("label nonce", nonce)?,
            });
        }
        Ok(Opened { draw, result, openings })
    }
}

impl fmt::Display for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 opened\ndraw {}\nresult {}", self.draw, self.result)?;
        self.openings.iter().try_for_each(|opening| writeln!(f, "open {} {} {}", opening.label, opening.registry_id, opening.label_nonce))
    }
}
