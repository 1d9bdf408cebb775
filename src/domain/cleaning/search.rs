//! Looking for what would give the agency away.

use unicode_normalization::UnicodeNormalization;

crate::text_states! {
    /// What is looked for.
    pub enum Sought {
        /// The agency's name, whole or without its legal form.
        Name => "name",
        /// Its unified social credit code.
        Code => "code",
        /// A telephone number or an address of mail.
        Contact => "contact",
        /// Somebody who works there.
        Person => "person",
    }
}

/// Where in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    FileName,
    /// A page, from 1.
    Page(usize),
    /// Outline, form fields, descriptions for those who cannot see.
    Beside,
    /// A part of an office document, by its name in it.
    Part(String),
}

/// Something of the agency's own that a reader would see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub what: Sought,
    /// As the agency told it.
    pub text: String,
    pub place: Place,
}

/// What is the agency's own.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// What, as told, and as it is looked for.
    sought: Vec<(Sought, String, String)>,
}

/// Legal forms that end a company's name; without them it is the same name to a reader.
const FORMS: [&str; 8] = ["有限责任公司", "股份有限公司", "有限公司", "(特殊普通合伙)", "(普通合伙)", "(有限合伙)", "事务所", "公司"];
/// Fewer letters than this say nothing.
const SHORTEST: usize = 2;

impl Own {
    /// From names, codes, contacts and people.
    pub fn new(all: impl IntoIterator<Item = (Sought, String)>) -> Own {
        let mut own = Own::default();
        for (what, told) in all {
            let text: String = told.nfkc().collect();
            own.add(what, &told, &text);
            let shorter = FORMS.iter().find_map(|form| text.strip_suffix(form)).filter(|_| what == Sought::Name);
            if let Some(shorter) = shorter {
                own.add(what, shorter, shorter);
            }
        }
        own
    }

    fn add(&mut self, what: Sought, told: &str, text: &str) {
        let form = even(text);
        if form.chars().count() >= SHORTEST && !self.sought.iter().any(|(_, _, known)| *known == form) {
            self.sought.push((what, told.to_owned(), form));
        }
    }

    /// Whether somebody's name stands in a text of people's own words. Names of three letters or fewer are words of the language too often.
    pub fn are_named_in(&self, text: &str) -> bool {
        let text = even(text);
        self.sought.iter().any(|(_, _, form)| form.chars().count() > 3 && text.contains(form.as_str()))
    }

    pub(super) fn in_name(&self, file_name: &str) -> Vec<Found> {
        self.in_text(&Place::FileName, file_name)
    }

    pub(super) fn in_text(&self, place: &Place, text: &str) -> Vec<Found> {
        let text = even(text);
        let hits = self.sought.iter().filter(|(_, _, form)| text.contains(form.as_str()));
        hits.map(|(what, told, _)| Found { what: *what, text: told.clone(), place: place.clone() }).collect()
    }
}

/// Letters and digits alone, in one width and case: a text layer breaks words anywhere, and a telephone number is written in many ways.
fn even(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
