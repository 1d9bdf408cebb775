//! The service items of the market, from `config/catalogue.toml`. Law: [`crate::domain::catalogue`].

use std::sync::LazyLock;

use crate::domain::catalogue::{Catalogue, ServiceCode, ServiceItem};
use crate::domain::policy::Policy;
use crate::domain::qualification::{GradeCode, MajorPath, QualificationCode, Requirement};
use crate::domain::text::Bilingual;
use crate::platform::i18n::{Lang, T};

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(crate::defaults::catalogue);

/// The catalogue in force.
pub fn catalogue() -> &'static Catalogue {
    &SHIPPED
}

/// An item by its code.
pub fn item(code: &str) -> Option<&'static ServiceItem> {
    SHIPPED.item(&ServiceCode::from(code))
}

/// A name in the reader's language.
pub fn say(t: T, words: &Bilingual) -> String {
    match t.lang {
        Lang::Zh => words.zh.clone(),
        Lang::En => words.en.clone(),
    }
}

/// The name of an item; its code where the catalogue no longer has it.
pub fn item_name(t: T, code: &ServiceCode) -> String {
    SHIPPED.item(code).map_or_else(|| code.to_string(), |item| say(t, &item.name))
}

/// A qualification in words: its name, its major and its grade, each empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperWords {
    pub name: String,
    pub major: String,
    pub grade: String,
}

impl PaperWords {
    /// The words for a qualification with this major and grade.
    pub fn of(t: T, code: &QualificationCode, major: Option<&MajorPath>, grade: Option<&GradeCode>) -> PaperWords {
        let Some(kind) = SHIPPED.qualification(code) else {
            return PaperWords { name: code.to_string(), ..PaperWords::default() };
        };
        let major = major.map(|path| kind.major(path).map_or_else(|| path.to_string(), |major| say(t, &major.name)));
        let grade = grade.map(|code| kind.grade(code).map_or_else(|| code.to_string(), |grade| say(t, &grade.name)));
        PaperWords { name: say(t, &kind.name), major: major.unwrap_or_default(), grade: grade.unwrap_or_default() }
    }

    /// Name and major in one line.
    pub fn title(&self) -> String {
        if self.major.is_empty() { self.name.clone() } else { format!("{} · {}", self.name, self.major) }
    }
}

/// The name of what proposals are scored by; its id where the policy does not know it.
pub fn criterion(t: T, policy: &Policy, id: &str) -> String {
    policy.criterion(id).map_or_else(|| id.to_owned(), |one| say(t, &one.name))
}

/// A requirement in words: the certificate, its major, and "grade or better".
pub fn requirement_text(needed: &Requirement, t: T) -> String {
    let grade = needed.grade.as_ref().map(|grade| &grade.code);
    let words = PaperWords::of(t, &needed.qualification, needed.major.as_ref(), grade);
    let key = match (words.major.is_empty(), words.grade.is_empty()) {
        (true, true) => return words.name,
        (false, true) => "catalogue-paper-major",
        (true, false) => "catalogue-paper-grade",
        (false, false) => "catalogue-paper-both",
    };
    t.msg(key).with("name", words.name).with("major", words.major).with("grade", words.grade).to_string()
}
