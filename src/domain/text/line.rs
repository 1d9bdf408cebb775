//! Bounded text: one line, or paragraphs.

use super::{forbidden, normal, text_value};

/// Why a text is refused. Lengths count characters, not bytes; places count from 1 in the normalised text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// Fewer characters than asked.
    #[error("{found} characters, at least {min} are needed")]
    TooShort { min: usize, found: usize },
    /// More characters than allowed.
    #[error("{found} characters, at most {max} are allowed")]
    TooLong { max: usize, found: usize },
    /// A character that may not stand here.
    #[error("character {at} (U+{code:04X}) is not allowed here", code = *found as u32)]
    Forbidden { at: usize, found: char },
    /// A name without a single letter or Chinese character.
    #[error("there is no letter in this name")]
    NoLetter,
}

/// One line of at most `MAX` characters, never empty: a title, an address, a document number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line<const MAX: usize>(String);

/// Text of one or more paragraphs, at most `MAX` characters, never empty. Lines end with `\n`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Paragraphs<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// Reads a line. Runs of white space (the ideographic space too) become one space.
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        Ok(Line(bounded(single_line(text)?, 1, MAX)?))
    }

    /// Reads a line that may be left out: white space alone is `None`.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, TextFault> {
        optional(Self::parse(text))
    }
}

impl<const MAX: usize> Paragraphs<MAX> {
    /// Reads paragraphs. CR LF becomes LF, white space at line ends goes, more than one blank line in a row becomes one.
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        let text = normal(text).replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
        if let Some(fault) = first_forbidden(&text, |c| c != '\n' && forbidden(c)) {
            return Err(fault);
        }
        let mut lines: Vec<&str> = Vec::new();
        for line in text.trim().lines().map(str::trim_end) {
            if !(line.is_empty() && lines.last().is_some_and(|last| last.is_empty())) {
                lines.push(line);
            }
        }
        Ok(Paragraphs(bounded(lines.join("\n"), 1, MAX)?))
    }

    /// Reads paragraphs that may be left out: white space alone is `None`.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, TextFault> {
        optional(Self::parse(text))
    }

    /// The lines, for a page that sets each as its own paragraph; blank lines are left out.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines().filter(|line| !line.is_empty())
    }
}

text_value!(Line<const MAX>: TextFault, Paragraphs<const MAX>: TextFault);

/// One line in its normal form, or the first character that may not stand in it.
pub(super) fn single_line(text: &str) -> Result<String, TextFault> {
    // Joiners shape emoji and some scripts; in a name they only make two different texts look alike.
    let text: String = normal(text.trim()).chars().filter(|c| !matches!(c, '\u{200C}' | '\u{200D}')).collect();
    match first_forbidden(&text, forbidden) {
        Some(fault) => Err(fault),
        None => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// The text if its length lies within bounds.
pub(super) fn bounded(text: String, min: usize, max: usize) -> Result<String, TextFault> {
    match text.chars().count() {
        0 => Err(TextFault::Empty),
        found if found < min => Err(TextFault::TooShort { min, found }),
        found if found > max => Err(TextFault::TooLong { max, found }),
        _ => Ok(text),
    }
}

/// The first character that `refuse` refuses, with its place.
pub(super) fn first_forbidden(text: &str, refuse: impl Fn(char) -> bool) -> Option<TextFault> {
    text.chars().zip(1..).find(|(c, _)| refuse(*c)).map(|(found, at)| TextFault::Forbidden { at, found })
}

fn optional<T>(parsed: Result<T, TextFault>) -> Result<Option<T>, TextFault> {
    match parsed {
        Ok(value) => Ok(Some(value)),
        Err(TextFault::Empty) => Ok(None),
        Err(fault) => Err(fault),
    }
}
