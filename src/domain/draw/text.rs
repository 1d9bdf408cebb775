//! The text discipline of the protocols: ASCII, LF, one space, no surplus, and nothing that could be written in two ways (draw-v1 §1).

use std::fmt;

use super::fault::{Broken, Fault};
use super::words::Field;
use crate::domain::hash::Hash32;

/// A document of the protocols. Its `Display` is its exact text.
pub trait Document: fmt::Display + Sized {
    /// Its name in a bundle, or the name under which faults are told where it is not part of one.
    const FILE: &'static str;

    /// Reads all lines, header included.
    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault>;

    /// Reads a document strictly: writing the result again gives the same bytes, else it is refused.
    fn parse(text: impl AsRef<[u8]>) -> Result<Self, Fault> {
        let mut lines = Lines::open(Self::FILE, text.as_ref())?;
        let whole = lines.rest;
        let document = Self::read(&mut lines)?;
        lines.finish()?;
        let again = document.to_text();
        match first_difference(whole, &again) {
            None => Ok(document),
            Some((line, _)) => Err(Fault::at(Self::FILE, line, Broken::OtherBytes)),
        }
    }

    /// The exact text, final LF included.
    fn to_text(&self) -> String {
        self.to_string()
    }

    /// SHA-256 of the text.
    fn hash(&self) -> Hash32 {
        Hash32::of(self.to_text())
    }
}

/// The number (from 1) of the first line of `text` that differs from `expected`, with the line that belongs there (empty: none).
pub fn first_difference<'a>(text: &str, expected: &'a str) -> Option<(usize, &'a str)> {
    if text == expected {
        return None;
    }
    let mut found = text.split_inclusive('\n');
    let mut line = 0;
    for wanted in expected.split_inclusive('\n') {
        line += 1;
        if found.next() != Some(wanted) {
            return Some((line, wanted.trim_end_matches('\n')));
        }
    }
    Some((line + 1, ""))
}

/// The lines of a document, read strictly from top to bottom.
pub struct Lines<'a> {
    file: &'static str,
    rest: &'a str,
    number: usize,
}

impl<'a> Lines<'a> {
    /// Checks what holds for every line: ASCII, no CR, no blank line, a final LF, single spaces.
    pub fn open(file: &'static str, bytes: &'a [u8]) -> Result<Lines<'a>, Fault> {
        let line_of = |at: usize| 1 + bytes[..at].iter().filter(|&&b| b == b'\n').count();
        if let Some(at) = bytes.iter().position(|b| !b.is_ascii()) {
            return Err(Fault::at(file, line_of(at), Broken::NotAscii));
        }
        if let Some(at) = bytes.iter().position(|&b| b == b'\r') {
            return Err(Fault::at(file, line_of(at), Broken::CarriageReturn));
        }
        let text = std::str::from_utf8(bytes).expect("ASCII is UTF-8");
        for (index, line) in text.split_inclusive('\n').enumerate() {
            check_line(line).map_err(|broken| Fault::at(file, index + 1, broken))?;
        }
        Ok(Lines { file, rest: text, number: 0 })
    }

    /// A fault in the line read last.
    pub fn fault(&self, broken: Broken) -> Fault {
        Fault::at(self.file, self.number.max(1), broken)
    }

    fn peek(&self) -> Option<&'a str> {
        self.rest.split_once('\n').map(|(line, _)| line)
    }

    fn next(&mut self) -> Option<&'a str> {
        self.number += 1;
        let (line, rest) = self.rest.split_once('\n')?;
        self.rest = rest;
        Some(line)
    }

    /// The first line must be exactly `header`.
    pub fn header(&mut self, header: &'static str) -> Result<(), Fault> {
        match self.next() {
            Some(line) if line == header => Ok(()),
            _ => Err(self.fault(Broken::Line { expected: header.to_owned() })),
        }
    }

    /// How many bytes are still to be read.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Whether the next line is exactly this.
    pub fn is_next(&self, line: &str) -> bool {
        self.peek() == Some(line)
    }

    /// Whether another line with this first word follows.
    pub fn follows(&self, key: &str) -> bool {
        self.peek().and_then(|line| line.strip_prefix(key)).is_some_and(|after| after.starts_with(' '))
    }

    /// The next line must be `key` and `N` words; returns the words.
    pub fn words<const N: usize>(&mut self, key: &'static str, shape: &str) -> Result<[&'a str; N], Fault> {
        let values = self.some_words(key, shape)?;
        values.try_into().map_err(|_| self.misshapen(key, shape))
    }

    /// The next line must be `key` and words, of which there may be more or fewer; returns them.
    pub fn some_words(&mut self, key: &'static str, shape: &str) -> Result<Vec<&'a str>, Fault> {
        let mut words = self.next().unwrap_or("").split(' ');
        if words.next() == Some(key) { Ok(words.collect()) } else { Err(self.misshapen(key, shape)) }
    }

    /// The line read last has not the shape of `key` and these words.
    pub fn misshapen(&self, key: &'static str, shape: &str) -> Fault {
        self.fault(Broken::Line { expected: format!("{key} {shape}") })
    }

    /// What follows `key` on the next line, which is read with it; `None` where the line begins otherwise.
    pub fn rest_of(&mut self, key: &str) -> Option<&'a str> {
        self.next()?.strip_prefix(key)?.strip_prefix(' ')
    }

    /// The next line must be `key` and one value.
    pub fn value<T: Field>(&mut self, key: &'static str) -> Result<T, Fault> {
        let [word] = self.words(key, &format!("<{}>", T::grammar()))?;
        self.field(key, word)
    }

    /// Reads one word of the line read last.
    pub fn field<T: Field>(&self, field: &'static str, word: &str) -> Result<T, Fault> {
        T::read(word).ok_or_else(|| self.fault(Broken::Grammar { field, grammar: T::grammar() }))
    }

    /// No line may be left.
    pub fn finish(&mut self) -> Result<(), Fault> {
        if self.rest.is_empty() {
            return Ok(());
        }
        self.number += 1;
        Err(self.fault(Broken::Surplus))
    }
}

fn check_line(line: &str) -> Result<(), Broken> {
    let Some(line) = line.strip_suffix('\n') else { return Err(Broken::NoFinalLineFeed) };
    if line.is_empty() {
        return Err(Broken::BlankLine);
    }
    if line.starts_with(' ') || line.ends_with(' ') || line.contains("  ") {
        return Err(Broken::Spaces);
    }
    Ok(())
}
