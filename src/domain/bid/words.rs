//! The words of bid/v1 that draw/v1 does not have.

use std::fmt;

use super::envelope::TAG;
use super::open::HEAD;
use crate::domain::draw::words::{Field, word_field};
use crate::domain::draw::{Hash32, Label, OfficerId, Secret, Who};

crate::text_states! {
    /// What a member's key pair is for: `entry` opens what was sealed, `map` the link between a pseudonym and its sign-up.
    pub enum Purpose { Entry => "entry", Map => "map" }
}
word_field!(Purpose: "entry or map");

/// A member of the opening committee.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Member {
    Platform,
    Officer(OfficerId),
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Member::Platform => f.write_str("platform"),
            Member::Officer(id) => write!(f, "officer:{id}"),
        }
    }
}

impl Field for Member {
    fn read(word: &str) -> Option<Self> {
        match Who::read(word)? {
            Who::Platform => Some(Member::Platform),
            Who::Officer(id) => Some(Member::Officer(id)),
            Who::Applicant(_) => None,
        }
    }
    fn grammar() -> String {
        "platform or officer:<id>".to_owned()
    }
}

/// What one envelope holds: the entry itself, one of its files, counted from 1, or what a pseudonym stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Object {
    Entry,
    File(u64),
    Link,
}

impl Object {
    /// The plaintext of an envelope's payload is padded to a multiple of this, in bytes.
    pub fn block(self) -> usize {
        match self {
            Object::Entry => 4_096,
            Object::File(_) => 65_536,
            Object::Link => 512,
        }
    }

    /// To which of the members' keys it is sealed.
    pub fn purpose(self) -> Purpose {
        match self {
            Object::Entry | Object::File(_) => Purpose::Entry,
            Object::Link => Purpose::Map,
        }
    }
}

impl Object {
    /// The longest payload of a plaintext of so many bytes: salt, length and plaintext in whole blocks, and the tag.
    pub fn longest_payload(self, bytes: u64) -> u64 {
        (HEAD as u64 + bytes).next_multiple_of(self.block() as u64) + TAG as u64
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Object::Entry => f.write_str("entry"),
            Object::File(number) => write!(f, "file:{number}"),
            Object::Link => f.write_str("link"),
        }
    }
}

impl Field for Object {
    fn read(word: &str) -> Option<Self> {
        match word.split_once(':') {
            None if word == "link" => Some(Object::Link),
            None => (word == "entry").then_some(Object::Entry),
            Some(("file", number)) => u64::read(number).filter(|&number| number > 0).map(Object::File),
            Some(_) => None,
        }
    }
    fn grammar() -> String {
        "entry, file:<number from 1> or link".to_owned()
    }
}

/// Members that can open together, as `platform+officer:witness`: as many as the threshold, in the committee's order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subset(pub Vec<Member>);

impl fmt::Display for Subset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, member) in self.0.iter().enumerate() {
            write!(f, "{}{member}", if index == 0 { "" } else { "+" })?;
        }
        Ok(())
    }
}

impl Field for Subset {
    fn read(word: &str) -> Option<Self> {
        word.split('+').map(Member::read).collect::<Option<Vec<_>>>().map(Subset)
    }
    fn grammar() -> String {
        "members joined by `+`".to_owned()
    }
}

impl Label {
    /// The pseudonym under which a review or a blind choice sees an entry: `p-` and 40 digits of 32 random bytes. It is never the draw label, and
    /// follows from nothing.
    pub fn pseudonym(random: &Secret) -> Option<Label> {
        Label::parse(&format!("p-{}", &random.to_string()[..40]))
    }

    /// Whether it is a pseudonym and no draw label.
    pub fn is_pseudonym(&self) -> bool {
        self.as_str().strip_prefix("p-").is_some_and(|digits| digits.len() == 40)
    }
}

/// The commitment to a sealed object: with the salt anybody can check it, without it nobody can guess what it holds.
pub fn commitment(place: (&str, &Label, Object), salt: &Secret, plaintext: &[u8]) -> Hash32 {
    commitment_to(place, salt, &Hash32::of(plaintext))
}

/// The same of a plaintext that is known by its hash alone.
pub fn commitment_to((project, label, object): (&str, &Label, Object), salt: &Secret, plaintext: &Hash32) -> Hash32 {
    Hash32::of(format!("bid/v1 commit\n{project}\n{label}\n{object}\n{salt}\n{plaintext}\n"))
}
