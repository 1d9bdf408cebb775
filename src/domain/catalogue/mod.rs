//! The service items of the market (中介服务事项清单): what may be bought here, who supervises it, and what an agency needs to offer it.

#[cfg(test)]
mod tests;

use super::qualification::{QualificationCode, QualificationType, Requirement};
use super::text::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

crate::text_ids! {
    /// The stable code of a service item, such as `cost-consulting`: lower-case letters, digits and hyphens, at most 48.
    ServiceCode
}

crate::text_states! {
    /// What kind of service it is. The first twelve are those the regulations list (审查、论证、评估、评价、检验、检测、鉴证、鉴定、证明、咨询、试验、
    /// 代理); the list ends with "and the like", which are the last two.
    pub enum Category {
        Review => "review",
        Argumentation => "argumentation",
        Assessment => "assessment",
        Evaluation => "evaluation",
        Inspection => "inspection",
        Testing => "testing",
        Attestation => "attestation",
        Appraisal => "appraisal",
        Certification => "certification",
        Consulting => "consulting",
        Experiment => "experiment",
        Agency => "agency",
        /// Survey, design, mapping and planning.
        Design => "design",
        /// Supervision of works.
        Supervision => "supervision",
    }
}

crate::text_states! {
    /// What an agency needs to offer an item.
    pub enum Entry {
        /// The qualification: a licence, an accreditation or a filing with the authority.
        Licence => "licence",
        /// A written commitment; the grading that exists is shown but is no bar and may not be demanded.
        Advisory => "advisory",
        /// A written commitment; there is no qualification.
        Promise => "promise",
    }
}

crate::text_states! {
    /// Who sets the price.
    pub enum FeeBasis {
        /// The parties.
        Market => "market",
        /// The parties, within what the government publishes.
        Guided => "guided",
        /// The government.
        Government => "government",
    }
}

/// One service item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceItem {
    pub code: ServiceCode,
    pub name: Bilingual,
    pub category: Category,
    /// The industry authority that supervises it.
    pub authority: Bilingual,
    pub entry: Entry,
    /// `None` exactly where `entry` is [`Entry::Promise`].
    pub qualification: Option<QualificationType>,
    pub legal_basis: Bilingual,
    pub fee_basis: FeeBasis,
    /// The usual time for the work, in working days.
    pub standard_wd: u32,
}

/// All service items, in the order of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The name of this edition of the list.
    version: String,
    items: Vec<ServiceItem>,
}

/// Why a text is not a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueFault {
    /// Not TOML of the expected form; the reason is the parser's.
    #[error("{0}")]
    Form(String),
    /// A code that is not lower-case letters, digits and hyphens.
    #[error("{0:?} is not a code of lower-case letters, digits and hyphens")]
    Code(String),
    /// A code that stands twice: of an item, of a qualification, or of a major or grade inside one.
    #[error("{0:?} stands twice")]
    Twice(String),
    /// A name, an authority or a legal basis that lacks a language.
    #[error("{0:?} lacks a name in one of the languages")]
    Unnamed(String),
    /// A qualification where none is asked, or none where one is.
    #[error("{0:?}: entry and qualification contradict each other")]
    Entry(ServiceCode),
    /// Grades whose priorities do not rise from 1 in steps of one.
    #[error("the grades of {0:?} are not numbered 1, 2, 3 from the highest")]
    Priorities(QualificationCode),
    /// A standard time of no days.
    #[error("{0:?} takes no time")]
    NoTime(ServiceCode),
}

impl ServiceItem {
    /// Whether an agency offers this item on its written commitment alone.
    pub fn promise_only(&self) -> bool {
        self.entry != Entry::Licence
    }

    /// What an agency must hold to offer this item at all: the qualification in any major and grade, or nothing.
    pub fn entry_requirement(&self) -> Option<Requirement> {
        let licence = self.demandable()?;
        Some(Requirement { qualification: licence.code.clone(), major: None, grade: None })
    }

    /// The qualification of which a project may demand a major and a grade; none where entry is free, so that owners cannot bar by other means.
    pub fn demandable(&self) -> Option<&QualificationType> {
        self.qualification.as_ref().filter(|_| self.entry == Entry::Licence)
    }
}

impl Catalogue {
    /// Reads a catalogue from TOML.
    pub fn parse(text: &str) -> Result<Catalogue, CatalogueFault> {
        let catalogue: Catalogue = toml::from_str(text).map_err(|error| CatalogueFault::Form(error.to_string()))?;
        let mut codes = BTreeSet::new();
        for item in &catalogue.items {
            check_item(item)?;
            once(&mut codes, item.code.as_str())?;
        }
        let mut codes = BTreeSet::new();
        for qualification in catalogue.qualifications() {
            check_qualification(qualification)?;
            once(&mut codes, qualification.code.as_str())?;
        }
        Ok(catalogue)
    }

    /// The name of this edition of the list.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// All items, in the order of the list.
    pub fn items(&self) -> &[ServiceItem] {
        &self.items
    }

    /// The item with this code.
    pub fn item(&self, code: &ServiceCode) -> Option<&ServiceItem> {
        self.items.iter().find(|item| item.code == *code)
    }

    /// All kinds of qualification, in the order of their items.
    pub fn qualifications(&self) -> impl Iterator<Item = &QualificationType> {
        self.items.iter().filter_map(|item| item.qualification.as_ref())
    }

    /// The kind of qualification with this code.
    pub fn qualification(&self, code: &QualificationCode) -> Option<&QualificationType> {
        self.qualifications().find(|qualification| qualification.code == *code)
    }
}

fn check_item(item: &ServiceItem) -> Result<(), CatalogueFault> {
    check_code(item.code.as_str())?;
    for words in [&item.name, &item.authority, &item.legal_basis] {
        named(item.code.as_str(), words)?;
    }
    if (item.entry == Entry::Promise) != item.qualification.is_none() {
        return Err(CatalogueFault::Entry(item.code.clone()));
    }
    if item.standard_wd == 0 { Err(CatalogueFault::NoTime(item.code.clone())) } else { Ok(()) }
}

fn check_qualification(qualification: &QualificationType) -> Result<(), CatalogueFault> {
    check_code(qualification.code.as_str())?;
    named(qualification.code.as_str(), &qualification.name)?;
    let mut paths = BTreeSet::new();
    for major in &qualification.majors {
        named(major.path.as_str(), &major.name)?;
        once(&mut paths, major.path.as_str())?;
    }
    let mut codes = BTreeSet::new();
    for (grade, priority) in qualification.grades.iter().zip(1..) {
        check_code(grade.code.as_str())?;
        named(grade.code.as_str(), &grade.name)?;
        once(&mut codes, grade.code.as_str())?;
        if grade.priority != priority {
            return Err(CatalogueFault::Priorities(qualification.code.clone()));
        }
    }
    Ok(())
}

fn check_code(code: &str) -> Result<(), CatalogueFault> {
    let good = (1..=48).contains(&code.len()) && code.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    if good { Ok(()) } else { Err(CatalogueFault::Code(code.to_owned())) }
}

fn named(what: &str, words: &Bilingual) -> Result<(), CatalogueFault> {
    if words.is_complete() { Ok(()) } else { Err(CatalogueFault::Unnamed(what.to_owned())) }
}

fn once<'a>(seen: &mut BTreeSet<&'a str>, code: &'a str) -> Result<(), CatalogueFault> {
    if seen.insert(code) { Ok(()) } else { Err(CatalogueFault::Twice(code.to_owned())) }
}
