//! Text that people type, parsed once at the door: after `parse` nobody has to check again.
//!
//! All of it is brought to one form first: NFC, white space at the ends removed, invisible marks that come along when one pastes from a web page
//! dropped. Control characters and marks that turn the direction of writing are refused with their place, because a name that contains them
//! reads differently from what it is.

mod contact;
mod credit_code;
mod line;
mod names;
#[cfg(test)]
mod tests;

pub use contact::{Email, EmailFault, Phone, PhoneFault, PhoneKind};
pub use credit_code::{CheckArea, CreditCode, CreditCodeFault, check_char};
pub use line::{Line, Paragraphs, TextFault};
pub use names::{OrgName, PersonName};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A name in both languages of the market, from a table that an authority keeps (holidays, service items), not from the locales.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

impl Bilingual {
    /// Whether neither language is left out.
    pub fn is_complete(&self) -> bool {
        !self.zh.trim().is_empty() && !self.en.trim().is_empty()
    }
}

/// Gives a newtype over `String` its reading side: `as_str`, `Display`, and serde through the same `parse` that guards it.
macro_rules! text_value {
    ($($name:ident $(<const $max:ident>)?: $fault:ty),+ $(,)?) => {$(
        impl$(<const $max: usize>)? $name$(<$max>)? {
            /// The text in its normal form.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl$(<const $max: usize>)? std::fmt::Display for $name$(<$max>)? {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
        impl$(<const $max: usize>)? std::str::FromStr for $name$(<$max>)? {
            type Err = $fault;
            fn from_str(text: &str) -> Result<Self, $fault> { Self::parse(text) }
        }
        impl$(<const $max: usize>)? From<$name$(<$max>)?> for String {
            fn from(value: $name$(<$max>)?) -> String { value.0 }
        }
        impl$(<const $max: usize>)? serde::Serialize for $name$(<$max>)? {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> { out.serialize_str(&self.0) }
        }
        impl<'de, $(const $max: usize)?> serde::Deserialize<'de> for $name$(<$max>)? {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(input)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    )+};
}
use text_value;

/// Full-width letters, digits and signs (Ａ１＠（) as their ASCII forms, and the ideographic space as a space: what a Chinese keyboard sends into
/// a field for a number.
pub(super) fn half_width(text: &str) -> String {
    let one = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    text.chars().map(one).collect()
}

/// NFC, without marks that nobody sees and that carry no meaning (zero width space, byte order mark, word joiner, soft hyphen).
fn normal(text: &str) -> String {
    text.nfc().filter(|c| !matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\u{00AD}')).collect()
}

/// Characters no text may hold: controls (NUL among them), line and paragraph separators, and marks that turn the direction of writing.
fn forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
