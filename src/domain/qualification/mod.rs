//! Qualifications (资质): what kinds exist, what an agency holds, what a project asks for, and whether the one meets the other.
//!
//! A qualification has majors (专业) and grades (等级). Majors are paths from wide to narrow: who holds `all/building` may do
//! `all/building/architecture`, but not the other way round. A grade has a priority, and the smaller number is the higher grade, so "grade B or
//! better" is a priority of at most B's. Paths are compared segment by segment, never as text: `all/build` has nothing to do with `all/building`.

mod matching;
mod path;
#[cfg(test)]
mod tests;

pub use matching::{Combine, Held, Paper, Requirement, Requirements, Shortfall, Unmet};
pub use path::{BadPath, MajorPath};

use super::text::Bilingual;
use serde::{Deserialize, Serialize};

crate::text_ids! {
    /// The stable code of a kind of qualification, such as `surveying`.
    QualificationCode,
    /// The stable code of a grade inside its qualification, such as `a`.
    GradeCode,
}

/// A kind of qualification as the catalogue describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualificationType {
    pub code: QualificationCode,
    pub name: Bilingual,
    /// Empty where the qualification is not divided.
    #[serde(default)]
    pub majors: Vec<Major>,
    /// Empty where there is one grade only; otherwise the highest first.
    #[serde(default)]
    pub grades: Vec<GradeName>,
}

/// A major and how it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Major {
    pub path: MajorPath,
    pub name: Bilingual,
}

/// A grade and how it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeName {
    pub code: GradeCode,
    pub name: Bilingual,
    /// 1 is the highest.
    pub priority: u32,
}

/// A grade with its place among the others of its qualification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    pub code: GradeCode,
    /// 1 is the highest.
    pub priority: u32,
}

/// A major or grade that this kind of qualification does not have, or one that it needs and was not given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotInCatalogue {
    /// The qualification has no such major.
    #[error("there is no major {0:?}")]
    Major(String),
    /// The qualification has no such grade.
    #[error("there is no grade {0:?}")]
    Grade(String),
    /// A certificate names its major.
    #[error("a major has to be named")]
    MajorMissing,
    /// A certificate names its grade.
    #[error("a grade has to be named")]
    GradeMissing,
}

impl QualificationType {
    /// The major with this path.
    pub fn major(&self, path: &MajorPath) -> Option<&Major> {
        self.majors.iter().find(|major| major.path == *path)
    }

    /// The grade with this code.
    pub fn grade(&self, code: &GradeCode) -> Option<&GradeName> {
        self.grades.iter().find(|grade| grade.code == *code)
    }

    /// What a project asks for: this qualification, in this major or a wider one, of this grade or a better one; what is left out is not asked.
    pub fn require(&self, major: Option<&str>, grade: Option<&str>) -> Result<Requirement, NotInCatalogue> {
        let (major, grade) = (self.known_major(major)?, self.known_grade(grade)?);
        Ok(Requirement { qualification: self.code.clone(), major, grade })
    }

    /// What an agency holds by a certificate. Major and grade may only be left out where the qualification has none.
    pub fn hold(&self, major: Option<&str>, grade: Option<&str>, paper: Paper) -> Result<Held, NotInCatalogue> {
        let (major, grade) = (self.known_major(major)?, self.known_grade(grade)?);
        if major.is_none() && !self.majors.is_empty() {
            return Err(NotInCatalogue::MajorMissing);
        }
        if grade.is_none() && !self.grades.is_empty() {
            return Err(NotInCatalogue::GradeMissing);
        }
        Ok(Held { qualification: self.code.clone(), major, grade, paper })
    }

    fn known_major(&self, path: Option<&str>) -> Result<Option<MajorPath>, NotInCatalogue> {
        let Some(text) = path else { return Ok(None) };
        let known = self.majors.iter().find(|major| major.path.as_str() == text);
        known.map(|major| Some(major.path.clone())).ok_or_else(|| NotInCatalogue::Major(text.to_owned()))
    }

    fn known_grade(&self, code: Option<&str>) -> Result<Option<Grade>, NotInCatalogue> {
        let Some(text) = code else { return Ok(None) };
        let known = self.grades.iter().find(|grade| grade.code.as_str() == text);
        known
            .map(|grade| Some(Grade { code: grade.code.clone(), priority: grade.priority }))
            .ok_or_else(|| NotInCatalogue::Grade(text.to_owned()))
    }
}
