//! What a member answers when it is asked for keys, before anything else of a project is fixed.

use std::fmt;

use super::hpke::PublicKey;
use super::words::Member;
use crate::domain::draw::Fault;
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::ProjectNumber;

/// Public keys of one member for one round of a project. A round is a set of keys that was never used: the first, and one more for a draw that
/// follows a void one, because the keys of the first may be out by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    pub project: ProjectNumber,
    /// From 1.
    pub round: u64,
    pub member: Member,
    pub entry: PublicKey,
    /// What links are sealed to, where it was asked for.
    pub map: Option<PublicKey>,
}

impl Document for Keys {
    const FILE: &'static str = "keys.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 keys")?;
        let (project, round) = (lines.value("project")?, lines.value("round")?);
        let [member, key] = lines.words("entry", "<member> <public key>")?;
        let (member, entry) = (lines.field("member", member)?, lines.field("public key", key)?);
        let mut map = None;
        if lines.follows("map") {
            let [key] = lines.words("map", "<public key>")?;
            map = Some(lines.field("public key", key)?);
        }
        Ok(Keys { project, round, member, entry, map })
    }
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 keys\nproject {}\nround {}\nentry {} {}", self.project, self.round, self.member, self.entry)?;
        self.map.iter().try_for_each(|key| writeln!(f, "map {key}"))
    }
}
