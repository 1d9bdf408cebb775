//! Whether what an agency holds meets what a project asks for, and if not, what exactly is short.

use super::{Grade, MajorPath, QualificationCode};
use crate::domain::time::Day;
use serde::{Deserialize, Serialize};

/// What a project asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    pub qualification: QualificationCode,
    /// In this major or one that contains it; any where it is left out.
    pub major: Option<MajorPath>,
    /// Of this grade or a better one; any where it is left out.
    pub grade: Option<Grade>,
}

/// What an agency holds by one certificate; where a certificate names several majors there is one of these for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    pub qualification: QualificationCode,
    pub major: Option<MajorPath>,
    pub grade: Option<Grade>,
    pub paper: Paper,
}

/// The certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its number as printed.
    pub number: String,
    /// The first day on which it holds.
    pub valid_from: Day,
    /// The last day on which it holds; `None` where it has no end.
    pub valid_to: Option<Day>,
}

/// Several requirements together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirements {
    pub combine: Combine,
    pub list: Vec<Requirement>,
}

crate::text_states! {
    /// How several requirements go together.
    pub enum Combine {
        /// Every one has to be met.
        All => "all",
        /// One is enough.
        Any => "any",
    }
}

/// A requirement that is not met, with what comes nearest to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    pub needed: Requirement,
    pub shortfall: Shortfall,
}

/// What is short. From far to near: the nearer one is what the agency is told, because it is what it can mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// No certificate of this kind.
    Missing,
    /// A certificate, but in another major, or in a narrower one.
    WrongMajor { held: Option<MajorPath> },
    /// The right major, but a lower grade.
    GradeTooLow { held: Option<Grade> },
    /// All right from this day on.
    NotYetValid { number: String, from: Day },
    /// All right until this day, the last on which it held.
    Expired { number: String, on: Day },
}

impl Held {
    /// Whether this certificate meets the requirement on this day, the first and the last day of its validity included.
    pub fn satisfies(&self, needed: &Requirement, on: Day) -> Result<(), Unmet> {
        let short = |shortfall| Err(Unmet { needed: needed.clone(), shortfall });
        if self.qualification != needed.qualification {
            return short(Shortfall::Missing);
        }
        if !covers(self.major.as_ref(), needed.major.as_ref()) {
            return short(Shortfall::WrongMajor { held: self.major.clone() });
        }
        if !reaches(self.grade.as_ref(), needed.grade.as_ref()) {
            return short(Shortfall::GradeTooLow { held: self.grade.clone() });
        }
        if on < self.paper.valid_from {
            return short(Shortfall::NotYetValid { number: self.paper.number.clone(), from: self.paper.valid_from });
        }
        match self.paper.valid_to {
            Some(last) if last < on => short(Shortfall::Expired { number: self.paper.number.clone(), on: last }),
            _ => Ok(()),
        }
    }
}

impl Requirement {
    /// Whether any of these certificates meets it on this day; otherwise what comes nearest.
    pub fn met_by(&self, held: &[Held], on: Day) -> Result<(), Unmet> {
        let mut nearest = Unmet { needed: self.clone(), shortfall: Shortfall::Missing };
        for one in held {
            match one.satisfies(self, on) {
                Ok(()) => return Ok(()),
                Err(unmet) if unmet.shortfall.nearness() > nearest.shortfall.nearness() => nearest = unmet,
                Err(_) => {}
            }
        }
        Err(nearest)
    }
}

impl Requirements {
    /// Nothing is asked.
    pub fn none() -> Requirements {
        Requirements { combine: Combine::All, list: Vec::new() }
    }

    /// Whether these certificates are enough on this day; otherwise what is short of every requirement that is not met. An empty list asks nothing.
    pub fn met_by(&self, held: &[Held], on: Day) -> Result<(), Vec<Unmet>> {
        let unmet: Vec<Unmet> = self.list.iter().filter_map(|needed| needed.met_by(held, on).err()).collect();
        let enough = match self.combine {
            Combine::All => unmet.is_empty(),
            Combine::Any => self.list.is_empty() || unmet.len() < self.list.len(),
        };
        if enough { Ok(()) } else { Err(unmet) }
    }
}

impl Shortfall {
    const fn nearness(&self) -> u8 {
        match self {
            Shortfall::Missing => 0,
            Shortfall::WrongMajor { .. } => 1,
            Shortfall::GradeTooLow { .. } => 2,
            Shortfall::NotYetValid { .. } => 3,
            Shortfall::Expired { .. } => 4,
        }
    }
}

fn covers(held: Option<&MajorPath>, needed: Option<&MajorPath>) -> bool {
    match (held, needed) {
        (_, None) => true,
        (Some(held), Some(needed)) => held.covers(needed),
        (None, Some(_)) => false,
    }
}

fn reaches(held: Option<&Grade>, needed: Option<&Grade>) -> bool {
    match (held, needed) {
        (_, None) => true,
        (Some(held), Some(needed)) => held.priority <= needed.priority,
        (None, Some(_)) => false,
    }
}
