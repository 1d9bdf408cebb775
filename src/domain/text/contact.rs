//! Ways to reach a person: mail address and telephone.

use validator::ValidateEmail;

use super::{half_width, normal, text_value};

/// A mail address, in lower case throughout: two people whose addresses differ only in case do not exist in practice, one person who types it
/// differently does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

/// Why a text is not a mail address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailFault {
    /// Nothing was given.
    #[error("the address is empty")]
    Empty,
    /// More than 254 characters, or more than 64 before the @ (RFC 5321 §4.5.3.1).
    #[error("the address has {found} characters where {max} are allowed")]
    TooLong { max: usize, found: usize },
    /// No @, or more than one.
    #[error("an address has exactly one @, this has {found}")]
    AtSign { found: usize },
    /// A character that may not stand in an address; places count from 1.
    #[error("character {at} ({found:?}) cannot stand in an address")]
    Character { at: usize, found: char },
    /// The part before the @ is empty, begins or ends with a dot, or has two dots in a row.
    #[error("the part before the @ is incomplete")]
    Mailbox,
    /// The part after the @ is not a domain name with at least one dot.
    #[error("the part after the @ is not a domain name")]
    Domain,
}

impl Email {
    /// Reads an address: the plain form `mailbox@domain` in ASCII, without quotes, comments or a domain in brackets.
    pub fn parse(text: &str) -> Result<Self, EmailFault> {
        let address = half_width(normal(text).trim()).to_ascii_lowercase();
        if address.is_empty() {
            return Err(EmailFault::Empty);
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-@".contains(c);
        if let Some((found, at)) = address.chars().zip(1..).find(|(c, _)| !allowed(*c)) {
            return Err(EmailFault::Character { at, found });
        }
        if address.len() > 254 {
            return Err(EmailFault::TooLong { max: 254, found: address.len() });
        }
        let Some((mailbox, domain)) = address.split_once('@').filter(|(_, domain)| !domain.contains('@')) else {
            return Err(EmailFault::AtSign { found: address.matches('@').count() });
        };
        if mailbox.len() > 64 {
            return Err(EmailFault::TooLong { max: 64, found: mailbox.len() });
        }
        if mailbox.split('.').any(str::is_empty) {
            return Err(EmailFault::Mailbox);
        }
        // A last part of digits alone would be an IP address, and one part alone a machine next door.
        let has_top_level = domain.rsplit_once('.').is_some_and(|(_, last)| !last.bytes().all(|b| b.is_ascii_digit()));
        if has_top_level && address.validate_email() { Ok(Email(address)) } else { Err(EmailFault::Domain) }
    }

    /// The address for a log or a page that others see: `z***@example.cn`.
    pub fn masked(&self) -> String {
        let (mailbox, domain) = self.0.split_once('@').expect("parse keeps the @");
        format!("{}***@{domain}", &mailbox[..1])
    }
}

/// A telephone number of mainland China, in one written form: `13812345678`, `0818-2123456`, `0818-2123456-801`, `400-123-4567`, `12345`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(String);

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneKind {
    /// Eleven digits, beginning 13–19.
    Mobile,
    /// Area code and seven or eight digits, perhaps an extension.
    Landline,
    /// A 400 or 800 number, or a five-digit service number such as 12345.
    Service,
}

/// Why a text is not a telephone number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneFault {
    /// Nothing was given.
    #[error("the number is empty")]
    Empty,
    /// A character that is neither a digit nor one of the signs people put between digits; places count from 1.
    #[error("character {at} ({found:?}) cannot stand in a telephone number")]
    Character { at: usize, found: char },
    /// Seven or eight digits without an area code.
    #[error("a landline needs its area code")]
    AreaCodeMissing,
    /// A count of digits, or a beginning, that no number has.
    #[error("{digits} digits in this order are not a number of mainland China")]
    Unknown { digits: usize },
}

impl Phone {
    /// Reads a number. Spaces, hyphens, brackets and `+86` are how people write it and are put in order; `转` begins an extension.
    pub fn parse(text: &str) -> Result<Self, PhoneFault> {
        let text = half_width(normal(text).trim()).replace(['–', '—', '‐'], "-").replace('转', "-");
        if text.is_empty() {
            return Err(PhoneFault::Empty);
        }
        let allowed = |c: char| c.is_ascii_digit() || " -()+".contains(c);
        if let Some((found, at)) = text.chars().zip(1..).find(|(c, _)| !allowed(*c)) {
            return Err(PhoneFault::Character { at, found });
        }
        let national = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(&text);
        let groups: Vec<&str> = national.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        let digits: String = groups.concat();
        written(&digits, groups.last().copied().unwrap_or_default()).map(Phone)
    }

    /// What kind of number it is.
    pub fn kind(&self) -> PhoneKind {
        match self.0.as_bytes() {
            [b'0', ..] => PhoneKind::Landline,
            [b'1', ..] if self.0.len() == 11 => PhoneKind::Mobile,
            _ => PhoneKind::Service,
        }
    }

    /// The number with its middle hidden: `138****5678`, `0818-****456`.
    pub fn masked(&self) -> String {
        match self.kind() {
            PhoneKind::Mobile => format!("{}****{}", &self.0[..3], &self.0[7..]),
            PhoneKind::Landline => {
                let (area, rest) = self.0.split_once('-').expect("a landline is written with a hyphen");
                format!("{area}-****{}", &rest[4..])
            }
            PhoneKind::Service => self.0.clone(),
        }
    }
}

/// The one written form of a number; `last` is the last group of digits as typed, which is the extension where there are too many digits.
fn written(digits: &str, last: &str) -> Result<String, PhoneFault> {
    let unknown = PhoneFault::Unknown { digits: digits.len() };
    match digits.as_bytes() {
        [b'1', b'3'..=b'9', ..] if digits.len() == 11 => Ok(digits.to_owned()),
        [b'4' | b'8', b'0', b'0', ..] if digits.len() == 10 => Ok(format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..])),
        [b'1', b'2', ..] | [b'9', b'5' | b'6', ..] if digits.len() == 5 => Ok(digits.to_owned()),
        [b'2'..=b'8', ..] if digits.len() == 7 || digits.len() == 8 => Err(PhoneFault::AreaCodeMissing),
        [b'0', ..] => landline(digits, last).ok_or(unknown),
        _ => Err(unknown),
    }
}

fn landline(digits: &str, last: &str) -> Option<String> {
    // Beijing 010 and the big cities 02x have three digits; every other place has four.
    let area = if digits.starts_with("01") || digits.starts_with("02") { 3 } else { 4 };
    let local = |rest: &str| (7..=8).contains(&rest.len()) && !rest.starts_with('0');
    let rest = digits.get(area..)?;
    if local(rest) {
        return Some(format!("{}-{rest}", &digits[..area]));
    }
    let main = rest.strip_suffix(last).filter(|main| local(main) && last.len() <= 6)?;
    Some(format!("{}-{main}-{last}", &digits[..area]))
}

text_value!(Email: EmailFault, Phone: PhoneFault);
