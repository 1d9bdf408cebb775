//! The words of the documents: each has one grammar and one way to be written (draw-v1 §1).

use std::fmt;

use crate::domain::hash::{Hash32, Secret};
use crate::domain::time::Instant;

/// One word of a line.
pub trait Field: Sized {
    /// Reads the word strictly; `None` where it breaks the grammar.
    fn read(word: &str) -> Option<Self>;
    /// The grammar in words, for faults.
    fn grammar() -> String;
}

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident: $grammar:literal, $valid:expr;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Box<str>);
        impl $name {
            /// Reads the word; `None` where it breaks the grammar.
            pub fn parse(text: &str) -> Option<Self> {
                let valid: fn(&str) -> bool = $valid;
                valid(text).then(|| $name(text.into()))
            }
            /// The word as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl Field for $name {
            fn read(word: &str) -> Option<Self> { $name::parse(word) }
            fn grammar() -> String { $grammar.to_owned() }
        }
    )+};
}

words! {
    /// The id of a draw, globally unique: one draw id = one draw, ever (draw-v1 §5).
    DrawId: "1 to 128 of A-Z a-z 0-9 . _ : / -", |text| marks(text, 128);
    /// The public number of a project, with which the ids of its draws begin.
    ProjectNumber: "1 to 100 of A-Z a-z 0-9 . _ : / -", |text| marks(text, 100);
    /// What stands for an entry in freeze, seed and result; it names no agency (draw-v1 §3).
    Label: "1 to 64 of A-Z a-z 0-9 . _ : / -", |text| marks(text, 64);
    /// Who is behind a label: an agency's 统一社会信用代码, or an expert's number in the pool.
    RegistryId: "1 to 64 of A-Z a-z 0-9 . _ : / -", |text| marks(text, 64);
    /// A person or a thing in the log, by an id that does not name it.
    Pseudonym: "1 to 128 of A-Z a-z 0-9 . _ : / -", |text| marks(text, 128);
    /// The id of a witness officer.
    OfficerId: "1 to 32 of a-z 0-9 -", |text| within(text, 32, |b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    /// Why a label is struck or admitted.
    Reason: "1 to 32 of a-z -", |text| within(text, 32, |b| matches!(b, b'a'..=b'z' | b'-'));
    /// What public dice showed.
    Digits: "40 to 400 digits", |text| text.len() >= 40 && within(text, 400, |b| b.is_ascii_digit());
    /// A whole number without leading zero. The protocol sets no upper bound, so the digits themselves are kept.
    Number: "a whole number without leading zero", is_number;
}

fn within(text: &str, most: usize, allowed: fn(u8) -> bool) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(allowed)
}

fn marks(text: &str, most: usize) -> bool {
    within(text, most, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b':' | b'/' | b'-'))
}

fn is_number(text: &str) -> bool {
    text == "0" || (!text.is_empty() && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()))
}

impl Number {
    /// The value, or the greatest `usize` where it is greater than that: no list is longer.
    pub fn saturating(&self) -> usize {
        self.as_str().parse().unwrap_or(usize::MAX)
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Number {
        Number(value.to_string().into())
    }
}

/// How many tickets an entry holds, 1 to 1000. The best ticket counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Weight(u16);

impl Weight {
    /// One ticket, the only weight of mode uniform.
    pub const ONE: Weight = Weight(1);

    /// `None` outside 1–1000.
    pub fn of(tickets: u16) -> Option<Weight> {
        (1..=1000).contains(&tickets).then_some(Weight(tickets))
    }

    /// The number of tickets.
    pub fn tickets(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Somebody who commits to a secret and reveals it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    Platform,
    Officer(OfficerId),
    Applicant(Label),
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Who::Platform => f.write_str("platform"),
            Who::Officer(id) => write!(f, "officer:{id}"),
            Who::Applicant(label) => write!(f, "applicant:{label}"),
        }
    }
}

/// The commitment to a secret. Draw and person are inside, so that nobody can copy another's or use one twice (draw-v1 §2).
pub fn commitment(draw: &DrawId, who: &Who, secret: &Secret) -> Hash32 {
    Hash32::of(format!("draw/v1 commit\n{draw}\n{who}\n{secret}\n"))
}

impl Label {
    /// The blind label of an agency in a draw: `b-` and 40 digits of a hash that only who knows the nonce can redo (draw-v1 §3).
    pub fn blind(draw: &DrawId, registry_id: &RegistryId, nonce: &Secret) -> Label {
        let hash = Hash32::of(format!("draw/v1 label\n{draw}\n{registry_id}\n{nonce}\n")).to_string();
        Label(format!("b-{}", &hash[..40]).into())
    }
}

impl Field for Weight {
    fn read(word: &str) -> Option<Self> {
        is_number(word).then(|| word.parse().ok()).flatten().and_then(Weight::of)
    }
    fn grammar() -> String {
        "a whole number from 1 to 1000".to_owned()
    }
}

impl Field for Who {
    fn read(word: &str) -> Option<Self> {
        match word.split_once(':') {
            None => (word == "platform").then_some(Who::Platform),
            Some(("officer", id)) => OfficerId::parse(id).map(Who::Officer),
            Some(("applicant", label)) => Label::parse(label).map(Who::Applicant),
            Some(_) => None,
        }
    }
    fn grammar() -> String {
        "platform, officer:<id> or applicant:<label>".to_owned()
    }
}

impl Field for u64 {
    fn read(word: &str) -> Option<Self> {
        is_number(word).then(|| word.parse().ok()).flatten()
    }
    fn grammar() -> String {
        Number::grammar()
    }
}

impl Field for Hash32 {
    fn read(word: &str) -> Option<Self> {
        Hash32::parse(word)
    }
    fn grammar() -> String {
        "64 lower-case hexadecimal digits".to_owned()
    }
}

impl Field for Secret {
    fn read(word: &str) -> Option<Self> {
        Secret::parse(word)
    }
    fn grammar() -> String {
        Hash32::grammar()
    }
}

impl Field for Instant {
    fn read(word: &str) -> Option<Self> {
        Instant::parse_wire(word)
    }
    fn grammar() -> String {
        "a time YYYY-MM-DDTHH:MM:SSZ".to_owned()
    }
}

/// A value or `-`.
impl<T: Field> Field for Option<T> {
    fn read(word: &str) -> Option<Self> {
        if word == "-" { Some(None) } else { T::read(word).map(Some) }
    }
    fn grammar() -> String {
        format!("{} or `-`", T::grammar())
    }
}

/// Writes a value or `-`.
pub struct OrDash<'a, T>(pub &'a Option<T>);

impl<T: fmt::Display> fmt::Display for OrDash<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("-"),
        }
    }
}

/// Lets a set of fixed words made by `text_states!` be a field.
macro_rules! word_field {
    ($($name:ty: $grammar:literal),+ $(,)?) => {$(
        impl $crate::domain::draw::words::Field for $name {
            fn read(word: &str) -> Option<Self> { <$name>::parse(word) }
            fn grammar() -> String { $grammar.to_owned() }
        }
    )+};
}
pub(crate) use word_field;
