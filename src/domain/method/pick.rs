//! The owner's choice: made blind, with a reason, and never changed.

use std::fmt;

use crate::domain::draw::fault::Fault;
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::Field;
use crate::domain::draw::{DrawId, Hash32, Label};
use crate::domain::time::Instant;

/// Whom an owner picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// In choice/pick.txt the pseudonym of a card, in choice/inputs.txt the label behind it.
    Label(Label),
    /// The days to choose went by, and the first stands.
    Silence,
    /// In choice/inputs.txt: behind the card stands nobody who is admitted.
    Nobody,
}

impl fmt::Display for Picked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Picked::Label(label) => label.fmt(f),
            Picked::Silence => f.write_str("silence"),
            Picked::Nobody => f.write_str("nobody"),
        }
    }
}

impl Field for Picked {
    fn read(word: &str) -> Option<Self> {
        match word {
            "silence" => Some(Picked::Silence),
            "nobody" => Some(Picked::Nobody),
            _ => Label::parse(word).map(Picked::Label),
        }
    }

    fn grammar() -> String {
        format!("silence, nobody, or a label: {}", Label::grammar())
    }
}

/// choice/pick.txt: logged before any identity is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    pub draw: DrawId,
    pub picked: Picked,
    /// SHA-256 of the owner's reason in UTF-8, which stands on the page of the outcome; of nothing after silence.
    pub reason: Hash32,
    pub at: Instant,
}

impl Document for Pick {
    const FILE: &'static str = "choice/pick.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("choice/v1 pick")?;
        Ok(Pick { draw: lines.value("draw")?, picked: lines.value("pick")?, reason: lines.value("reason")?, at: lines.value("at")? })
    }
}

impl fmt::Display for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "choice/v1 pick\ndraw {}\npick {}\nreason {}\nat {}", self.draw, self.picked, self.reason, self.at.wire())
    }
}
