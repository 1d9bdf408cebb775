//! The roster: who is behind the frozen labels. Never published; the witness officer checks it before it cosigns the freeze,
//! because blind labels alone would let the platform fill a draw with one crony under many labels (draw-v1 §3).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::fault::{Broken, Fault};
use super::freeze::Freeze;
use super::pool::Pool;
use super::signup::{Signup, Withdrawal};
use super::text::{Document, Lines};
use super::words::{DrawId, Label, RegistryId};
use crate::domain::hash::{Hash32, Secret};

/// Lines before the first entry.
const HEAD: usize = 3;

/// Who is behind one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterEntry {
    pub label: Label,
    pub registry_id: RegistryId,
    pub label_nonce: Secret,
    /// Log index of the sign-up that counts.
    pub log_index: u64,
}

/// The roster of a frozen draw, in freeze order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    pub draw: DrawId,
    /// Hash of freeze.txt.
    pub freeze: Hash32,
    pub entries: Vec<RosterEntry>,
}

/// What an `entry.received` of the log between a draw's notice and its close turns out to be when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// A sign-up or, for a label that has one, its replacement.
    Signup(Signup),
    Withdrawal(Withdrawal),
    /// A document of another protocol, such as a sealed envelope.
    Other,
}

impl Roster {
    /// Sorts the entries into freeze order.
    pub fn new(freeze: &Freeze, mut entries: Vec<RosterEntry>) -> Roster {
        entries.sort_unstable_by(|a, b| a.label.cmp(&b.label));
        Roster { draw: freeze.draw().clone(), freeze: freeze.hash(), entries }
    }

    /// The witness officer's check: every label opens, no registry id twice, every one in the pool (`None`: open), every entry a
    /// standing sign-up of this draw, and every such sign-up an entry. `received` maps log indices to what was opened there.
    /// Where nobody signs up because the whole of a listed pool is drawn from (experts), the entries must be the whole of it.
    ///
    /// # Errors
    /// The first entry that does not hold, or the first sign-up that is missing.
    pub fn check(&self, freeze: &Freeze, pool: Option<&Pool>, received: &BTreeMap<u64, Received>) -> Result<(), Fault> {
        self.fits(freeze)?;
        let mut standing = standing_signups(freeze.draw(), received);
        let whole = pool.filter(|_| standing.is_empty());
        let mut seen = BTreeSet::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let fault = |broken| Err(Fault::at(Self::FILE, HEAD + 1 + index, broken));
            if Label::blind(&self.draw, &entry.registry_id, &entry.label_nonce) != entry.label {
                return fault(Broken::WrongOpening);
            }
            if !seen.insert(&entry.registry_id) {
                return fault(Broken::Twice { what: "a registry id" });
            }
            if pool.is_some_and(|pool| !pool.contains(&entry.registry_id)) {
                return fault(Broken::NotInPool);
            }
            let commitment = freeze.entries()[index].commitment;
            match standing.remove(&entry.label) {
                None if whole.is_some() && commitment.is_none() => {}
                Some((at, signup)) if at == entry.log_index && signup.opens() && signup.commitment == commitment => {}
                _ => return fault(Broken::NotSignedUp),
            }
        }
        match standing.into_values().map(|(index, _)| index).min() {
            None if whole.is_some_and(|pool| pool.agencies().len() != self.entries.len()) => {
                Err(Fault::at(Self::FILE, HEAD + 1 + self.entries.len(), Broken::NotSignedUp))
            }
            None => Ok(()),
            Some(index) => Err(Fault::at(Self::FILE, HEAD + 1 + self.entries.len(), Broken::SignupMissing { index })),
        }
    }

    /// Same draw, same freeze, the same labels in the same order.
    fn fits(&self, freeze: &Freeze) -> Result<(), Fault> {
        let mismatch = |line, what, expected| Err(Fault::at(Self::FILE, line, Broken::Mismatch { what, expected }));
        if self.draw != *freeze.draw() {
            return mismatch(2, "the draw", freeze.draw().to_string());
        }
        if self.freeze != freeze.hash() {
            return mismatch(3, "the hash of freeze.txt", freeze.hash().to_string());
        }
        let mut labels = self.entries.iter().map(|entry| &entry.label);
        for (index, entry) in freeze.entries().iter().enumerate() {
            if labels.next() != Some(&entry.label) {
                return mismatch(HEAD + 1 + index, "the label", entry.label.to_string());
            }
        }
        match labels.next() {
            None => Ok(()),
            Some(_) => Err(Fault::at(Self::FILE, HEAD + 1 + freeze.entries().len(), Broken::Surplus)),
        }
    }
}

/// Whether nobody has signed up for a draw whose entries come from elsewhere.
///
/// # Errors
/// The first sign-up there is.
pub fn no_signups(freeze: &Freeze, received: &BTreeMap<u64, Received>) -> Result<(), Fault> {
    let first = standing_signups(freeze.draw(), received).into_values().map(|(index, _)| index).min();
    first.map_or(Ok(()), |index| Err(Fault::at(Roster::FILE, HEAD + 1, Broken::SignupMissing { index })))
}

/// The last sign-up of every label of this draw that was not withdrawn afterwards.
fn standing_signups<'a>(draw: &DrawId, received: &'a BTreeMap<u64, Received>) -> BTreeMap<&'a Label, (u64, &'a Signup)> {
    let mut standing = BTreeMap::new();
    for (&index, document) in received {
        match document {
            Received::Signup(signup) if signup.draw == *draw => {
                standing.insert(&signup.label, (index, signup));
            }
            Received::Withdrawal(withdrawal) if withdrawal.draw == *draw => {
                // A withdrawal names a sign-up of its own label; one that names another's takes nothing away.
                let named = received.get(&withdrawal.signup);
                if withdrawal.signup < index && matches!(named, Some(Received::Signup(one)) if one.label == withdrawal.label) {
                    standing.remove(&withdrawal.label);
                }
            }
            _ => {}
        }
    }
    standing
}

impl Document for Roster {
    const FILE: &'static str = "roster.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 roster")?;
        let (draw, freeze) = (lines.value("draw")?, lines.value("freeze")?);
        let mut entries = Vec::new();
        while lines.follows("entry") {
            let [label, registry_id, nonce, index] = lines.words("entry", "<label> <registry id> <label nonce> <log index>")?;
            entries.push(RosterEntry {
                label: lines.field("label", label)?,
                registry_id: lines.field("registry id", registry_id)?,
                label_nonce: lines.field("label nonce", nonce)?,
                log_index: lines.field("log index", index)?,
            });
        }
        Ok(Roster { draw, freeze, entries })
    }
}

impl fmt::Display for Roster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 roster\ndraw {}\nfreeze {}", self.draw, self.freeze)?;
        self.entries
            .iter()
            .try_for_each(|entry| writeln!(f, "entry {} {} {} {}", entry.label, entry.registry_id, entry.label_nonce, entry.log_index))
    }
}
