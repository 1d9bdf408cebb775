//! freeze.txt: who takes part, fixed before any secret is revealed.

use std::fmt;

use super::fault::{Broken, Fault};
use super::notice::{Mode, Nonces, Notice};
use super::text::{Document, Lines};
use super::words::{DrawId, Label, OrDash, Weight, word_field};
use crate::domain::hash::Hash32;

/// The most tickets a draw may hold.
pub const MOST_TICKETS: u64 = 10_000_000;
/// Lines before the first entry.
const HEAD: usize = 4;

crate::text_states! {
    /// Whether an entry takes part. An excluded one keeps its place in the list, and so its ticket (draw-v1 §7).
    pub enum Status { In => "in", Out => "out" }
}
word_field!(Status: "in or out");

/// One entry of the freeze.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreezeEntry {
    pub label: Label,
    /// Its tickets; an excluded entry carries the weight it would have had.
    pub weight: Weight,
    pub status: Status,
    /// The applicant's own commitment, where the notice allows one.
    pub commitment: Option<Hash32>,
}

/// The frozen list of a draw: sorted by label, each once, at least one of them `in`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    draw: DrawId,
    notice: Hash32,
    entries: Vec<FreezeEntry>,
}

impl Freeze {
    /// Sorts the entries by label and freezes them under their notice; the order in which they come makes no difference.
    ///
    /// # Errors
    /// A label twice, no entry `in`, too many tickets, or an entry against the notice's mode or nonces.
    pub fn new(notice: &Notice, mut entries: Vec<FreezeEntry>) -> Result<Freeze, Fault> {
        entries.sort_unstable_by(|a, b| a.label.cmp(&b.label));
        let freeze = Freeze { draw: notice.draw.clone(), notice: notice.hash(), entries };
        freeze.check()?;
        freeze.fits(notice)?;
        Ok(freeze)
    }

    /// The draw.
    pub fn draw(&self) -> &DrawId {
        &self.draw
    }

    /// All entries, sorted by the bytes of their label.
    pub fn entries(&self) -> &[FreezeEntry] {
        &self.entries
    }

    /// The entry of a label, with its index.
    pub fn entry(&self, label: &Label) -> Option<(usize, &FreezeEntry)> {
        let index = self.entries.binary_search_by(|entry| entry.label.cmp(label)).ok()?;
        Some((index, &self.entries[index]))
    }

    fn check(&self) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        for (index, pair) in self.entries.windows(2).enumerate() {
            if pair[0].label >= pair[1].label {
                return fault(HEAD + 2 + index, Broken::NotAscending { what: "labels" });
            }
        }
        if self.entries.iter().all(|entry| entry.status == Status::Out) {
            return fault(HEAD, Broken::None { what: "entry that is `in`" });
        }
        let mut tickets = 0;
        for (index, entry) in self.entries.iter().enumerate() {
            tickets += u64::from(entry.weight.tickets());
            if tickets > MOST_TICKETS {
                return fault(HEAD + 1 + index, Broken::WeightSum { limit: MOST_TICKETS });
            }
        }
        Ok(())
    }

    /// Whether this freeze belongs to that notice and keeps what it promised.
    ///
    /// # Errors
    /// The first line that does not.
    pub fn fits(&self, notice: &Notice) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        if self.draw != notice.draw {
            return fault(2, Broken::Mismatch { what: "the draw", expected: notice.draw.to_string() });
        }
        if self.notice != notice.hash() {
            return fault(3, Broken::Mismatch { what: "the hash of notice.txt", expected: notice.hash().to_string() });
        }
        for (index, entry) in self.entries.iter().enumerate() {
            if notice.mode == Mode::Uniform && entry.weight != Weight::ONE {
                return fault(HEAD + 1 + index, Broken::WeightInUniform);
            }
            if notice.nonces == Nonces::None && entry.commitment.is_some() {
                return fault(HEAD + 1 + index, Broken::NoncesForbidden);
            }
        }
        Ok(())
    }
}

impl Document for Freeze {
    const FILE: &'static str = "freeze.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 freeze")?;
        let (draw, notice) = (lines.value("draw")?, lines.value("notice")?);
        let stated: u64 = lines.value("entries")?;
        let mut entries = Vec::new();
        while lines.follows("entry") {
            let [label, weight, status, commitment] = lines.words("entry", "<label> <weight> <in or out> <commitment or `-`>")?;
            entries.push(FreezeEntry {
                label: lines.field("label", label)?,
                weight: lines.field("weight", weight)?,
                status: lines.field("status", status)?,
                commitment: lines.field("commitment", commitment)?,
            });
        }
        lines.finish()?;
        if stated != entries.len() as u64 {
            let expected = entries.len().to_string();
            return Err(Fault::at(Self::FILE, HEAD, Broken::Mismatch { what: "the number of entries", expected }));
        }
        let freeze = Freeze { draw, notice, entries };
        freeze.check()?;
        Ok(freeze)
    }
}

impl fmt::Display for Freeze {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 freeze\ndraw {}\nnotice {}\nentries {}", self.draw, self.notice, self.entries.len())?;
        self.entries
            .iter()
            .try_for_each(|entry| writeln!(f, "entry {} {} {} {}", entry.label, entry.weight, entry.status, OrDash(&entry.commitment)))
    }
}
