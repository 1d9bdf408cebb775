//! seed.txt: the transcript of everything revealed. Its hash is the seed, and every byte of it is forced.

use std::fmt;

use super::beacon::Beacon;
use super::fault::{Broken, Fault};
use super::freeze::Freeze;
use super::notice::Notice;
use super::text::{Document, Lines};
use super::words::{DrawId, Field, OrDash, Who, commitment};
use crate::domain::hash::{Hash32, Secret};

/// Lines before the first reveal.
const HEAD: usize = 4;

/// The transcript of a draw. Only [`conclude`](super::conclude()) makes one from reveals, only [`Document::parse`] from text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    pub(super) draw: DrawId,
    pub(super) notice: Hash32,
    pub(super) freeze: Hash32,
    pub(super) reveals: Vec<(Who, Option<Secret>)>,
    pub(super) beacon: Option<Beacon>,
}

impl Seed {
    /// The draw.
    pub fn draw(&self) -> &DrawId {
        &self.draw
    }

    /// Who was expected to reveal, in the order of notice and freeze, and what came (`None`: `-`).
    pub fn reveals(&self) -> &[(Who, Option<Secret>)] {
        &self.reveals
    }

    /// What this person revealed.
    pub fn reveal_of(&self, who: &Who) -> Option<Secret> {
        self.reveals.iter().find(|(other, _)| other == who).and_then(|(_, secret)| *secret)
    }

    /// Whether this transcript follows from that notice and freeze: names, order, openings, beacon, void rule.
    /// The dice of a ceremony are checked by [`Ceremony::fits_seed`](super::Ceremony::fits_seed).
    ///
    /// # Errors
    /// The first line that does not.
    pub fn fits(&self, notice: &Notice, freeze: &Freeze) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        let mismatch = |line, what, expected| fault(line, Broken::Mismatch { what, expected });
        if self.draw != notice.draw {
            return mismatch(2, "the draw", notice.draw.to_string());
        }
        if self.notice != notice.hash() {
            return mismatch(3, "the hash of notice.txt", notice.hash().to_string());
        }
        if self.freeze != freeze.hash() {
            return mismatch(4, "the hash of freeze.txt", freeze.hash().to_string());
        }
        self.check_reveals(notice, freeze)?;
        self.check_beacon(notice)
    }

    fn check_reveals(&self, notice: &Notice, freeze: &Freeze) -> Result<(), Fault> {
        let mut given = self.reveals.iter();
        let mut line = HEAD;
        for (who, committed) in expected_reveals(notice, freeze) {
            line += 1;
            let fault = |broken| Err(Fault::at(Self::FILE, line, broken));
            let Some((_, secret)) = given.next().filter(|(given, _)| *given == who) else {
                return fault(Broken::Line { expected: format!("reveal {who} <secret or `-`>") });
            };
            match (secret, committed) {
                (Some(secret), Some(hash)) if commitment(&notice.draw, &who, secret) != hash => return fault(Broken::WrongSecret { who }),
                (None, _) if silence_voids(notice, &who) => return fault(Broken::Silent { who }),
                _ => {}
            }
        }
        match given.next() {
            None => Ok(()),
            Some(_) => Err(Fault::at(Self::FILE, line + 1, Broken::Line { expected: "beacon …".to_owned() })),
        }
    }

    fn check_beacon(&self, notice: &Notice) -> Result<(), Fault> {
        let fault = |broken| Err(Fault::at(Self::FILE, HEAD + self.reveals.len() + 1, broken));
        if self.beacon.map(|beacon| beacon.round) != notice.beacon {
            return fault(Broken::Mismatch { what: "the beacon", expected: OrDash(&notice.beacon).to_string() });
        }
        match self.beacon {
            Some(Beacon { round, signature }) if !signature.signs(round) => fault(Broken::FalseSignature { round: round.number() }),
            _ => Ok(()),
        }
    }
}

/// Whose reveal a seed must hold, in order, with the commitment it must open (`None`: a ceremony officer).
pub(super) fn expected_reveals(notice: &Notice, freeze: &Freeze) -> impl Iterator<Item = (Who, Option<Hash32>)> {
    let applicants = freeze.entries().iter().filter(|entry| entry.commitment.is_some());
    notice.commitments().chain(applicants.map(|entry| (Who::Applicant(entry.label.clone()), entry.commitment)))
}

/// The void rule: without a beacon the silence of the platform or of any officer ends the draw (draw-v1 §4).
pub(super) fn silence_voids(notice: &Notice, who: &Who) -> bool {
    notice.beacon.is_none() && !matches!(who, Who::Applicant(_))
}

impl Document for Seed {
    const FILE: &'static str = "seed.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 seed")?;
        let (draw, notice, freeze) = (lines.value("draw")?, lines.value("notice")?, lines.value("freeze")?);
        let mut reveals = Vec::new();
        while lines.follows("reveal") {
            let [who, secret] = lines.words("reveal", "<who> <secret or `-`>")?;
            reveals.push((lines.field("who", who)?, lines.field("secret", secret)?));
        }
        let beacon = if lines.is_next("beacon -") { lines.words::<1>("beacon", "-").map(|_| None)? } else { Some(beacon(lines)?) };
        Ok(Seed { draw, notice, freeze, reveals, beacon })
    }
}

fn beacon(lines: &mut Lines<'_>) -> Result<Beacon, Fault> {
    let [round, signature] = lines.words("beacon", &format!("- (or {} <signature>)", super::Round::grammar()))?;
    Ok(Beacon { round: lines.field("beacon", round)?, signature: lines.field("signature", signature)? })
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 seed\ndraw {}\nnotice {}\nfreeze {}", self.draw, self.notice, self.freeze)?;
        for (who, secret) in &self.reveals {
            writeln!(f, "reveal {who} {}", OrDash(secret))?;
        }
        match self.beacon {
            None => writeln!(f, "beacon -"),
            Some(Beacon { round, signature }) => writeln!(f, "beacon {round} {signature}"),
        }
    }
}
