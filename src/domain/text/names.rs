//! Names of people and of organisations.

use super::line::{bounded, first_forbidden, single_line};
use super::{TextFault, text_value};

/// The name of a person as on the identity card: 2–50 letters; `·` inside names of minorities and of foreigners, spaces and hyphens in Latin names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonName(String);

/// The name of an organisation as on its licence: 2–100 characters, brackets in the full-width form in which Chinese licences print them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrgName(String);

impl PersonName {
    /// Reads a name. The several dots that keyboards offer for `·` become that one dot.
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        let dots = |c: char| if matches!(c, '•' | '‧' | '・' | '･' | '．' | '⋅') { '·' } else { c };
        let name: String = single_line(text)?.chars().map(dots).collect();
        let name = bounded(name, 2, 50)?;
        let allowed = |c: char| {
            c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) || matches!(c, '·' | ' ' | '-' | '\'' | '’' | '.')
        };
        match first_forbidden(&name, |c| !allowed(c)) {
            Some(fault) => Err(fault),
            None if !name.chars().any(char::is_alphabetic) => Err(TextFault::NoLetter),
            None => Ok(PersonName(name)),
        }
    }

    /// The name with all but its first character hidden, for a public page that must not show it: `张**`.
    pub fn masked(&self) -> String {
        let rest = self.0.chars().count() - 1;
        self.0.chars().take(1).chain(std::iter::repeat_n('*', rest.min(2))).collect()
    }
}

impl OrgName {
    /// Reads a name.
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        let name = bounded(single_line(text)?, 2, 100)?;
        if !name.chars().any(char::is_alphabetic) {
            return Err(TextFault::NoLetter);
        }
        let chinese = name.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'));
        Ok(OrgName(if chinese { name.replace('(', "（").replace(')', "）") } else { name }))
    }
}

text_value!(PersonName: TextFault, OrgName: TextFault);
