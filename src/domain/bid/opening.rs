//! The two documents of an opening: states.txt says at once how every envelope turned out, opening.txt all of them after the deadline for cures.

use std::fmt;

use super::entry::Entry;
use super::open::{Shut, Spoil};
use super::words::Member;
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::{ProjectNumber, word_field};
use crate::domain::draw::{Broken, Fault, Hash32, Label};
use crate::domain::hash::Secret;
use crate::domain::method::Offer;

word_field!(Spoil: "a reason of this protocol");

/// How one envelope turned out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Opened,
    Spoiled(Spoil),
    Missing(Member),
}

impl From<Shut> for State {
    fn from(shut: Shut) -> State {
        match shut {
            Shut::Spoiled(why) => State::Spoiled(why),
            Shut::Missing(member) => State::Missing(member),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            State::Opened => f.write_str("opened"),
            State::Spoiled(why) => write!(f, "spoiled {why}"),
            State::Missing(member) => write!(f, "missing {member}"),
        }
    }
}

/// states.txt: `label opened | spoiled <reason> | missing <member>`, in label order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States {
    pub project: ProjectNumber,
    /// Hash of committee.txt.
    pub committee: Hash32,
    pub states: Vec<(Label, State)>,
}

impl Document for States {
    const FILE: &'static str = "states.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 states")?;
        let (project, committee) = (lines.value("project")?, lines.value("committee")?);
        let mut states: Vec<(Label, State)> = Vec::new();
        while lines.follows("state") {
            let words = lines.some_words("state", STATE)?;
            let (label, state) = words.split_first().ok_or_else(|| lines.misshapen("state", STATE))?;
            let label = lines.field("label", label)?;
            rising(lines, states.last().map(|(before, _)| before), &label)?;
            states.push((label, State::read(lines, state)?));
        }
        Ok(States { project, committee, states })
    }
}

const STATE: &str = "<label> opened, spoiled <reason> or missing <member>";

impl State {
    fn read(lines: &Lines<'_>, words: &[&str]) -> Result<State, Fault> {
        match words {
            ["opened"] => Ok(State::Opened),
            ["spoiled", why] => lines.field("reason", why).map(State::Spoiled),
            ["missing", member] => lines.field("member", member).map(State::Missing),
            _ => Err(lines.misshapen("state", STATE)),
        }
    }
}

fn rising(lines: &Lines<'_>, before: Option<&Label>, label: &Label) -> Result<(), Fault> {
    let rises = before.is_none_or(|before| before < label);
    if rises { Ok(()) } else { Err(lines.fault(Broken::NotAscending { what: "labels" })) }
}

impl fmt::Display for States {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 states\nproject {}\ncommittee {}", self.project, self.committee)?;
        self.states.iter().try_for_each(|(label, state)| writeln!(f, "state {label} {state}"))
    }
}

/// close.txt of a round: from here on nothing is sealed any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub project: ProjectNumber,
    /// Hash of committee.txt.
    pub committee: Hash32,
}

impl Document for Closed {
    const FILE: &'static str = "bid-close.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 close")?;
        Ok(Closed { project: lines.value("project")?, committee: lines.value("committee")? })
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 close\nproject {}\ncommittee {}", self.project, self.committee)
    }
}

/// One entry as the opening publishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub label: Label,
    pub commit: Hash32,
    /// Hash of envelope.txt.
    pub envelope: Hash32,
    pub what: What,
}

/// What came out of an envelope in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Opened(Secret, Entry),
    Spoiled(Spoil),
    Missing(Member),
}

impl What {
    /// The quote in it as the methods compare it.
    pub fn as_offer(&self) -> Offer {
        match self {
            What::Opened(_, entry) => entry.quote.as_offer(),
            What::Spoiled(_) => Offer::Spoiled,
            What::Missing(_) => Offer::Missing,
        }
    }
}

/// opening.txt: every entry in label order: commitment, hash of the envelope, and salt with plaintext, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub project: ProjectNumber,
    /// Hash of committee.txt.
    pub committee: Hash32,
    /// Hash of states.txt.
    pub states: Hash32,
    pub lines: Vec<Line>,
}

const ENTRY: &str = "<label> <commitment> <sha256 of the envelope> opened <salt>, spoiled <reason> or missing <member>";

impl Opening {
    fn what(lines: &mut Lines<'_>, (project, label): (&ProjectNumber, &Label), state: [&str; 2]) -> Result<What, Fault> {
        let entry = match state {
            ["opened", salt] => {
                let salt = lines.field("salt", salt)?;
                let (quote, days, files) = Entry::read_brought(lines)?;
                return Ok(What::Opened(salt, Entry { project: project.clone(), label: label.clone(), quote, days, files }));
            }
            ["spoiled", why] => What::Spoiled(lines.field("reason", why)?),
            ["missing", member] => What::Missing(lines.field("member", member)?),
            _ => return Err(lines.misshapen("entry", ENTRY)),
        };
        Ok(entry)
    }
}

impl Document for Opening {
    const FILE: &'static str = "opening.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 opening")?;
        let project: ProjectNumber = lines.value("project")?;
        let (committee, states) = (lines.value("committee")?, lines.value("states")?);
        let mut read: Vec<Line> = Vec::new();
        while lines.follows("entry") {
            let [label, commit, envelope, state, of] = lines.words("entry", ENTRY)?;
            let label: Label = lines.field("label", label)?;
            rising(lines, read.last().map(|before| &before.label), &label)?;
            let (commit, envelope) = (lines.field("commitment", commit)?, lines.field("sha256", envelope)?);
            let what = Opening::what(lines, (&project, &label), [state, of])?;
            read.push(Line { label, commit, envelope, what });
        }
        Ok(Opening { project, committee, states, lines: read })
    }
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 opening\nproject {}\ncommittee {}\nstates {}", self.project, self.committee, self.states)?;
        for Line { label, commit, envelope, what } in &self.lines {
            write!(f, "entry {label} {commit} {envelope} ")?;
            match what {
                What::Opened(salt, entry) => write!(f, "opened {salt}\n{}", entry.brought())?,
                What::Spoiled(why) => writeln!(f, "spoiled {why}")?,
                What::Missing(member) => writeln!(f, "missing {member}")?,
            }
        }
        Ok(())
    }
}
