//! What the platform and a witness officer say to each other before the notice and after the freeze. None of it is part of a bundle; both sides
//! write it in the text discipline of the protocol, so that it is the same whether they share a process or an ocean lies between them.
//!
//! `request` is answered by `pledge`; freeze and roster are answered by `approval` or `refusal`. The reveal is the protocol's own document.

use std::fmt;

use super::fault::{Broken, Fault};
use super::text::{Document, Lines};
use super::words::{DrawId, OfficerId, Reason, Who};
use crate::domain::hash::Hash32;
use crate::domain::time::Instant;

/// The platform asks for a commitment to a draw that has no notice yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub draw: DrawId,
    /// Hash of about.txt.
    pub about: Hash32,
    pub requested: Instant,
    /// When a missing answer alerts operator and supervisor.
    pub answer_by: Instant,
}

impl Document for Request {
    const FILE: &'static str = "request.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 request")?;
        Ok(Request {
            draw: lines.value("draw")?,
            about: lines.value("about")?,
            requested: lines.value("requested")?,
            answer_by: lines.value("answer-by")?,
        })
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 request\ndraw {}\nabout {}", self.draw, self.about)?;
        writeln!(f, "requested {}\nanswer-by {}", self.requested.wire(), self.answer_by.wire())
    }
}

/// The officer's commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    pub draw: DrawId,
    /// Hash of request.txt.
    pub request: Hash32,
    pub officer: OfficerId,
    pub commitment: Hash32,
}

impl Document for Pledge {
    const FILE: &'static str = "pledge.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 pledge")?;
        let (draw, request) = (lines.value("draw")?, lines.value("request")?);
        let [who, commitment] = lines.words("commit", "officer:<id> <commitment>")?;
        Ok(Pledge { draw, request, officer: officer(lines, who)?, commitment: lines.field("commitment", commitment)? })
    }
}

impl fmt::Display for Pledge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 pledge\ndraw {}\nrequest {}", self.draw, self.request)?;
        writeln!(f, "commit officer:{} {}", self.officer, self.commitment)
    }
}

/// The officer found freeze and roster in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    pub draw: DrawId,
    /// Hash of freeze.txt.
    pub freeze: Hash32,
    pub officer: OfficerId,
}

impl Document for Approval {
    const FILE: &'static str = "approval.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 approval")?;
        let (draw, freeze) = (lines.value("draw")?, lines.value("freeze")?);
        let [by] = lines.words("by", "officer:<id>")?;
        Ok(Approval { draw, freeze, officer: officer(lines, by)? })
    }
}

impl fmt::Display for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 approval\ndraw {}\nfreeze {}\nby officer:{}", self.draw, self.freeze, self.officer)
    }
}

/// The officer does not cosign this freeze, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub draw: DrawId,
    /// Hash of freeze.txt.
    pub freeze: Hash32,
    pub officer: OfficerId,
    pub reason: Reason,
}

impl Document for Refusal {
    const FILE: &'static str = "refusal.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 refusal")?;
        let (draw, freeze) = (lines.value("draw")?, lines.value("freeze")?);
        let [by] = lines.words("by", "officer:<id>")?;
        Ok(Refusal { draw, freeze, officer: officer(lines, by)?, reason: lines.value("reason")? })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 refusal\ndraw {}\nfreeze {}", self.draw, self.freeze)?;
        writeln!(f, "by officer:{}\nreason {}", self.officer, self.reason)
    }
}

fn officer(lines: &Lines<'_>, word: &str) -> Result<OfficerId, Fault> {
    match lines.field("officer", word)? {
        Who::Officer(id) => Ok(id),
        _ => Err(lines.fault(Broken::Grammar { field: "officer", grammar: "officer:<id>".to_owned() })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read_back_to_the_byte() {
        let (draw, officer) = (DrawId::parse("MX-2026-000001/1").unwrap(), OfficerId::parse("witness").unwrap());
        let hash = Hash32::of("x");
        let at = Instant(1_796_112_000_000);
        let request = Request { draw: draw.clone(), about: hash, requested: at, answer_by: at.plus(1_800_000) };
        assert_eq!(Request::parse(request.to_text()), Ok(request));
        let pledge = Pledge { draw: draw.clone(), request: hash, officer: officer.clone(), commitment: hash };
        assert_eq!(Pledge::parse(pledge.to_text()), Ok(pledge.clone()));
        let approval = Approval { draw: draw.clone(), freeze: hash, officer: officer.clone() };
        assert_eq!(Approval::parse(approval.to_text()), Ok(approval));
        let refusal = Refusal { draw, freeze: hash, officer, reason: Reason::parse("not-signed-up").unwrap() };
        assert_eq!(Refusal::parse(refusal.to_text()), Ok(refusal));
        assert!(Pledge::parse(pledge.to_text().replace("officer:witness", "platform")).is_err());
    }
}
