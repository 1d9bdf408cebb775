//! ceremony.txt: the public dice, thrown last, after the platform's reveal is beyond recall (draw-v1 §2, ceremony officer).

use std::fmt;

use super::fault::{Broken, Fault};
use super::notice::{Notice, OfficerCommit};
use super::seed::Seed;
use super::text::{Document, Lines};
use super::void::{Void, Withheld};
use super::words::{Digits, DrawId, OfficerId, Who};
use crate::domain::hash::{Hash32, Secret};

/// Lines before the first throw.
const HEAD: usize = 2;

/// What one officer's dice showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Throw {
    pub officer: OfficerId,
    pub digits: Digits,
}

/// The throws of a draw, in the notice's order of officers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceremony {
    pub draw: DrawId,
    pub throws: Vec<Throw>,
}

/// What a ceremony officer reveals in the seed: the hash of draw and digits.
pub fn ceremony_reveal(draw: &DrawId, digits: &Digits) -> Secret {
    Secret(Hash32::of(format!("draw/v1 ceremony\n{draw}\n{digits}\n")).0)
}

impl Ceremony {
    /// Whether the digits give the ceremony officers' reveals in the seed: one line for each that is not `-`.
    ///
    /// # Errors
    /// The first line that does not fit.
    pub fn fits_seed(&self, notice: &Notice, seed: &Seed) -> Result<(), Fault> {
        let revealed = officers(notice).filter_map(|id| {
            let who = Who::Officer(id.clone());
            seed.reveal_of(&who).map(|secret| (id, secret))
        });
        self.fits_officers(notice, revealed.clone().map(|(id, _)| id))?;
        for (index, (throw, (id, secret))) in self.throws.iter().zip(revealed).enumerate() {
            if ceremony_reveal(&self.draw, &throw.digits) != secret {
                let who = Who::Officer(id.clone());
                return Err(Fault::at(Self::FILE, HEAD + 1 + index, Broken::WrongDigits { who }));
            }
        }
        Ok(())
    }

    /// Whether the throws fit a draw that ended void: without a beacon, exactly the officers who were not silent threw.
    ///
    /// # Errors
    /// The first line that does not fit.
    pub fn fits_void(&self, notice: &Notice, void: &Void) -> Result<(), Fault> {
        let silent = |id: &OfficerId| void.withheld.contains(&Withheld::Reveal(Who::Officer(id.clone())));
        // Where the beacon failed, void.txt does not say which officers spoke, so any of them may have.
        let threw = |id: &OfficerId| self.throws.iter().any(|throw| throw.officer == *id);
        self.fits_officers(notice, officers(notice).filter(|id| if notice.beacon.is_some() { threw(id) } else { !silent(id) }))
    }

    fn fits_officers<'a>(&self, notice: &Notice, expected: impl Iterator<Item = &'a OfficerId>) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        if self.draw != notice.draw {
            return fault(2, Broken::Mismatch { what: "the draw", expected: notice.draw.to_string() });
        }
        let mut throws = self.throws.iter();
        let mut line = HEAD;
        for id in expected {
            line += 1;
            if throws.next().is_none_or(|throw| throw.officer != *id) {
                return fault(line, Broken::Line { expected: format!("ceremony officer:{id} <digits>") });
            }
        }
        match throws.next() {
            None => Ok(()),
            Some(_) => fault(line + 1, Broken::Surplus),
        }
    }
}

fn officers(notice: &Notice) -> impl Iterator<Item = &OfficerId> + Clone {
    notice.officers.iter().filter(|officer| officer.commit == OfficerCommit::Ceremony).map(|officer| &officer.id)
}

impl Document for Ceremony {
    const FILE: &'static str = "ceremony.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        const SHAPE: &str = "officer:<id> <digits>";
        lines.header("draw/v1 ceremony")?;
        let draw = lines.value("draw")?;
        let mut throws = Vec::new();
        while lines.follows("ceremony") {
            let [who, digits] = lines.words("ceremony", SHAPE)?;
            match lines.field("officer", who)? {
                Who::Officer(officer) => throws.push(Throw { officer, digits: lines.field("digits", digits)? }),
                _ => return Err(lines.fault(Broken::Line { expected: format!("ceremony {SHAPE}") })),
            }
        }
        Ok(Ceremony { draw, throws })
    }
}

impl fmt::Display for Ceremony {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 ceremony\ndraw {}", self.draw)?;
        self.throws.iter().try_for_each(|throw| writeln!(f, "ceremony officer:{} {}", throw.officer, throw.digits))
    }
}
