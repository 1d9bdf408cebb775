//! A member releases its private key: of purpose `entry` after the freeze is approved, of purpose `map` at the reveal. A key that does not fit
//! committee.txt counts as not released.

use std::collections::BTreeMap;
use std::fmt;

use super::committee::Committee;
use super::hpke::PrivateKey;
use super::words::{Member, Purpose};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::ProjectNumber;
use crate::domain::draw::{Fault, Hash32};

/// A member's private key, told to platform, members and supervisor; to the public with the opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub project: ProjectNumber,
    /// Hash of committee.txt.
    pub committee: Hash32,
    pub member: Member,
    pub purpose: Purpose,
    pub key: PrivateKey,
}

impl Release {
    /// Whether it is the key that stands in the committee's document.
    pub fn fits(&self, committee: &Committee) -> bool {
        let told = committee.key(&self.member, self.purpose);
        self.project == *committee.project() && self.committee == committee.hash() && told == Some(&self.key.public())
    }
}

impl Document for Release {
    const FILE: &'static str = "release.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 release")?;
        let (project, committee) = (lines.value("project")?, lines.value("committee")?);
        let [member, purpose, key] = lines.words("release", "<member> <purpose> <private key>")?;
        let (member, purpose) = (lines.field("member", member)?, lines.field("purpose", purpose)?);
        Ok(Release { project, committee, member, purpose, key: lines.field("private key", key)? })
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 release\nproject {}\ncommittee {}", self.project, self.committee)?;
        writeln!(f, "release {} {} {}", self.member, self.purpose, self.key)
    }
}

/// The released keys of one purpose that fit the committee.
#[derive(Clone, Debug)]
pub struct Keyring(BTreeMap<Member, PrivateKey>);

impl Keyring {
    /// Keeps the keys that fit; every other release counts as none.
    pub fn new(committee: &Committee, releases: &[Release]) -> Keyring {
        Keyring::of(committee, Purpose::Entry, releases)
    }

    /// The same for the keys of a purpose.
    pub fn of(committee: &Committee, purpose: Purpose, releases: &[Release]) -> Keyring {
        let fitting = releases.iter().filter(|release| release.purpose == purpose && release.fits(committee));
        Keyring(fitting.map(|release| (release.member.clone(), release.key.clone())).collect())
    }

    /// The key of a member, where it released one.
    pub fn key(&self, member: &Member) -> Option<&PrivateKey> {
        self.0.get(member)
    }

    /// Too few released: the first member that did not.
    pub fn missing(&self, committee: &Committee) -> Option<Member> {
        let silent = || committee.seats().iter().map(|seat| &seat.member).find(|member| !self.0.contains_key(member));
        (self.0.len() < committee.threshold()).then(silent).flatten().cloned()
    }
}
