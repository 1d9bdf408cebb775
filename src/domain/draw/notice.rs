//! notice.txt: what is promised before anybody signs up.

use std::collections::BTreeSet;
use std::fmt;

use super::beacon::Round;
use super::fault::{Broken, Fault};
use super::text::{Document, Lines};
use super::words::{DrawId, Field, Number, OfficerId, OrDash, Who, word_field};
use crate::domain::hash::Hash32;
use crate::domain::time::Instant;

crate::text_states! {
    /// How many tickets an entry may hold.
    pub enum Mode { Uniform => "uniform", Weighted => "weighted" }
}
crate::text_states! {
    /// Whether applicants may commit to a secret of their own.
    pub enum Nonces { None => "none", Commit => "commit" }
}
crate::text_states! {
    /// What follows when a winner drops out. `Fresh` is reserved: read, never published by this market.
    pub enum Substitution { Ranked => "ranked", Fresh => "fresh" }
}
word_field!(Mode: "uniform or weighted", Nonces: "none or commit", Substitution: "ranked or fresh");

/// Who may sign up: anybody, or those in the pool document with this hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolRule {
    Open,
    Listed(Hash32),
}

/// A witness officer's line in the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    pub id: OfficerId,
    pub commit: OfficerCommit,
}

/// What an officer promises: to open a commitment, or to throw dice in public after everybody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficerCommit {
    Sealed(Hash32),
    Ceremony,
}

/// The notice of a draw. [`Notice::checked`] makes sure that it keeps the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub draw: DrawId,
    /// Hash of about.txt, the notice for people.
    pub about: Hash32,
    /// How many win, at least 1.
    pub winners: Number,
    /// How many stand ready after them.
    pub alternates: Number,
    pub mode: Mode,
    pub pool: PoolRule,
    pub nonces: Nonces,
    pub opens: Instant,
    pub closes: Instant,
    pub reveal_by: Instant,
    pub beacon: Option<Round>,
    pub substitution: Substitution,
    /// The platform's commitment.
    pub platform: Hash32,
    /// At least one, ids unique.
    pub officers: Vec<Officer>,
}

impl Notice {
    /// Cuts the times to whole seconds and checks every rule that a line alone does not show.
    ///
    /// # Errors
    /// The first rule broken, with its line.
    pub fn checked(mut self) -> Result<Notice, Fault> {
        for time in [&mut self.opens, &mut self.closes, &mut self.reveal_by] {
            *time = time.whole_second();
        }
        self.check()?;
        Ok(self)
    }

    fn check(&self) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        if self.winners.saturating() == 0 {
            return fault(4, Broken::None { what: "winner" });
        }
        if self.opens >= self.closes {
            return fault(10, Broken::Times);
        }
        if self.closes >= self.reveal_by {
            return fault(11, Broken::Times);
        }
        let earliest = Round::earliest_for(self.reveal_by);
        if self.beacon.is_some_and(|round| round < earliest) {
            return fault(12, Broken::RoundTooEarly { earliest: earliest.number() });
        }
        if self.officers.is_empty() {
            return fault(15, Broken::None { what: "officer" });
        }
        let mut seen = BTreeSet::new();
        for (index, officer) in self.officers.iter().enumerate() {
            if !seen.insert(&officer.id) {
                return fault(15 + index, Broken::Twice { what: "an officer" });
            }
        }
        Ok(())
    }

    /// Whether an officer throws dice, so that ceremony.txt must exist.
    pub fn has_ceremony(&self) -> bool {
        self.officers.iter().any(|officer| officer.commit == OfficerCommit::Ceremony)
    }

    /// Platform and officers in notice order, with the commitment where one exists.
    pub fn commitments(&self) -> impl Iterator<Item = (Who, Option<Hash32>)> {
        let officers = self.officers.iter().map(|officer| {
            let commitment = match officer.commit {
                OfficerCommit::Sealed(hash) => Some(hash),
                OfficerCommit::Ceremony => None,
            };
            (Who::Officer(officer.id.clone()), commitment)
        });
        std::iter::once((Who::Platform, Some(self.platform))).chain(officers)
    }
}

impl Document for Notice {
    const FILE: &'static str = "notice.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 notice")?;
        let notice = Notice {
            draw: lines.value("draw")?,
            about: lines.value("about")?,
            winners: lines.value("winners")?,
            alternates: lines.value("alternates")?,
            mode: lines.value("mode")?,
            pool: lines.value("pool")?,
            nonces: lines.value("nonces")?,
            opens: lines.value("opens")?,
            closes: lines.value("closes")?,
            reveal_by: lines.value("reveal-by")?,
            beacon: lines.value("beacon")?,
            substitution: lines.value("substitution")?,
            platform: platform(lines)?,
            officers: officers(lines)?,
        };
        notice.check()?;
        Ok(notice)
    }
}

fn platform(lines: &mut Lines<'_>) -> Result<Hash32, Fault> {
    const SHAPE: &str = "platform <commitment>";
    match lines.words("commit", SHAPE)? {
        ["platform", commitment] => lines.field("commitment", commitment),
        _ => Err(lines.fault(Broken::Line { expected: format!("commit {SHAPE}") })),
    }
}

fn officers(lines: &mut Lines<'_>) -> Result<Vec<Officer>, Fault> {
    const SHAPE: &str = "officer:<id> <commitment or `ceremony`>";
    let mut officers = Vec::new();
    while officers.is_empty() || lines.follows("commit") {
        let [who, commit] = lines.words("commit", SHAPE)?;
        match lines.field("officer", who)? {
            Who::Officer(id) => officers.push(Officer { id, commit: lines.field("commitment", commit)? }),
            _ => return Err(lines.fault(Broken::Line { expected: format!("commit {SHAPE}") })),
        }
    }
    Ok(officers)
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 notice\ndraw {}\nabout {}", self.draw, self.about)?;
        writeln!(f, "winners {}\nalternates {}\nmode {}", self.winners, self.alternates, self.mode)?;
        writeln!(f, "pool {}\nnonces {}", self.pool, self.nonces)?;
        writeln!(f, "opens {}\ncloses {}\nreveal-by {}", self.opens.wire(), self.closes.wire(), self.reveal_by.wire())?;
        writeln!(f, "beacon {}\nsubstitution {}", OrDash(&self.beacon), self.substitution)?;
        writeln!(f, "commit platform {}", self.platform)?;
        self.officers.iter().try_for_each(|officer| writeln!(f, "commit officer:{} {}", officer.id, officer.commit))
    }
}

impl fmt::Display for PoolRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PoolRule::Open => f.write_str("open"),
            PoolRule::Listed(hash) => hash.fmt(f),
        }
    }
}

impl fmt::Display for OfficerCommit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OfficerCommit::Ceremony => f.write_str("ceremony"),
            OfficerCommit::Sealed(hash) => hash.fmt(f),
        }
    }
}

impl Field for PoolRule {
    fn read(word: &str) -> Option<Self> {
        if word == "open" { Some(PoolRule::Open) } else { Hash32::parse(word).map(PoolRule::Listed) }
    }
    fn grammar() -> String {
        format!("{} or `open`", Hash32::grammar())
    }
}

impl Field for OfficerCommit {
    fn read(word: &str) -> Option<Self> {
        if word == "ceremony" { Some(OfficerCommit::Ceremony) } else { Hash32::parse(word).map(OfficerCommit::Sealed) }
    }
    fn grammar() -> String {
        format!("{} or `ceremony`", Hash32::grammar())
    }
}
