//! choice/inputs.txt: everything a way goes by, frozen and published under pseudonyms, so that anybody can compute the outcome again.

use std::collections::BTreeSet;
use std::fmt;

use super::pick::Picked;
use super::quote::{Bounds, QuoteKind, WHOLE_BP};
use super::row::{Row, tickets};
use super::run;
use super::stage::Stage;
use crate::domain::draw::fault::{Broken, Fault};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::OrDash;
use crate::domain::draw::{DrawId, Freeze, Hash32, Label, Mode, Standing, Status};

/// What a way goes by. Only [`Inputs::new`] and [`Document::parse`] make one, and both check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    draw: DrawId,
    /// Hash of result.txt: the order the ranks come from.
    result: Hash32,
    bounds: Option<Bounds>,
    coefficient: Option<u32>,
    picked: Option<Picked>,
    stages: Vec<Stage>,
    rows: Vec<Row>,
}

/// What inputs are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub draw: DrawId,
    /// Hash of result.txt.
    pub result: Hash32,
    /// What could be quoted, where there are quotes.
    pub bounds: Option<Bounds>,
    /// The drawn coefficient in hundredths of a percent, where one was drawn.
    pub coefficient: Option<u32>,
    /// Whom the owner picked, where the last stage is a choice.
    pub picked: Option<Picked>,
    pub stages: Vec<Stage>,
    /// In any order.
    pub rows: Vec<Row>,
}

impl Inputs {
    /// Sorts the rows by label and checks that everything fits together.
    ///
    /// # Errors
    /// The first line that does not.
    pub fn new(given: Given) -> Result<Inputs, Fault> {
        let Given { draw, result, bounds, coefficient, picked, stages, mut rows } = given;
        rows.sort_unstable_by(|one, other| one.label.cmp(&other.label));
        let inputs = Inputs { draw, result, bounds, coefficient, picked, stages, rows };
        inputs.check()?;
        Ok(inputs)
    }

    /// The draw.
    pub fn draw(&self) -> &DrawId {
        &self.draw
    }

    /// What could be quoted.
    pub fn bounds(&self) -> Option<&Bounds> {
        self.bounds.as_ref()
    }

    /// The drawn coefficient in hundredths of a percent.
    pub fn coefficient(&self) -> Option<u32> {
        self.coefficient
    }

    /// Whom the owner picked.
    pub fn picked(&self) -> Option<&Picked> {
        self.picked.as_ref()
    }

    /// The stages in their order.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// Every label of the freeze, sorted.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row of a label.
    pub fn row(&self, label: &Label) -> Option<&Row> {
        let at = self.rows.binary_search_by(|row| row.label.cmp(label)).ok()?;
        Some(&self.rows[at])
    }

    /// The line of the row at this place.
    pub fn line_of(&self, at: usize) -> usize {
        self.line(at)
    }

    pub(super) fn line(&self, at: usize) -> usize {
        HEAD + self.stages.len() + 1 + at + 1
    }

