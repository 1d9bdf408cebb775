//! found.txt: which documents beside quotes the check after the opening speaks against, where the policy excludes their proposals for it. The documents are
//! nobody else's business, so the line says the kind of the finding alone; what follows from it for the outcome anybody can compute. No document of `bid/v1`:
//! it belongs to what an outcome goes by.

use std::fmt;

use super::opening::{Opening, What};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::{ProjectNumber, word_field};
use crate::domain::draw::{Broken, Fault, Hash32, Label};

crate::text_states! {
    /// Why a document speaks against its proposal.
    pub enum Finding {
        /// It has words of somebody who signed up.
        Names => "names-somebody",
        /// It cannot be read, so nobody can say whom it names.
        Unreadable => "unreadable",
    }
}
word_field!(Finding: "the word of a finding");

/// The line of about.txt, whose hash stands in the notice, by which everybody knew before sealing that a finding excludes.
pub const EXCLUDES: &str = "documents-found exclude";

/// A document that was found against.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundLine {
    /// As in opening.txt: a label, or a pseudonym.
    pub label: Label,
    /// The document's place in its entry, from 1.
    pub number: u64,
    pub finding: Finding,
}

/// found.txt. It is written once all documents were checked, and stands there without a line where nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub project: ProjectNumber,
    /// Hash of opening.txt.
    pub opening: Hash32,
    /// In the order of labels and places.
    pub lines: Vec<FoundLine>,
}

const LINE: &str = "<label> <place of the document> names-somebody or unreadable";
/// Lines before the first of [`Found::lines`].
const HEAD: usize = 3;

impl Found {
    /// Whether a proposal is excluded, by its label in opening.txt.
    pub fn excludes(&self, label: &Label) -> bool {
        self.lines.iter().any(|line| line.label == *label)
    }

    /// Every line is about a document that an opened entry of this opening names.
    ///
    /// # Errors
    /// The first line that is not.
    pub fn fits(&self, opening: &Opening) -> Result<(), Fault> {
        let mismatch = |line, what, expected: String| Err(Fault::at(Self::FILE, line, Broken::Mismatch { what, expected }));
        if self.project != opening.project {
            return mismatch(2, "the project", opening.project.to_string());
        }
        if self.opening != opening.hash() {
            return mismatch(HEAD, "the hash of opening.txt", opening.hash().to_string());
        }
        for (at, found) in self.lines.iter().enumerate() {
            let files = |what: &What| if let What::Opened(_, entry) = what { entry.files.len() as u64 } else { 0 };
            let known = opening.lines.iter().find(|line| line.label == found.label).map_or(0, |line| files(&line.what));
            if !(1..=known).contains(&found.number) {
                return mismatch(HEAD + 1 + at, "the document", format!("one of the {known} that {} names in opening.txt", found.label));
            }
        }
        Ok(())
    }
}

impl Document for Found {
    const FILE: &'static str = "found.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("choice/v1 found")?;
        let (project, opening) = (lines.value("project")?, lines.value("opening")?);
        let mut read: Vec<FoundLine> = Vec::new();
        while lines.follows("found") {
            let [label, number, finding] = lines.words("found", LINE)?;
            let line = FoundLine {
                label: lines.field("label", label)?,
                number: lines.field("place", number)?,
                finding: lines.field("finding", finding)?,
            };
            let rises = read.last().is_none_or(|before| (&before.label, before.number) < (&line.label, line.number));
            if !rises {
                return Err(lines.fault(Broken::NotAscending { what: "documents" }));
            }
            read.push(line);
        }
        Ok(Found { project, opening, lines: read })
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "choice/v1 found\nproject {}\nopening {}", self.project, self.opening)?;
        self.lines.iter().try_for_each(|one| writeln!(f, "found {} {} {}", one.label, one.number, one.finding))
    }
}
