//! choice/outcome.txt: the order in which agencies are asked, what decided each place, and by which rule somebody has none.

use std::fmt;

use super::inputs::Inputs;
use crate::domain::draw::fault::{Broken, Fault};
use crate::domain::draw::text::{Document, Lines, first_difference};
use crate::domain::draw::words::word_field;
use crate::domain::draw::{DrawId, Hash32, Label};

crate::text_states! {
    /// What decided a place: in what its label differs from the one above it, and the first from the one below.
    pub enum Ground {
        /// The order of the draw.
        Draw => "draw",
        Price => "price",
        /// Nearer to the average.
        Distance => "distance",
        Credit => "credit",
        /// The panel's score.
        Score => "score",
        /// The owner picked it.
        Choice => "choice",
        /// The owner did not choose, and it stood first.
        Silence => "silence",
        /// There is no other.
        Alone => "alone",
    }
}
word_field!(Ground: "what decides a place: draw, price, distance, credit, score, choice, silence or alone");

crate::text_states! {
    /// Why a label has no place.
    pub enum Rule {
        /// `out` at the freeze.
        NotAdmitted => "not-admitted",
        /// Not among the best by credit.
        Tail => "tail",
        NoQuote => "no-quote",
        Spoiled => "spoiled",
        Missing => "missing",
        /// A document beside the quote names somebody or cannot be read.
        DocumentFound => "document-found",
        /// An amount where a discount is asked for, or the other way round.
        OtherKind => "other-kind",
        BelowFloor => "below-floor",
        AboveCap => "above-cap",
        /// Too few quotes for an average.
        TooFew => "too-few",
        AboveAverage => "above-average",
        NoScore => "no-score",
        NotShortlisted => "not-shortlisted",
        /// Not among those who were drawn to negotiate.
        NotInvited => "not-invited",
        /// The owner picked nobody after a negotiation.
        NobodyPicked => "nobody-picked",
    }
}
word_field!(Rule: "the word of a rule");

/// A place in the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub label: Label,
    pub ground: Ground,
}

/// A label without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    pub label: Label,
    /// The how-manieth stage dropped it; 0 is the freeze.
    pub stage: usize,
    pub rule: Rule,
}

/// The outcome. Only [`super::outcome`] makes one from inputs, only [`Document::parse`] from text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    draw: DrawId,
    inputs: Hash32,
    places: Vec<Place>,
    excluded: Vec<Exclusion>,
}

impl Outcome {
    pub(super) fn of(inputs: &Inputs, places: Vec<Place>, mut excluded: Vec<Exclusion>) -> Outcome {
        excluded.sort_by(|one, other| (one.stage, &one.label).cmp(&(other.stage, &other.label)));
        Outcome { draw: inputs.draw().clone(), inputs: inputs.hash(), places, excluded }
    }

    /// The draw.
    pub fn draw(&self) -> &DrawId {
        &self.draw
    }

    /// Who has a place, best first.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Who has none, by stage and label.
    pub fn excluded(&self) -> &[Exclusion] {
        &self.excluded
    }

    /// Whether this is the outcome that follows, to the byte.
    ///
    /// # Errors
    /// The first line that differs from the recomputed one.
    pub fn matches(&self, recomputed: &Outcome) -> Result<(), Fault> {
        let expected = recomputed.to_text();
        match first_difference(&self.to_text(), &expected) {
            None => Ok(()),
            Some((line, "")) => Err(Fault::at(Self::FILE, line, Broken::Surplus)),
            Some((line, wanted)) => Err(Fault::at(Self::FILE, line, Broken::Mismatch { what: "the line", expected: wanted.to_owned() })),
        }
    }
}

impl Document for Outcome {
    const FILE: &'static str = "choice/outcome.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("choice/v1 outcome")?;
        let (draw, inputs) = (lines.value("draw")?, lines.value("inputs")?);
        let placed: u64 = lines.value("placed")?;
        let mut places = Vec::new();
        while lines.follows("place") {
            let [number, label, ground] = lines.words("place", "<number> <label> <ground>")?;
            if lines.field::<u64>("place", number)? != places.len() as u64 + 1 {
                return Err(lines.fault(Broken::Mismatch { what: "the place", expected: (places.len() + 1).to_string() }));
            }
            places.push(Place { label: lines.field("label", label)?, ground: lines.field("ground", ground)? });
        }
        if placed != places.len() as u64 {
            let expected = places.len().to_string();
            return Err(Fault::at(Self::FILE, 4, Broken::Mismatch { what: "the number of places", expected }));
        }
        let stated: u64 = lines.value("excluded")?;
        let mut excluded = Vec::new();
        while lines.follows("exclude") {
            let [label, stage, rule] = lines.words("exclude", "<label> <stage> <rule>")?;
            let stage = usize::try_from(lines.field::<u64>("stage", stage)?).unwrap_or(usize::MAX);
            excluded.push(Exclusion { label: lines.field("label", label)?, stage, rule: lines.field("rule", rule)? });
        }
        lines.finish()?;
        if stated != excluded.len() as u64 {
            let expected = excluded.len().to_string();
            return Err(Fault::at(Self::FILE, 5 + places.len(), Broken::Mismatch { what: "the number of exclusions", expected }));
        }
        Ok(Outcome { draw, inputs, places, excluded })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "choice/v1 outcome\ndraw {}\ninputs {}\nplaced {}", self.draw, self.inputs, self.places.len())?;
        (1..).zip(&self.places).try_for_each(|(n, place)| writeln!(f, "place {n} {} {}", place.label, place.ground))?;
        writeln!(f, "excluded {}", self.excluded.len())?;
        self.excluded.iter().try_for_each(|one| writeln!(f, "exclude {} {} {}", one.label, one.stage, one.rule))
    }
}