    fn check(&self) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        let has = |wanted: fn(&Stage) -> bool| self.stages.iter().any(wanted);
        if self.stages.is_empty() {
            return fault(HEAD, Broken::None { what: "stage" });
        }
        let kind = self.stages.iter().find_map(|stage| stage.quotes());
        if self.bounds.map(|bounds| bounds.kind) != kind || self.bounds.is_some_and(|bounds| bounds.least > bounds.most) {
            return fault(
                BOUNDS,
                Broken::Mismatch { what: "the kind of quotes", expected: kind.map_or("-", QuoteKind::as_str).to_owned() },
            );
        }
        let averages = has(|stage| matches!(stage, Stage::Average { .. }));
        if self.coefficient.is_some_and(|bp| bp > WHOLE_BP || !averages) {
            return fault(COEFFICIENT, Broken::MustNotExist { because: "a coefficient lowers an average, by no more than the whole" });
        }
        self.check_rows()?;
        self.check_pick()
    }

    fn check_rows(&self) -> Result<(), Fault> {
        let fault = |at: usize, broken| Err(Fault::at(Self::FILE, self.line(at), broken));
        let (mut ranks, taking_part) = (BTreeSet::new(), self.rows.iter().filter(|row| row.status == Status::In).count());
        for (at, row) in self.rows.iter().enumerate() {
            if at > 0 && self.rows[at - 1].label >= row.label {
                return fault(at, Broken::NotAscending { what: "labels" });
            }
            let fits = match (row.status, row.rank) {
                (Status::Out, rank) => rank.is_none(),
                (Status::In, Some(rank)) => rank >= 1 && rank as usize <= taking_part && ranks.insert(rank),
                (Status::In, None) => false,
            };
            if !fits {
                return fault(
                    at,
                    Broken::Mismatch { what: "the rank", expected: format!("one of 1 to {taking_part}, each once; `-` if out") },
                );
            }
        }
        if taking_part == 0 { Err(Fault::at(Self::FILE, self.line(0) - 1, Broken::None { what: "row that is `in`" })) } else { Ok(()) }
    }

    /// A choice is the last stage, and picks one of those it may.
    fn check_pick(&self) -> Result<(), Fault> {
        let fault = |broken| Err(Fault::at(Self::FILE, PICK, broken));
        let before = self.stages[..self.stages.len() - 1].iter().any(|stage| stage.is_picked());
        let Some(last) = self.stages.last().filter(|last| last.is_picked() && !before) else {
            let nothing = self.picked.is_none() && !before;
            return if nothing { Ok(()) } else { fault(Broken::MustNotExist { because: "nothing is picked before the last stage" }) };
        };
        // A negotiation says itself who takes part in it.
        let from = if let Stage::Choose(Some(from)) = last { *from as usize } else { usize::MAX };
        match &self.picked {
            None => fault(Broken::None { what: "pick where the owner chooses" }),
            Some(Picked::Silence | Picked::Nobody) => Ok(()),
            Some(Picked::Label(label)) => {
                let may = self.before_choice().into_iter().take(from).any(|one| one == *label);
                if may {
                    Ok(())
                } else {
                    fault(Broken::Mismatch { what: "the pick", expected: "one of those that may be chosen".to_owned() })
                }
            }
        }
    }

    fn before_choice(&self) -> Vec<Label> {
        let unpicked = Inputs { picked: None, ..self.clone() };
        run::outcome(&unpicked).places().iter().map(|place| place.label.clone()).collect()
    }

    /// Whether the rows are those of the freeze in the order of the draw, with everybody whose objection was upheld, which is ruled on before there
    /// are inputs: labels, status, rank, and in a weighted draw one ticket for each step of credit.
    ///
    /// # Errors
    /// The first line that is not.
    pub fn fits(&self, (freeze, mode): (&Freeze, Mode), standing: &Standing<'_>) -> Result<(), Fault> {
        let mismatch = |line, what, expected: String| Err(Fault::at(Self::FILE, line, Broken::Mismatch { what, expected }));
        if self.draw != *freeze.draw() {
            return mismatch(2, "the draw", freeze.draw().to_string());
        }
        if self.result != standing.result() {
            return mismatch(3, "the hash of result.txt", standing.result().to_string());
        }
        if self.rows.len() != freeze.entries().len() {
            return mismatch(self.line(0) - 1, "the number of rows", freeze.entries().len().to_string());
        }
        for (at, (row, entry)) in self.rows.iter().zip(freeze.entries()).enumerate() {
            let rank = standing.position(&entry.label).and_then(|at| u32::try_from(at + 1).ok());
            if row.label != entry.label || row.rank != rank {
                let rank = rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
                return mismatch(self.line(at), "label and rank", format!("{} {rank}", entry.label));
            }
            if mode == Mode::Weighted && tickets(row.credit) != entry.weight.tickets() {
                return mismatch(self.line(at), "the credit", entry.weight.to_string());
            }
        }
        Ok(())
    }
}

