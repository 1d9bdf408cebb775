//! What an agency sends at once: its sealed entry, and the envelopes of the files it names. The payloads of files were sent before and are named by
//! their hashes, so that large files are out of the way of the deadline.

use super::claim::Claim;
use super::committee::Committee;
use super::envelope::{Envelope, Misfit, Sealed};
use super::words::Object;
use crate::domain::draw::text::Document;
use crate::domain::draw::{Fault, Label};

/// A sealed entry with the envelopes of its files, `file:1`, `file:2` and so on, and, under a pseudonym, by what it may be brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    pub entry: Sealed,
    pub files: Vec<Envelope>,
    pub claim: Option<Claim>,
}

impl From<Sealed> for Package {
    fn from(entry: Sealed) -> Package {
        Package { entry, files: Vec::new(), claim: None }
    }
}

impl Package {
    /// The text in which it travels: the sealed entry as [`Sealed::to_text`], and after an empty line each the envelopes of its files and the claim.
    pub fn to_text(&self) -> String {
        let files = self.files.iter().map(|file| format!("\n{}", file.to_text()));
        let claim = self.claim.iter().map(|claim| format!("\n{}", claim.to_text()));
        std::iter::once(self.entry.to_text()).chain(files).chain(claim).collect()
    }

    /// Reads that text; line ends as [`Sealed::parse`] forgives them.
    ///
    /// # Errors
    /// The first fault.
    pub fn parse(text: &str) -> Result<Package, Fault> {
        let text = text.replace("\r\n", "\n");
        // The entry is two paragraphs, envelope and payload; every further paragraph is an envelope, and the last may be a claim.
        let mut parts = text.trim_end_matches('\n').splitn(3, "\n\n");
        let entry = [parts.next(), parts.next()].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        let mut rest = parts.next().map_or_else(Vec::new, |rest| rest.split("\n\n").collect());
        let whole = |part: &str| format!("{}\n", part.trim_matches('\n'));
        let claim = rest.pop_if(|last| last.starts_with("bid/v1 claim")).map(|last| Claim::parse(whole(last))).transpose()?;
        let files = rest.into_iter().map(|part| Envelope::parse(whole(part))).collect::<Result<_, _>>()?;
        Ok(Package { entry: Sealed::parse(&format!("{entry}\n"))?, files, claim })
    }

    /// Whether the market can take it: every envelope is sealed to this committee under this label, and the files are counted from 1. Whether their
    /// payloads came is the market's to know.
    ///
    /// # Errors
    /// What does not fit.
    pub fn fits(&self, committee: &Committee, label: &Label) -> Result<(), Misfit> {
        self.entry.fits(committee, label, Object::Entry)?;
        (1..).zip(&self.files).try_for_each(|(number, file)| {
            file.fits(committee, label, Object::File(number))?;
            if file.can_be() { Ok(()) } else { Err(Misfit::Payload) }
        })
    }
}
