//! A major as a path from wide to narrow.

use serde::{Deserialize, Serialize};

/// `all/building/architecture`: one to five segments of lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct MajorPath(String);

/// A text that is not the path of a major.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a path of lower-case segments like all/building")]
pub struct BadPath(pub String);

impl MajorPath {
    /// Reads a path.
    pub fn parse(text: &str) -> Result<MajorPath, BadPath> {
        let segment = |part: &str| !part.is_empty() && part.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        let count = text.split('/').count();
        if text.len() <= 120 && count <= 5 && text.split('/').all(segment) {
            Ok(MajorPath(text.to_owned()))
        } else {
            Err(BadPath(text.to_owned()))
        }
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The segments, the widest first.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// Whether this major is the other one, or a wider one that contains it.
    pub fn covers(&self, other: &MajorPath) -> bool {
        let mut narrower = other.segments();
        self.segments().all(|segment| narrower.next() == Some(segment))
    }
}

impl std::fmt::Display for MajorPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<MajorPath> for String {
    fn from(path: MajorPath) -> String {
        path.0
    }
}

impl TryFrom<String> for MajorPath {
    type Error = BadPath;

    fn try_from(text: String) -> Result<MajorPath, BadPath> {
        MajorPath::parse(&text)
    }
}
