//! The bytes of one entry of the audit log (audit-v1, "Entry"): what happened, when, by whom, to what, and the hash of the document.
//!
//! What is done while something is sealed or blind carries fresh random ids and a salted body, so that the log tells neither
//! project nor party.

use std::fmt;

use super::draw::fault::{Broken, Fault};
use super::draw::text::{Document, Lines};
use super::draw::words::{Field, Pseudonym};
use super::hash::{Hash32, Secret};
use super::time::Instant;

/// The most bytes an entry may have.
pub const LONGEST: usize = 65_535;

/// What kind of act an entry records, e.g. `draw.notice` or `entry.received`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(Box<str>);

impl Kind {
    /// Reads 1 to 64 of `a-z 0-9 . _ -`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Kind> {
        let valid = (1..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-'));
        valid.then(|| Kind(text.into()))
    }

    /// The kind as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Field for Kind {
    fn read(word: &str) -> Option<Self> {
        Kind::parse(word)
    }
    fn grammar() -> String {
        "1 to 64 of a-z 0-9 . _ -".to_owned()
    }
}

/// The hash by which an entry holds its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// SHA-256 of a document that is public at this instant.
    Public(Hash32),
    /// SHA-256 of salt and document, where the document is not public.
    Salted(Hash32),
}

/// `SHA-256(salt ‖ document)`. Erasing salt and document forgets them; the log's proofs stay whole.
pub fn salted_body(salt: &Secret, document: impl AsRef<[u8]>) -> Body {
    Body::Salted(Hash32::of([&salt.0[..], document.as_ref()].concat()))
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: Kind,
    /// The act's own time, whole seconds. The order of the log is the log's, not this.
    pub at: Instant,
    pub actor: Pseudonym,
    pub subject: Pseudonym,
    pub body: Body,
}

impl Document for Entry {
    const FILE: &'static str = "entry";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        if lines.remaining() > LONGEST {
            return Err(lines.fault(Broken::TooLong { limit: LONGEST }));
        }
        Ok(Entry {
            kind: lines.value("audit/v1")?,
            at: lines.value("at")?,
            actor: lines.value("actor")?,
            subject: lines.value("subject")?,
            body: body(lines)?,
        })
    }
}

fn body(lines: &mut Lines<'_>) -> Result<Body, Fault> {
    if lines.follows("body salted") {
        let [_, hash] = lines.words("body", "salted <hash>")?;
        return lines.field("body", hash).map(Body::Salted);
    }
    lines.value("body").map(Body::Public)
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "audit/v1 {}\nat {}\nactor {}\nsubject {}", self.kind, self.at.wire(), self.actor, self.subject)?;
        match self.body {
            Body::Public(hash) => writeln!(f, "body {hash}"),
            Body::Salted(hash) => writeln!(f, "body salted {hash}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(body: Body) -> Entry {
        let word = |text| Pseudonym::parse(text).unwrap();
        Entry {
            kind: Kind::parse("draw.notice").unwrap(),
            at: Instant(1_796_112_000_000),
            actor: word("u-1"),
            subject: word("p/1/draw"),
            body,
        }
    }

    #[test]
    fn the_bytes_are_fixed() {
        let public = entry(Body::Public(Hash32::of("x")));
        let hash = Hash32::of("x");
        assert_eq!(public.to_text(), format!("audit/v1 draw.notice\nat 2026-12-01T08:00:00Z\nactor u-1\nsubject p/1/draw\nbody {hash}\n"));
        for one in [public, entry(salted_body(&Secret([3; 32]), "x"))] {
            assert_eq!(Entry::parse(one.to_text()), Ok(one));
        }
    }

    #[test]
    fn the_salt_comes_before_the_document() {
        let mut joined = vec![3_u8; 32];
        joined.extend_from_slice(b"x");
        assert_eq!(salted_body(&Secret([3; 32]), "x"), Body::Salted(Hash32::of(joined)));
    }

    #[test]
    fn anything_else_is_refused() {
        let good = entry(Body::Public(Hash32::of("x"))).to_text();
        let wrong = [
            good.replace("draw.notice", "Draw.notice"),
            good.replace("audit/v1 ", "audit/v2 "),
            good.replace("actor u-1", "actor u 1"),
            good.replace("actor", "by"),
            good.replace("body ", "body open "),
            good.replace("body ", "body salted salted "),
            good.replace("00Z", "00.5Z"),
            good.replace('\n', "\r\n"),
            format!("{good}\n"),
            good.trim_end().to_owned(),
            good.replace("u-1", &"u".repeat(70_000)),
        ];
        for text in wrong {
            assert!(Entry::parse(&text).is_err(), "{text}");
        }
    }
}
