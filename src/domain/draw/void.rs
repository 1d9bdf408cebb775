//! void.txt: who was silent, where the void rule ended a draw without seed or result (draw-v1 §4).

use std::fmt;

use super::fault::{Broken, Fault};
use super::freeze::Freeze;
use super::notice::Notice;
use super::text::{Document, Lines};
use super::words::{DrawId, Field, Who};
use crate::domain::hash::Hash32;

/// Lines before the first name.
const HEAD: usize = 3;

/// What did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// The reveal of the platform or of an officer.
    Reveal(Who),
    /// The beacon's signature.
    Beacon,
}

/// The end of a draw that has neither seed nor result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Void {
    pub draw: DrawId,
    /// Hash of freeze.txt.
    pub freeze: Hash32,
    /// Every silent one of platform and officers in notice order, or the beacon alone.
    pub withheld: Vec<Withheld>,
}

impl Void {
    /// Whether this is how that draw can have ended.
    ///
    /// # Errors
    /// The first line that does not fit.
    pub fn fits(&self, notice: &Notice, freeze: &Freeze) -> Result<(), Fault> {
        let mismatch = |line, what, expected| Err(Fault::at(Self::FILE, line, Broken::Mismatch { what, expected }));
        if self.draw != notice.draw {
            return mismatch(2, "the draw", notice.draw.to_string());
        }
        if self.freeze != freeze.hash() {
            return mismatch(3, "the hash of freeze.txt", freeze.hash().to_string());
        }
        // With a beacon no silence voids, so only the missing signature can be named, and once.
        if notice.beacon.is_some() {
            return match self.withheld.as_slice() {
                [Withheld::Beacon] => Ok(()),
                [Withheld::Beacon, ..] => Err(Fault::at(Self::FILE, HEAD + 2, Broken::Surplus)),
                _ => mismatch(HEAD + 1, "what is withheld", "beacon".to_owned()),
            };
        }
        let mut expected = notice.commitments().map(|(who, _)| Withheld::Reveal(who));
        for (index, withheld) in self.withheld.iter().enumerate() {
            if !expected.any(|one| one == *withheld) {
                let who = "platform and officers of the notice, in its order, each once";
                return mismatch(HEAD + 1 + index, "what is withheld", who.to_owned());
            }
        }
        Ok(())
    }
}

impl Document for Void {
    const FILE: &'static str = "void.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 void")?;
        let (draw, freeze) = (lines.value("draw")?, lines.value("freeze")?);
        let mut withheld = vec![lines.value("withheld")?];
        while lines.follows("withheld") {
            withheld.push(lines.value("withheld")?);
        }
        Ok(Void { draw, freeze, withheld })
    }
}

impl Field for Withheld {
    fn read(word: &str) -> Option<Self> {
        match word {
            "beacon" => Some(Withheld::Beacon),
            _ => Who::read(word).filter(|who| !matches!(who, Who::Applicant(_))).map(Withheld::Reveal),
        }
    }
    fn grammar() -> String {
        "platform, officer:<id> or beacon".to_owned()
    }
}

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Withheld::Reveal(who) => who.fmt(f),
            Withheld::Beacon => f.write_str("beacon"),
        }
    }
}

impl fmt::Display for Void {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 void\ndraw {}\nfreeze {}", self.draw, self.freeze)?;
        self.withheld.iter().try_for_each(|withheld| writeln!(f, "withheld {withheld}"))
    }
}