/// Line of the bounds, of the coefficient, of the pick; and how many lines there are before the first stage.
const BOUNDS: usize = 4;
pub(super) const COEFFICIENT: usize = 5;
const PICK: usize = 6;
const HEAD: usize = 7;

impl Document for Inputs {
    const FILE: &'static str = "choice/inputs.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("choice/v1 inputs")?;
        let (draw, result) = (lines.value("draw")?, lines.value("result")?);
        let bounds = bounds(lines)?;
        let coefficient: Option<u64> = lines.value("coefficient")?;
        let coefficient = coefficient.map(|bp| u32::try_from(bp).unwrap_or(u32::MAX));
        let picked = lines.value("pick")?;
        let stated: u64 = lines.value("stages")?;
        let mut stages = Vec::new();
        while lines.follows("stage") {
            stages.push(Stage::read(lines)?);
        }
        if stated != stages.len() as u64 {
            let expected = stages.len().to_string();
            return Err(Fault::at(Self::FILE, HEAD, Broken::Mismatch { what: "the number of stages", expected }));
        }
        let stated: u64 = lines.value("rows")?;
        let mut rows = Vec::new();
        while lines.follows("row") {
            rows.push(row(lines)?);
        }
        lines.finish()?;
        let inputs = Inputs { draw, result, bounds, coefficient, picked, stages, rows };
        if stated != inputs.rows.len() as u64 {
            let expected = inputs.rows.len().to_string();
            return Err(Fault::at(Self::FILE, inputs.line(0) - 1, Broken::Mismatch { what: "the number of rows", expected }));
        }
        inputs.check()?;
        Ok(inputs)
    }
}

fn bounds(lines: &mut Lines<'_>) -> Result<Option<Bounds>, Fault> {
    const SHAPE: &str = "<amount-fen or discount-bp> <least> <most> (three times `-` without quotes)";
    let [kind, least, most] = lines.words("bounds", SHAPE)?;
    if [kind, least, most] == ["-"; 3] {
        return Ok(None);
    }
    let kind = QuoteKind::parse(kind).ok_or_else(|| lines.fault(Broken::Line { expected: format!("bounds {SHAPE}") }))?;
    Ok(Some(Bounds { kind, least: lines.field("least", least)?, most: lines.field("most", most)? }))
}

fn row(lines: &mut Lines<'_>) -> Result<Row, Fault> {
    let [label, status, rank, credit, offer, score] = lines.words("row", "<label> <in or out> <rank> <credit> <quote> <score>")?;
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Row {
        label: lines.field("label", label)?,
        status: lines.field("status", status)?,
        rank: lines.field::<Option<u64>>("rank", rank)?.map(small),
        credit: small(lines.field("credit", credit)?),
        offer: lines.field("quote", offer)?,
        score: lines.field("score", score)?,
    })
}

impl fmt::Display for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "choice/v1 inputs\ndraw {}\nresult {}", self.draw, self.result)?;
        match &self.bounds {
            None => writeln!(f, "bounds - - -")?,
            Some(bounds) => writeln!(f, "bounds {} {} {}", bounds.kind, bounds.least, bounds.most)?,
        }
        writeln!(f, "coefficient {}\npick {}", OrDash(&self.coefficient), OrDash(&self.picked))?;
        writeln!(f, "stages {}", self.stages.len())?;
        self.stages.iter().try_for_each(|stage| writeln!(f, "stage {stage}"))?;
        writeln!(f, "rows {}", self.rows.len())?;
        self.rows.iter().try_for_each(|row| {
            let Row { label, status, rank, credit, offer, score } = row;
            writeln!(f, "row {label} {status} {} {credit} {offer} {}", OrDash(rank), OrDash(score))
        })
    }
}
