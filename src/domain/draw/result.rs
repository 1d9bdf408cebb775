//! result.txt: the whole ranking under the seed. It follows from notice, freeze and seed; anybody can redo it.

use std::fmt;

use super::fault::{Broken, Fault};
use super::freeze::{Freeze, Status};
use super::notice::Notice;
use super::ranking::rank;
use super::seed::Seed;
use super::text::{Document, Lines, first_difference};
use super::words::{DrawId, Label};
use crate::domain::hash::Hash32;

/// Lines before the first rank.
const HEAD: usize = 4;

/// A label and the ticket that gives it its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub key: Hash32,
    pub label: Label,
}

/// The result of a draw. Only [`resolve`] makes one from a seed, only [`Document::parse`] from text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawResult {
    draw: DrawId,
    seed: Hash32,
    ranking: Vec<Place>,
}

/// Draws: checks that freeze and seed follow from the notice and ranks the `in` entries.
///
/// # Errors
/// The first line of freeze or seed that does not follow.
pub fn resolve(notice: &Notice, freeze: &Freeze, seed: &Seed) -> Result<DrawResult, Fault> {
    freeze.fits(notice)?;
    seed.fits(notice, freeze)?;
    let hash = seed.hash();
    let taking_part = freeze.entries().iter().filter(|entry| entry.status == Status::In);
    let ranking = rank(&hash, taking_part.map(|entry| (&entry.label, entry.weight)));
    let ranking = ranking.into_iter().map(|ranked| Place { key: ranked.key, label: ranked.label.clone() }).collect();
    Ok(DrawResult { draw: notice.draw.clone(), seed: hash, ranking })
}

impl DrawResult {
    /// The draw.
    pub fn draw(&self) -> &DrawId {
        &self.draw
    }

    /// The seed: the hash of seed.txt.
    pub fn seed(&self) -> Hash32 {
        self.seed
    }

    /// Everybody who took part, best first.
    pub fn ranking(&self) -> &[Place] {
        &self.ranking
    }

    /// Ranks 1 to k of the notice; fewer where fewer took part.
    pub fn winners(&self, notice: &Notice) -> &[Place] {
        &self.ranking[..notice.winners.saturating().min(self.ranking.len())]
    }

    /// The next m after the winners.
    pub fn alternates(&self, notice: &Notice) -> &[Place] {
        let after = &self.ranking[self.winners(notice).len()..];
        &after[..notice.alternates.saturating().min(after.len())]
    }

    /// Whether this is the result that follows, to the byte.
    ///
    /// # Errors
    /// The first line that differs from the recomputed one.
    pub fn matches(&self, recomputed: &DrawResult) -> Result<(), Fault> {
        let expected = recomputed.to_text();
        match first_difference(&self.to_text(), &expected) {
            None => Ok(()),
            Some((line, "")) => Err(Fault::at(Self::FILE, line, Broken::Surplus)),
            Some((line, wanted)) => Err(Fault::at(Self::FILE, line, Broken::Mismatch { what: "the line", expected: wanted.to_owned() })),
        }
    }
}

impl Document for DrawResult {
    const FILE: &'static str = "result.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 result")?;
        let (draw, seed) = (lines.value("draw")?, lines.value("seed")?);
        let stated: u64 = lines.value("ranked")?;
        let mut ranking = Vec::new();
        while lines.follows("rank") {
            let [number, label, key] = lines.words("rank", "<number> <label> <key>")?;
            if lines.field::<u64>("rank", number)? != ranking.len() as u64 + 1 {
                let expected = (ranking.len() + 1).to_string();
                return Err(lines.fault(Broken::Mismatch { what: "the rank", expected }));
            }
            ranking.push(Place { label: lines.field("label", label)?, key: lines.field("key", key)? });
        }
        lines.finish()?;
        if stated != ranking.len() as u64 {
            let expected = ranking.len().to_string();
            return Err(Fault::at(Self::FILE, HEAD, Broken::Mismatch { what: "the number of ranks", expected }));
        }
        Ok(DrawResult { draw, seed, ranking })
    }
}

impl fmt::Display for DrawResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 result\ndraw {}\nseed {}\nranked {}", self.draw, self.seed, self.ranking.len())?;
        self.ranking.iter().enumerate().try_for_each(|(index, place)| writeln!(f, "rank {} {} {}", index + 1, place.label, place.key))
    }
}
