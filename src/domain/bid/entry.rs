//! The plaintext of a sealed entry: the quote, the days, and the files that are sealed beside it.

use std::fmt;

use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::{Field, OrDash, ProjectNumber};
use crate::domain::draw::{Fault, Hash32, Label};
use crate::domain::method::quote::WHOLE_BP;
use crate::domain::method::{self, Offer};
use crate::domain::money::Fen;

/// Longest file name, in bytes of UTF-8.
const LONGEST_NAME: usize = 255;

/// What an agency asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// A price in fen.
    Amount(u64),
    /// A discount on the listed price, in basis points (0.01 %).
    Discount(u64),
    /// The price is fixed; only days or files are brought.
    None,
}

/// One file sealed beside the entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    pub sha256: Hash32,
    /// Bytes.
    pub size: u64,
    pub name: FileName,
}

impl Attached {
    /// These bytes under this name.
    pub fn of(name: FileName, plaintext: &[u8]) -> Attached {
        Attached { sha256: Hash32::of(plaintext), size: plaintext.len() as u64, name }
    }

    /// Whether these are the bytes the entry names.
    pub fn is(&self, plaintext: &[u8]) -> bool {
        self.size == plaintext.len() as u64 && self.sha256 == Hash32::of(plaintext)
    }
}

/// The name of a file, as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// `None` for an empty name, or one longer than 255 bytes.
    pub fn of(name: &str) -> Option<FileName> {
        (1..=LONGEST_NAME).contains(&name.len()).then(|| FileName(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Percent-encoded: letters, digits and `-._~` stand for themselves, every other byte is `%` and two upper-case digits.
impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for &byte in self.0.as_bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => write!(f, "{}", byte as char)?,
                _ => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}

impl Field for FileName {
    fn read(word: &str) -> Option<Self> {
        let (mut bytes, mut rest) = (Vec::new(), word.as_bytes());
        while let Some((&first, after)) = rest.split_first() {
            if first == b'%' {
                let (digits, after) = after.split_at_checked(2)?;
                bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
                rest = after;
            } else {
                bytes.push(first);
                rest = after;
            }
        }
        String::from_utf8(bytes).ok().and_then(|name| FileName::of(&name))
    }
    fn grammar() -> String {
        "a file name, percent-encoded".to_owned()
    }
}

/// A sealed entry, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub project: ProjectNumber,
    /// The draw label, or the stage's pseudonym where a review or a blind choice follows.
    pub label: Label,
    pub quote: Quote,
    /// Days the work takes, where the agency may choose them.
    pub days: Option<u64>,
    pub files: Vec<Attached>,
}

impl Entry {
    /// Reads what an agency brings: the lines `quote`, `days` and `file` of an entry.
    pub(super) fn read_brought(lines: &mut Lines<'_>) -> Result<(Quote, Option<u64>, Vec<Attached>), Fault> {
        let (quote, days) = (quote(lines)?, lines.value("days")?);
        let mut files = Vec::new();
        while lines.follows("file") {
            let [sha256, size, name] = lines.words("file", "<sha256> <size> <name, percent-encoded>")?;
            let (sha256, size) = (lines.field("sha256", sha256)?, lines.field("size", size)?);
            files.push(Attached { sha256, size, name: lines.field("name", name)? });
        }
        Ok((quote, days, files))
    }

    /// The lines `quote`, `days` and `file`.
    pub fn brought(&self) -> String {
        let files: String = self.files.iter().map(|file| format!("file {} {} {}\n", file.sha256, file.size, file.name)).collect();
        format!("quote {}\ndays {}\n{files}", self.quote, OrDash(&self.days))
    }
}

fn quote(lines: &mut Lines<'_>) -> Result<Quote, Fault> {
    const SHAPE: &str = "amount-fen <number>, discount-bp <number> or none";
    match lines.some_words("quote", SHAPE)?[..] {
        ["none"] => Ok(Quote::None),
        ["amount-fen", number] => lines.field("quote", number).map(Quote::Amount),
        ["discount-bp", number] => lines.field("quote", number).map(Quote::Discount),
        _ => Err(lines.misshapen("quote", SHAPE)),
    }
}

impl Quote {
    /// The quote as the methods compare it. A number beyond every sum and every percentage counts as what lies just beyond any cap.
    pub fn as_offer(self) -> Offer {
        match self {
            Quote::Amount(fen) => Offer::Quoted(method::Quote::Amount(Fen(i64::try_from(fen).unwrap_or(i64::MAX)))),
            Quote::Discount(points) => Offer::Quoted(method::Quote::Discount(u32::try_from(points).unwrap_or(u32::MAX).min(WHOLE_BP))),
            Quote::None => Offer::None,
        }
    }
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quote::Amount(fen) => write!(f, "amount-fen {fen}"),
            Quote::Discount(points) => write!(f, "discount-bp {points}"),
            Quote::None => f.write_str("none"),
        }
    }
}

impl Document for Entry {
    const FILE: &'static str = "entry.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 entry")?;
        let (project, label) = (lines.value("project")?, lines.value("label")?);
        let (quote, days, files) = Entry::read_brought(lines)?;
        Ok(Entry { project, label, quote, days, files })
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bid/v1 entry\nproject {}\nlabel {}\n{}", self.project, self.label, self.brought())
    }
}
